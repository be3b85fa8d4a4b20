import { type Fault, type ImportOptions, type Judged, questionKey } from '@/lib/spreadsheet/importer.rules'
import { type Mending, mendKey } from '@/lib/spreadsheet/preview.rules'
import type { Steps } from '@/lib/spreadsheet/steps.rules'

/** What is asked of the user: one thing for all rows that ask the same. */
export type Asked = {
  key: string
  first: Fault
  rows: number[]
  /** The cell as the sheet has it; '' where the row as a whole is asked about. */
  text: string
  /** The word of the sheet whose meaning is asked, so that the answer can be remembered; null for a single cell. */
  word: string | null
  /** It keeps no row from being written: until it is answered its first choice holds. */
  isOffer?: true
}

/** An answer that was given, with what was asked: once answered it is no longer among the faults. */
export type Said = Asked & {
  pick: string
  /** What a cell was mended to. */
  typed: string
}

/**
 * What is picked for a question: `answer:` one of its choices, `as:` a candidate or the likely name, `mend` the cell is
 * to be read as typed, `aside` its rows are not imported, `open` an earlier answer is taken back.
 */
export type Decision = { key: string; pick: string; typed: string; remember: boolean }

/** What the user has said in a draft. */
export type DraftSaid = { options: ImportOptions; mending: Mending; said: Record<string, Said> }

/** The answer that keeps the meanings of this file's columns from being remembered. */
export const REMEMBER_HEADS = 'rememberHeads'
/** The answer that keeps the meaning of a word from being remembered. */
export const rememberKey = (word: string) => `remember ${word}`

type Reasoned = Pick<Fault, 'reason' | 'choices'>
/** The rows do not name their exam or study: it is said once beside the sheet. */
export const isUnnamed = ({ reason }: Reasoned) => /NotNamed$/.test(reason)
/** Faults that a field of the whole sheet settles: a reason, a tick that the sheet counts, its exam or study. */
export const isOfSheet = (fault: Reasoned) =>
  !fault.choices &&
  (isUnnamed(fault) || /NeedsReason$/.test(fault.reason) || /^(?:mark|score)Differs$/.test(fault.reason))

/** The questions among the faults, in the order of the rows; those of the file as a whole have the row 0. */
export function* askedOf(
  faults: readonly Fault[],
  cellsOf: (row: number) => Record<string, string> | undefined,
): Steps<Asked[]> {
  const byKey = new Map<string, Asked>()
  for (const fault of faults) {
    yield
    if (isOfSheet(fault)) continue
    const cells = cellsOf(fault.row) ?? {}
    const text = fault.field === null ? '' : (cells[fault.field] ?? '')
    const key = keyOf(fault, cells, text)
    const before = byKey.get(key)
    const word = wordOf(fault, cells)
    // Of an audience one word of several may be unknown.
    const asks = fault.reason === 'unknownAudience' && word !== null ? word : text
    if (before) before.rows.push(fault.row)
    else byKey.set(key, { key, first: fault, rows: [fault.row], text: asks, word })
  }
  return [...byKey.values()].sort((a, b) => a.first.row - b.first.row)
}

function keyOf(fault: Fault, cells: Record<string, string>, text: string): string {
  if (fault.choices) return questionKey(fault)
  const word = wordOf(fault, cells)
  const isText = text !== '' && Object.values(fault.places ?? {}).includes(text)
  // A cell that cannot be read is mended once for all that say the same.
  const alike = word ?? (isText ? text : `@${fault.row}`)
  return ['cell', fault.reason, fault.field ?? '', alike].join(' ')
}

/** The word whose meaning is asked: a person's name with the unit, the unknown name of a unit or term. */
function wordOf(fault: Fault, cells: Record<string, string>): string | null {
  const isPerson = fault.field === 'name' || fault.field === 'staffNo'
  if (isPerson && !fault.choices && cells.name && 'unit' in cells && (fault.candidates || fault.likely))
    return `${cells.name}@${cells.unit}`
  if (fault.likely) return fault.likely.word
  if (fault.alike !== undefined && fault.reason.startsWith('unknown')) return fault.alike
  return fault.reason === 'noSuchUnit' || fault.reason === 'unknownAudience'
    ? String(fault.places?.word ?? '') || null
    : null
}

