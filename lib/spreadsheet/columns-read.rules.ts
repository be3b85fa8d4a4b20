import type { RawTable } from './formats/workbook'
import type { Found } from './found-heads.rules'
import { guessesOf } from './guess.rules'
import { type Columns, cellsBelow, headKey } from './heads.rules'
import { trimmed } from './match.rules'
import { columnKey, type SaidOfFile } from './said.rules'

export type ColumnRead = {
  /** Index in the sheet. */
  at: number
  head: string
  field: string | null
  /**
   * `known` by its name, `said` by the user, `remembered` from an earlier sheet, `meeting` of a 横表, `guessed`: only
   * proposed, `left` alone because it means nothing here.
   */
  how: 'known' | 'said' | 'remembered' | 'meeting' | 'guessed' | 'left'
  /** The field that is proposed. */
  guess: string | null
  /** The first three filled cells. */
  samples: string[]
  /** Nothing takes it, as somebody said of its head in an earlier sheet. */
  wasLeft?: boolean
}

/** What each column of a sheet means, how that is known, and its first values. */
export function columnsRead(
  { table, index, spec, places }: Found,
  { name, blocks, meetings }: { name: string; blocks: Map<string, number>[]; meetings: Set<number> },
  said: SaidOfFile,
): ColumnRead[] {
  const heads = (table.rows[index] ?? []).map(trimmed)
  const fieldOf = new Map<number, string>()
  for (const each of blocks.length > 0 ? blocks : [places])
    for (const [field, column] of each) fieldOf.set(column, field)
  const isOpen = (at: number) =>
    !fieldOf.has(at) && !meetings.has(at) && said.answers[columnKey(name, at)] === undefined
  const unknown = [...heads.entries()].filter(
    ([at, head]) => head !== '' && isOpen(at) && said.remembered.get(headKey(head)) !== null,
  )
  const guesses = guessesOf(
    new Map(unknown),
    spec,
    field => !places.has(field),
    at => cellsBelow(table, index, at),
  )
  return heads.flatMap((head, at) => {
    const samples = samplesOf(table, index, at)
    if (head === '' && samples.length === 0) return []
    const field = fieldOf.get(at) ?? null
    const guess = guesses.get(at) ?? null
    const isSaid = said.answers[columnKey(name, at)] !== undefined
    const wasLeft = field === null && said.remembered.get(headKey(head)) === null
    const known = meetings.has(at) ? 'meeting' : guess !== null ? 'guessed' : howKnown(head, field, spec)
    return [
      { at, head, field, how: isSaid ? 'said' : known, guess, samples, ...(wasLeft ? { wasLeft } : {}) },
    ]
  })
}

function howKnown(head: string, field: string | null, { columns }: Columns<string>): ColumnRead['how'] {
  if (field === null) return 'left'
  const isName = columns.some(
    each => each.field === field && each.heads.some(word => headKey(word) === headKey(head)),
  )
  return isName ? 'known' : 'remembered'
}

const SAMPLES = 3
const LOOKED_AT = 200

function samplesOf({ rows }: RawTable, index: number, column: number): string[] {
  const samples: string[] = []
  for (let at = index + 1; at < Math.min(rows.length, index + LOOKED_AT) && samples.length < SAMPLES; at++) {
    const text = trimmed(rows[at]?.[column] ?? '')
    if (text !== '') samples.push(text.slice(0, 40))
  }
  return samples
}
