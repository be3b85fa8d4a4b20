// Under `npm run dev` Node loads these itself: the first page comes sooner than when Turbopack reads them.
const unbundled = [
  '@zxcvbn-ts/core',
  '@zxcvbn-ts/language-common',
  'docx',
  'drizzle-orm',
  'hucre',
  'ical-generator',
  'next-auth',
  'nodemailer',
  'pinyin-pro',
  'qrcode',
  'zod',
]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // Feeds must be sent uncompressed with a Content-Length (Outlook failed on a gzipped one); a proxy may
  // compress pages.
  compress: false,
  typedRoutes: false,
  // Pictures are served as they are: `/_next/image` would scale any of ours for anybody who asks.
  images: { unoptimized: true },
  // Its two module formats contradict its package.json; Node itself loads the right one.
  serverExternalPackages: ['chinese-days', ...(process.env.NODE_ENV === 'development' ? unbundled : [])],
  // Types are checked only once, by `npm run check`.
  typescript: { ignoreBuildErrors: true },
  // Preloading every page delays the first response by a second; each page is loaded at its first request.
  experimental: { serverActions: { bodySizeLimit: '1mb' }, preloadEntriesOnStart: false },
}
