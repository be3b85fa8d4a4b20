// The service worker, served unchanged by app/sw.js/route.ts, which prepends `words`. It caches the pages that
// ask for it by `data-keep` (page-cache.ts), the scripts and styles that they refer to, and nothing else; the
// cache holds pages of one account only. Marks and counts are stored elsewhere (store.client.ts) and sent by
// their own page.
/* global words */

const PAGES = 'xuefa-pages'
const FILES = 'xuefa-files'
/** Milliseconds to wait for the network when a cached copy exists. */
const PATIENCE = 6000
/** Milliseconds; as long as a session. */
const KEPT_FOR = 7 * 24 * 3600 * 1000
const mayBeKept = /^\/activities\/\d+\/(sheet|stall)$/

addEventListener('install', () => skipWaiting())
addEventListener('activate', event => {
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()]))
})

addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(pageFor(event, url))
  else if (url.pathname.startsWith('/_next/static/')) event.respondWith(fileFor(request))
})

addEventListener('message', event => {
  const { keep, kept, forget } = event.data
  if (keep) event.waitUntil(inTurn(() => refresh(new URL(keep, location.origin), kept)))
  if (forget) event.waitUntil(inTurn(forgetPages).finally(() => event.ports[0]?.postMessage('done')))
})

/** Network first; on failure, timeout or a gateway error, the cached copy of exactly this URL. */
async function pageFor(event, url) {
  const network = fromNetwork(event)
  if (mayBeKept.test(url.pathname))
    event.waitUntil(
      network.then(
        answer => keepCopy(url, answer.clone()),
        () => {},
      ),
    )
  const kept = mayBeKept.test(url.pathname) ? await copyOf(url) : undefined
  const answer = await (kept ? Promise.race([network, after(PATIENCE)]) : network).catch(() => undefined)
  if (answer && !(kept && [502, 503, 504].includes(answer.status))) return answer
  if (kept) return kept
  // A filtered sheet is not a substitute for another filter; the whole sheet is cached under its own URL.
  const whole =
    mayBeKept.test(url.pathname) && url.search !== '' && (await copyOf(new URL(url.pathname, url)))
  return whole ? Response.redirect(url.pathname) : listOfKept()
}

async function fromNetwork(event) {
  return (await event.preloadResponse) || fetch(event.request)
}

function keepCopy(url, copy) {
  return inTurn(() => take(url, copy))
}

/**
 * Handles a fetched page: caches it if it asks for that, else deletes its copy, as for a closed roll or an
 * expired session.
 */
async function take(url, answer) {
  if (answer.status >= 500) return
  const isPage = answer.ok && answer.type === 'basic' && !answer.redirected
  const text = isPage ? await answer.text() : ''
  const mark = /data-keep="([^"]+)"/.exec(text)?.[1]
  const pages = await caches.open(PAGES)
  if (!mark) {
    if (await pages.delete(url.href)) await tidy(pages)
    return
  }
  const files = await caches.open(FILES)
  for (const name of filesIn(text)) {
    if (await files.match(name)) continue
    const file = await fetch(name)
    // All or nothing: with a script missing the page would open but not work.
    if (!file.ok) return
    await files.put(name, file)
  }
  const headers = new Headers(answer.headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
  headers.set('x-kept', mark)
  await pages.put(url.href, new Response(text, { headers }))
  await tidy(pages, read(mark))
}

/**
 * Requested by the page: it was loaded without this worker (the first visit, or a client-side navigation), or
 * its copy was deleted.
 */
async function refresh(url, kept) {
  if (!mayBeKept.test(url.pathname)) return
  const copy = await copyOf(url)
  if (copy && (kept === undefined || copy.headers.get('x-kept') === kept)) return
  const answer = await fetch(url.href, { credentials: 'same-origin' }).catch(() => undefined)
  if (answer) await take(url, answer)
}

/** Evicts pages of other accounts, pages older than a session, and files that no cached page refers to. */
async function tidy(pages, newest) {
  const needed = new Set()
  for (const request of await pages.keys()) {
    const copy = await pages.match(request)
    const { account, at } = read(copy.headers.get('x-kept'))
    if (newest && (account !== newest.account || at < newest.at - KEPT_FOR)) await pages.delete(request)
    else for (const name of filesIn(await copy.text())) needed.add(name)
  }
  const files = await caches.open(FILES)
  for (const request of await files.keys())
    if (!needed.has(new URL(request.url).pathname)) await files.delete(request)
}

async function forgetPages() {
  await caches.delete(PAGES)
  await caches.delete(FILES)
}

async function copyOf(url) {
  return (await caches.has(PAGES)) ? (await caches.open(PAGES)).match(url.href) : undefined
}

/**
 * Names contain a hash, so content never changes: files of an earlier release still serve the page cached with
 * them.
 */
async function fileFor(request) {
  const kept = (await caches.has(FILES)) && (await (await caches.open(FILES)).match(request.url))
  return kept || fetch(request)
}

function filesIn(text) {
  return new Set(text.match(/\/_next\/static\/[\w./~%-]+\.(?:js|css)/g))
}

function read(mark) {
  return JSON.parse(decodeURIComponent(mark))
}

/** A list of the cached pages, in place of the browser's offline page; an empty cache leaves the browser's own. */
async function listOfKept() {
  if (!(await caches.has(PAGES))) return Response.error()
  const pages = await caches.open(PAGES)
  const copies = await Promise.all(
    (await pages.keys()).map(async request => [request, await pages.match(request)]),
  )
  if (copies.length === 0) return Response.error()
  const text = await copies[0][1].clone().text()
  const lang = /<html lang="([\w-]+)"/.exec(text)?.[1] ?? 'zh-CN'
  const { title, lead } = words[lang] ?? words['zh-CN']
  const styles = [...filesIn(text)].filter(name => name.endsWith('.css'))
  const body = `<!doctype html><html lang="${lang}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
${styles.map(name => `<link rel="stylesheet" href="${name}">`).join('')}
<main class="mx-auto max-w-xl px-4 pt-4"><h1 class="mb-4">${title}</h1><p class="mb-4">${lead}</p><ul>${copies
    .map(([{ url }, { headers }]) => {
      const { pathname, search } = new URL(url)
      const { name } = read(headers.get('x-kept'))
      return `<li><a class="inline-flex min-h-11 items-center" href="${safe(pathname + search)}">${safe(name)}</a></li>`
    })
    .join('')}</ul></main></html>`
  return new Response(body, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'self'",
    },
  })
}

function safe(text) {
  return text.replace(/[&<>"]/g, each => `&#${each.charCodeAt(0)};`)
}

function after(milliseconds) {
  return new Promise(done => setTimeout(done, milliseconds))
}

// Run one after the other: caching, evicting and deleting must not run concurrently.
let turn = Promise.resolve()
function inTurn(work) {
  turn = turn.then(work, work)
  return turn
}
