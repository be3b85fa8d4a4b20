import { expect, test } from './fixtures'

/** How many links are opened; by hand FIGURE_LINKS=2000 opens as many, of every table over every span. */
const BY_HAND = process.env.FIGURE_LINKS
const COUNT = Number(BY_HAND ?? 40)

const spans = [
  'year=2023',
  'from=2023-04-01&to=2023-06-30',
  'from=2023-01-01&to=2023-12-31&asOf=2023-07-15',
  'from=2023-10-01&to=2023-12-31&asOf=2023-11-20',
]
const tables = ['months', 'units', 'month', 'form', 'person']

type Link = { from: string; href: string; says: string }

/** The links of a page to rows, with what they say and the text just after them. */
function linksIn(from: string, html: string): Link[] {
  const found = html.matchAll(/<a\b[^>]*href="(\/rates\/rows\?[^"]*)"[^>]*>(.*?)<\/a>(.{0,200})/gs)
  return [...found].map(([, href = '', inside = '', after = '']) => ({
    from,
    href: href.replaceAll('&amp;', '&'),
    says: `${plain(inside)}⟂${plain(after.split('<a ')[0] ?? '')}`,
  }))
}

function plain(html: string): string {
  return html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>?/gs, ' ')
    .replaceAll('&amp;', '&')
    .trim()
}

/** What the page of rows says: the figure, its fraction, and how many rows are listed on the chosen side. */
function rowsPage(html: string) {
  const text = plain(html)
  const [, top = '0', below = '0'] = /这些行加起来[^\d]*([\d,]+)\s*\/\s*([\d,]+)/.exec(text) ?? []
  const [, whole] = /<b class="[^"]*text-\[34px\][^"]*">(.*?)<\/b>/s.exec(html) ?? []
  const [, listed = '0'] =
    /aria-current="page"[^>]*>[^<]*?([\d,]+)<\/a>/.exec(html.slice(html.indexOf('哪些行'))) ?? []
  return { whole: plain(whole ?? ''), fraction: `${top}/${below}`, listed }
}

test('a figure opens to the rows that make it, wherever it stands', async ({ page, signedIn, isMobile }) => {
  test.skip(isMobile, 'the same links at every width')
  await signedIn('topAdministrator')
  const get = async (path: string) => {
    const answer = await page.request.get(path)
    expect([path, answer.status()]).toEqual([path, 200])
    return answer.text()
  }
  const pages = [
    ...spans.flatMap((span, at) =>
      tables
        .filter((_, table) => BY_HAND || table % spans.length === at)
        .map(view => `/rates?${span}&view=${view}`),
    ),
    '/home',
    '/reports/2023',
    '/plans?year=2023',
    '/plans?year=2024',
  ]
  const links: Link[] = []
  for (const path of pages) links.push(...linksIn(path, await get(path)))
  const plans = new Set(links.flatMap(({ href }) => /plan=(\d+)/.exec(href)?.[1] ?? []))
  for (const plan of plans) links.push(...linksIn(`/plans/${plan}`, await get(`/plans/${plan}`)))
  const people = new Set<string>()
  for (const span of spans.slice(0, BY_HAND ? spans.length : 2))
    for (const [, href = ''] of (await get(`/rates?${span}`)).matchAll(/href="(\/rates\/person\/[^"]*)"/g))
      people.add(href.replaceAll('&amp;', '&'))
  for (const path of [...people].slice(0, BY_HAND ? 12 : 3)) links.push(...linksIn(path, await get(path)))
  const step = Math.max(1, links.length / COUNT)
  const chosen = links.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))

  const wrong: unknown[] = []
  for (const link of chosen) {
    const { whole, fraction, listed } = rowsPage(await get(link.href))
    const [inside = '', after = ''] = link.says.split('⟂')
    const said =
      /(\d[\d,]*)\s*\/\s*(\d[\d,]*)/.exec(inside) ??
      (/%|—/.test(inside) ? /(\d[\d,]*)\s*\/\s*(\d[\d,]*)/.exec(after) : null)
    const percent = /\d[\d.]*%|—/.exec(inside)?.[0]
    const number = /\d[\d,]*(\.\d+)?(?!.*\d)/.exec(inside)?.[0]
    const isRight = said
      ? fraction === `${said[1]}/${said[2]}`
      : percent
        ? whole.startsWith(percent)
        : number === undefined || [whole, listed].includes(number)
    if (!isRight) wrong.push({ ...link, whole, fraction, listed })
  }
  expect(chosen.length).toBeGreaterThan(COUNT / 2)
  expect(wrong).toEqual([])
})
