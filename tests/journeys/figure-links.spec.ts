import { randomOf } from '../random'
import { addedUp, type FigureLink, linksIn, plain, rowsPage, saidBy } from './figure-page'
import { expect, test } from './fixtures'
import type { SignedInRole } from './routes'

/** How many links are opened; by hand FIGURE_LINKS=2000 opens as many, from every table over more spans. */
const BY_HAND = process.env.FIGURE_LINKS
const COUNT = Number(BY_HAND ?? 40)
const SEED = Number(process.env.FIGURE_SEED ?? Date.now() % 1_000_000)
const random = randomOf(SEED)
const any = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T

const roles = ['topAdministrator', 'administrator', 'organiser', 'leader', 'cadre'] as const
const tables = ['months', 'units', 'month', 'form', 'person', 'tag', 'topic', 'missed']

/** Whole years, parts of a year as of some day in or before them, and random ones. */
const spans = [
  'year=2023',
  'year=2026',
  'from=2023-04-01&to=2023-06-30',
  'from=2023-01-01&to=2023-12-31&asOf=2023-07-15',
  'from=2023-10-01&to=2023-12-31&asOf=2023-11-20',
  ...Array.from({ length: BY_HAND ? 12 : 2 }, randomSpan),
]

function randomSpan(): string {
  const day = (from: number, to: number) =>
    new Date(Date.UTC(any([2023, 2026]), 0, 1 + Math.floor(from + random() * (to - from))))
      .toISOString()
      .slice(0, 10)
  const [one, other] = [day(0, 365), day(0, 365)].sort()
  const asOf = [one, other, day(0, 365), day(365, 400)].sort()
  return `from=${one}&to=${other}&asOf=${any(asOf)}`
}

