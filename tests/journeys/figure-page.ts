import type { SignedInRole } from './routes'

/** A link of a figure: what it says, and what stands just after it. */
export type FigureLink = { from: string; role: SignedInRole; href: string; inside: string; after: string }

const toRows = String.raw`/rates/rows\?|/rates/person/|/exams/\d+\?show=|/plans/\d+/items/\d+\?state=|/makeups\?state=`
const links = new RegExp(
  String.raw`<a\b([^>]*)href="((?:${toRows})[^"]*)"([^>]*)>(.*?)</a>(?=(.{0,500}))`,
  'gs',
)

export function linksIn(html: string): Pick<FigureLink, 'href' | 'inside' | 'after'>[] {
  return [...html.matchAll(links)].map(([, before = '', href = '', more = '', inside = '', after = '']) => {
    const says = plain(inside)
    const [, label = ''] = /aria-label="([^"]*)"/.exec(before + more) ?? []
    return {
      href: plain(href),
      inside: /\d/.test(says) ? says : plain(label) || says,
      after: plain(after.split(/<a |<\/li>|<\/tr>/)[0] ?? ''),
    }
  })
}

export function plain(html: string): string {
  return html
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>?/gs, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .trim()
}

/** The figure on a link: its fraction, else its percentage, else its last number; null where it has none. */
export function saidBy({ inside, after }: FigureLink) {
  const fraction =
    /(\d[\d,]*)\s*\/\s*(\d[\d,]*)/.exec(inside) ??
    (/%|—/.test(inside) ? /(\d[\d,]*)\s*\/\s*(\d[\d,]*)/.exec(after) : null)
  if (fraction) return { fraction: `${fraction[1]}/${fraction[2]}` }
  const [, of] = /^共 (\d+) 项/.exec(after) ?? []
  if (of !== undefined) return { fraction: `${inside}/${of}` }
  const percent = /\d[\d.]*%|—/.exec(inside)?.[0]
  if (percent) return { percent }
  // 本月应学 3 次，已学 0 次: a sentence of two numbers, the whole first.
  const [, due, done] = /应\D{1,3}(\d+) [次项]，已\D{1,3}(\d+) [次项]/.exec(inside) ?? []
  if (due !== undefined) return { fraction: `${done}/${due}` }
  const number = /\d[\d,]*(\.\d+)?(?!.*\d)/.exec(inside)?.[0]
  return number === undefined ? null : { number }
}

type Row = Record<string, string>

/** The page of rows: the figure, its fraction, how many rows are on the chosen side, and those listed on this page. */
export function rowsPage(html: string) {
  const text = plain(html)
  const [, top = '0', below = '0'] = /这些行加起来[^\d]*([\d,]+)\s*\/\s*([\d,]+)/.exec(text) ?? []
  const [, whole = ''] = /<b class="[^"]*text-\[34px\][^"]*">(.*?)<\/b>/s.exec(html) ?? []
  const [, listed] =
    /aria-current="page"[^>]*>[^<]*?([\d,]+)<\/a>/.exec(html.slice(html.indexOf('哪些行'))) ?? []
  const rows = [...html.matchAll(/<tr[^>]*>((?:(?!<\/tr>).)*?data-head=.*?)<\/tr>/gs)].map(
    ([, row = '']): Row => {
      const cells = [...row.matchAll(/<td data-head="([^"]*)"[^>]*>(.*?)<\/td>/gs)]
      return Object.fromEntries(cells.map(([, head = '', cell = '']) => [plain(head), plain(cell)]))
    },
  )
  return {
    whole: plain(whole),
    fraction: `${top}/${below}`,
    listed: listed === undefined ? null : Number(listed.replaceAll(',', '')),
    rows,
  }
}

const columnSummed: Record<string, string> = {
  heads: '受众人次',
  consultations: '咨询人次',
  banners: '数量',
  leaflets: '数量',
  textMessages: '数量',
  reads: '阅读量',
  studyHours: '学时',
}

/** The figure that the rows themselves add up to, by what their cells say. */
export function addedUp(code: string, rows: Row[]): string {
  const count = (is: (row: Row) => boolean) => rows.filter(is).length
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const [first = {}] = rows
  if ('计入' in first) {
    const both = count(row => row.计入 === '分子、分母')
    return `${both}/${both + count(row => row.计入 === '只在分母')}`
  }
  if ('到期次数' in first) {
    const times = rows.map(row => ({ due: Number(row.到期次数), held: Number(row.已开展) }))
    const added = (of: (time: (typeof times)[number]) => number) =>
      times.reduce((total, each) => total + of(each), 0)
    if (code === 'timesMissed') return String(added(({ due, held }) => due - held))
    return code === 'planItems'
      ? `${added(({ due, held }) => Number(held >= due))}/${times.length}`
      : `${added(({ due, held }) => Math.min(held, due))}/${added(({ due }) => due)}`
  }
  if (code === 'mustLearnCoverage')
    return `${count(row => row.在哪次活动学过 !== '还没有学过')}/${rows.length}`
  if (code === 'communitiesWithAdviser')
    return `${count(row => row.法律顾问 !== '没有在任的')}/${rows.length}`
  const column = columnSummed[code]
  return column ? String(Math.round(sum(row => Number(row[column]) || 0) * 100) / 100) : String(rows.length)
}