/** Years back that a sheet may be of. */
const YEARS_BACK = 8

/** The years that a sheet without one may be of: those of its title first, then this one and those before it. */
export function yearsToChoose(titled: number[], thisYear: number): number[] {
  return [...new Set([...titled, ...Array.from({ length: YEARS_BACK }, (_, back) => thisYear - back)])]
}

/** A fault that stands in many rows, and is answered once for all of them. */
export const isForMany = ({ rows, isOffer }: Pick<Asked, 'rows' | 'isOffer'>) => isOffer || rows.length > 1

/** All that is asked: of the faults, and what is offered beside, each once for all rows alike. */
export function* allAsked(
  { faults, offers = [] }: Pick<Judged<unknown>, 'faults' | 'offers'>,
  cellsOf: (row: number) => Record<string, string> | undefined,
): Steps<Asked[]> {
  const asked = yield* askedOf(faults, cellsOf)
  const offered = yield* askedOf(offers, cellsOf)
  return [...asked, ...offered.map(each => ({ ...each, isOffer: true as const }))]
}

/** The answer that holds for an offer until another is given. */
export const byDefault = ({ first }: Pick<Asked, 'first'>) => `answer:${first.choices?.[0]?.value ?? ''}`

/** The draft after an answer; an earlier one to the same question is taken back first. */
export function decidedIn(draft: DraftSaid, asked: Asked, { pick, typed, remember }: Decision): DraftSaid {
  const { options, mending, said } = takenBack(draft, asked.key)
  if (pick === 'open') return { options, mending, said }
  const { first, rows, word, key } = asked
  const kept: Said = { ...asked, pick, typed: pick === 'mend' ? typed : '' }
  const answers = { ...options.answers, ...(word !== null && !remember ? { [rememberKey(word)]: 'no' } : {}) }
  const next = { options: { ...options, answers }, mending, said: { ...said, [key]: kept } }
  if (pick === 'aside') {
    const aside = new Set([...mending.aside, ...rows])
    return { ...next, mending: { ...mending, aside: [...aside] } }
  }
  const value = pick === 'mend' ? typed : pick.slice(pick.indexOf(':') + 1)
  if (pick.startsWith('answer:'))
    return { ...next, options: { ...options, answers: { ...answers, [key]: value } } }
  if (isMeaning(asked, pick) && word !== null)
    return { ...next, options: { ...options, answers, aliases: { ...options.aliases, [word]: value } } }
  const cells = Object.fromEntries(rows.map(row => [mendKey(row, first.field ?? ''), value]))
  return { ...next, mending: { ...mending, cells: { ...mending.cells, ...cells } } }
}

/** The draft without the answer to a question. */
export function takenBack({ options, mending, said }: DraftSaid, key: string): DraftSaid {
  const before = said[key]
  if (!before) return { options, mending, said }
  const { [key]: _, ...others } = said
  const { [key]: __, ...answers } = options.answers ?? {}
  if (before.word !== null) delete answers[rememberKey(before.word)]
  const aliases = { ...options.aliases }
  if (before.word !== null && isMeaning(before, before.pick)) delete aliases[before.word]
  const rows = new Set(before.rows)
  const cells = { ...mending.cells }
  if (isMending(before.pick, before.first) && !isMeaning(before, before.pick))
    for (const row of rows) delete cells[mendKey(row, before.first.field ?? '')]
  const aside = before.pick === 'aside' ? mending.aside.filter(row => !rows.has(row)) : mending.aside
  return { options: { ...options, answers, aliases }, mending: { cells, aside }, said: others }
}

const isMending = (pick: string, { field }: Fault) =>
  field !== null && (pick === 'mend' || pick.startsWith('as:'))

/** The answer says what a word means, rather than what a cell should say. */
function isMeaning({ word, first }: Pick<Asked, 'word' | 'first'>, pick: string): boolean {
  return word !== null && !first.choices && (pick.startsWith('as:') || pick === 'mend')
}

/** The meanings of words that are remembered when the sheet is written. */
export function wordsToRemember(
  words: Record<string, string>,
  { answers = {} }: Pick<ImportOptions, 'answers'>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter(([word]) => answers[rememberKey(word)] !== 'no'))
}
