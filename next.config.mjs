/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // Feeds must leave uncompressed with a Content-Length (a gzipped one broke Outlook); a proxy may compress pages.
  compress: false,
  typedRoutes: false,
  // Its two module formats contradict its package.json; Node takes the right one by itself.
  serverExternalPackages: ['chinese-days'],
  // One type check is enough: `npm run check` makes it.
  typescript: { ignoreBuildErrors: true },
  // Loading every page at the start keeps a second from answering; each is loaded when it is first asked for.
  experimental: { serverActions: { bodySizeLimit: '24mb' }, preloadEntriesOnStart: false },
}