test('a figure opens to the rows that make it, wherever it stands', async ({ page, signedIn, isMobile }) => {
  test.skip(isMobile, 'the same links at every width')
  test.setTimeout(1_200_000)
  console.log(`FIGURE_SEED=${SEED}`)
  let role: SignedInRole | undefined
  const get = async (path: string, as: SignedInRole) => {
    if (role !== as) await signedIn(as)
    role = as
    const answer = await page.request.get(path)
    expect([path, as, answer.status()]).toEqual([path, as, 200])
    return answer.text()
  }
  const found: FigureLink[] = []
  const collect = async (from: string, as: SignedInRole = 'topAdministrator') => {
    const html = await get(from, as)
    found.push(...linksIn(html).map(link => ({ ...link, from, role: as })))
    return html
  }
  const addresses = (html: string, which: RegExp) => [
    ...new Set([...html.matchAll(which)].map(([, href = '']) => plain(href))),
  ]

  for (const as of roles) await collect('/home', as)
  for (const as of ['organiser', 'leader'] as const) await collect(`/rates?${any(spans)}`, as)
  for (const year of [2023, 2026]) {
    await collect(`/reports/${year}`)
    await collect(`/exams?year=${year}`)
    await collect(`/plans/goals?year=${year}`)
    const plans = addresses(await collect(`/plans?year=${year}`), /href="(\/plans\/\d+)"/g)
    for (const plan of plans)
      for (const tab of BY_HAND ? ['', '/scores', '/pending'] : [''])
        await collect(plan + tab, any(['topAdministrator', 'cadre'])).catch(() => collect(plan))
  }
  await collect('/makeups')
  const units = [
    '',
    ...addresses(await get('/rates?year=2023', 'topAdministrator'), /href="\/rates\?[^"]*?unit=(\d+)/g).map(
      unit => `&unit=${unit}`,
    ),
  ]
  const people: string[] = []
  for (const [at, span] of spans.entries())
    for (const [n, view] of tables.entries())
      if (BY_HAND || n % spans.length === at) {
        const html = await collect(`/rates?${span}&view=${view}${BY_HAND && n > 0 ? any(units) : ''}`)
        people.push(...addresses(html, /href="(\/rates\/person\/[^"]*)"/g))
      }
  for (let n = 0; n < (BY_HAND ? 40 : 3); n++) await collect(any(people))

  const chosen = Array.from({ length: COUNT }, () => any(found))
  const wrong: unknown[] = []
  const told = { rows: 0, people: 0, lists: 0, withoutNumber: 0, rowsAdded: 0 }
  for (const link of chosen) {
    const seen = await opened(link)
    if (seen) wrong.push({ ...link, ...seen })
  }
  console.log(
    JSON.stringify({
      pages: new Set(found.map(each => each.from)).size,
      links: found.length,
      distinct: new Set(found.map(each => each.href)).size,
      opened: chosen.length,
      ...told,
    }),
  )
  expect(found.length).toBeGreaterThan(COUNT)
  expect(wrong).toEqual([])

  /** What the opened page says where it is not what was pressed; null where it is the same. */
  async function opened(link: FigureLink): Promise<object | null> {
    const html = await get(link.href, link.role)
    const said = saidBy(link)
    if (link.href.startsWith('/rates/person/')) return personSeen(link, html)
    if (!link.href.startsWith('/rates/rows?')) return listSeen(link, html)
    told.rows++
    const first = rowsPage(html)
    const code = /code=(\w+)/.exec(link.href)?.[1] ?? ''
    const rows = [...first.rows]
    const listed = first.listed ?? rows.length
    for (let at = 2; rows.length < listed; at++) {
      const next = rowsPage(await get(`${link.href}&page=${at}`, link.role)).rows
      if (next.length === 0) break
      rows.push(...next)
    }
    const isSide = link.href.includes('side=')
    const isFraction = first.fraction !== '0/0'
    const whole = isFraction ? first.fraction : first.whole
    told.rowsAdded += rows.length
    const added = rows.length > 0 && !isSide ? addedUp(code, rows) : whole
    const seen = { whole: first.whole, fraction: first.fraction, listed, count: rows.length, added }
    if (rows.length !== listed || (rows.length > 0 && added !== whole.replaceAll(',', ''))) return seen
    if (said === null) {
      told.withoutNumber++
      return null
    }
    const number = isSide || isFraction ? String(listed) : first.whole
    const isRight = said.fraction
      ? said.fraction === first.fraction
      : said.percent
        ? first.whole.startsWith(said.percent)
        : said.number?.replaceAll(',', '') === number.replaceAll(',', '')
    return isRight ? null : { ...seen, said }
  }

  /** Beside a name: the fraction, or how often the person missed. */
  function personSeen(link: FigureLink, html: string): object | null {
    told.people++
    const rates = linksIn(html).map(each => ({ ...each, from: link.href, role: link.role }))
    const of = (code: string) =>
      saidBy(rates.find(each => each.href.includes(`code=${code}`)) ?? { ...link, inside: '', after: '' })
        ?.fraction?.split('/')
        .map(Number) ?? [0, 0]
    const [studied = 0, counted] = of('participationRate')
    const [, required = 0] = of('attendanceRate')
    const beside = /(\d+)\s*\/\s*(\d+)/.exec(link.after)?.[0].replace(/\s/g, '')
    const missed = /缺 (\d+) 次/.exec(link.after)?.[1] ?? /(\d+) 次/.exec(link.after)?.[1]
    const seen = { studied, counted, required, name: plain(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '') }
    // The heading of one’s own figures is no name.
    if (!/\d/.test(link.inside) && !seen.name.includes(link.inside)) return seen
    if (beside && ![`${studied}/${required}`, `${studied}/${counted}`].includes(beside)) return seen
    return missed === undefined || Number(missed) === required - studied ? null : seen
  }

  /** The list of an exam, of make-ups or of the times of an item holds as many rows as were said. */
  async function listSeen(link: FigureLink, html: string): Promise<object | null> {
    told.lists++
    const said = saidBy(link)
    const part = Number(said?.fraction?.split('/')[0] ?? said?.number)
    let rows = rowsListed(link, html)
    for (let at = 2; link.href.startsWith('/makeups') && rows === (at - 1) * 50; at++)
      rows += rowsListed(link, await get(`${link.href}&page=${at}`, link.role))
    return rows === part ? null : { part, rows }
  }

  function rowsListed({ href }: FigureLink, html: string): number {
    const [which, row] = href.startsWith('/plans/')
      ? [/<section id="times"(.*?)<\/section>/s, /<li/g]
      : href.startsWith('/makeups')
        ? [/<ul id="rows"(.*)/s, /<li class="grid desk:grid-cols-\[2\.75rem_11rem/g]
        : [/<tbody[^>]*>(.*?)<\/tbody>/s, /<tr/g]
    return [...(which.exec(html)?.[1] ?? '').matchAll(row)].length
  }
})
