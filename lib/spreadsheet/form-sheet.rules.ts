import type { RawTable, Trouble } from './formats/workbook'
import { type Columns, headKey } from './heads.rules'
import { trimmed } from './match.rules'

type Pair = { label: string; value: string; row: number; column: number }

/** A longer table is no form of some events. */
const MOST_ROWS = 400
/** Fields that have to be filled in, each behind its label, over lines enough that no row of a ledger looks so. */
const LEAST_FIELDS = 3
const LEAST_LINES = 2
/** Labels and values of a line: 活动名称 | … | 负责人 | … */
const MOST_CELLS = 4
/** A label is a few words, and a sentence is none. */
const label = /^[\p{Script=Han}（()）、/·]{2,14}$/u
const inOneCell = /^(?<label>\p{Script=Han}[\p{Script=Han}\s（()）、/]{1,13}?)\s*[:：]\s*(?<value>[\s\S]+)$/u

/**
 * A form of one event, filled in behind its labels (活动名称 | … | 时间 | …), as the table that it stands for: the labels are
 * the heads, and each form one row, numbered by its first line. What stands above it stays there. Null where the table is
 * no form of this kind.
 */
export function formAsTable(
  given: RawTable,
  { columns }: Columns<string>,
): { table: RawTable; rest: RawTable | null } | null {
  if (given.rows.length > MOST_ROWS) return null
  const { table, rest } = withoutList(given)
  const fieldOf = new Map(
    columns.flatMap(({ field, heads }) => heads.map(head => [headKey(head), field] as const)),
  )
  const lines = table.rows.map((row, at) => pairsIn(row, table.rowNumbers[at] ?? 0, fieldOf))
  const first = lines.findIndex(pairs => pairs.some(each => fieldOf.has(headKey(each.label))))
  if (first === -1) return null
  const forms = formsOf(lines.slice(first).flat(), fieldOf)
  const isWhole = forms.every(pairs => {
    const known = pairs.filter(each => fieldOf.has(headKey(each.label)))
    const fields = new Set(known.map(each => fieldOf.get(headKey(each.label))))
    return fields.size >= LEAST_FIELDS && new Set(known.map(each => each.row)).size >= LEAST_LINES
  })
  if (!isWhole) return null
  const heads = [...new Set(forms.flat().map(each => each.label))]
  const rows = forms.map(pairs => heads.map(head => pairs.find(each => each.label === head)?.value ?? ''))
  const width = Math.max(heads.length, ...table.rows.slice(0, first).map(row => row.length))
  const wide = (row: readonly string[]) => [...row, ...Array<string>(width - row.length).fill('')]
  const { rows: _, rowNumbers, troubles, merges: __, parts: ___, ...others } = table
  const numbers = forms.map(numberOf)
  // The heads have no line of their own: they stand in the first of the forms, and its row in the next one.
  numbers[0] = (numbers[0] ?? 0) + 1
  const form = {
    ...others,
    rows: [...table.rows.slice(0, first), heads, ...rows].map(wide),
    rowNumbers: [...rowNumbers.slice(0, first), (numbers[0] ?? 1) - 1, ...numbers],
    isForm: true as const,
    ...(troubles ? { troubles: troublesIn(troubles, { forms, heads, numbers }) } : {}),
  }
  return { table: form, rest }
}

const ofList =
  /^(?:序号|编号|姓名|单位|部门|科室|职务|性别|签名|签到|签字|电话|联系电话|手机|备注|住址|单位及职务)$/
/** Heads of a list of people. */
const LEAST_HEADS = 3

/** A form without the list of people that begins below it, and that list. */
function withoutList(table: RawTable): { table: RawTable; rest: RawTable | null } {
  const at = table.rows.findIndex(row => {
    const filled = new Set(row.map(plain).filter(Boolean))
    const heads = [...filled].filter(text => ofList.test(text))
    // In a line of labels values stand between them.
    return filled.has('姓名') && heads.length >= LEAST_HEADS && heads.length > (filled.size * 2) / 3
  })
  if (at === -1) return { table, rest: null }
  const cut = (from: number, to?: number): RawTable => ({
    ...table,
    rows: table.rows.slice(from, to),
    rowNumbers: table.rowNumbers.slice(from, to),
  })
  return { table: cut(0, at), rest: cut(at) }
}

/** The labels of a line with what stands behind each, or in its own cell behind a colon. */
function pairsIn(row: readonly string[], number: number, fieldOf: ReadonlyMap<string, string>): Pair[] {
  const cells = row
    .map((text, column) => ({ text: trimmed(text), column }))
    .filter(({ text }, at) => at === 0 || text === '' || text !== trimmed(row[at - 1] ?? ''))
  const pairs: Pair[] = []
  for (let at = 0; at < cells.length; at++) {
    const { text, column } = cells[at] as (typeof cells)[number]
    const one = inOneCell.exec(text)?.groups
    if (one?.label && fieldOf.has(headKey(one.label))) {
      pairs.push({ label: plain(one.label), value: trimmed(one.value ?? ''), row: number, column })
      continue
    }
    const bare = plain(text)
    const next = cells[at + 1]
    if (!label.test(bare) || !next || fieldOf.has(headKey(next.text))) continue
    // Of two words side by side the first is a label where it is known, or where a form has such lines.
    if (!fieldOf.has(headKey(bare)) && cells.length > MOST_CELLS) continue
    pairs.push({ label: bare, value: next.text, row: number, column: next.column })
    at++
  }
  return pairs
}

/** Forms one below the other: each begins where its first known label comes again. */
function formsOf(pairs: Pair[], fieldOf: ReadonlyMap<string, string>): Pair[][] {
  const start = pairs.find(each => fieldOf.has(headKey(each.label)))
  const forms: Pair[][] = []
  for (const each of pairs) {
    const last = forms.at(-1)
    if (!last || (each.label === start?.label && last.some(one => one.label === each.label)))
      forms.push([each])
    else if (!last.some(one => one.label === each.label)) last.push(each)
  }
  return forms
}

const numberOf = (pairs: readonly Pair[]) => pairs[0]?.row ?? 0

/** 活　动　名　称： → 活动名称 */
const plain = (text: string) =>
  trimmed(text)
    .replace(/\s+/g, '')
    .replace(/[:：]$/, '')

function troublesIn(
  troubles: readonly Trouble[],
  { forms, heads, numbers }: { forms: Pair[][]; heads: string[]; numbers: number[] },
): Trouble[] {
  return forms.flatMap((pairs, at) =>
    pairs.flatMap(({ label: head, row, column }) => {
      const found = troubles.find(each => each.row === row && each.column === column)
      return found ? [{ ...found, row: numbers[at] ?? 0, column: heads.indexOf(head) }] : []
    }),
  )
}
