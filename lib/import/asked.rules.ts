import { NEW_TERM, termsChosen } from '@/lib/spreadsheet/doubt.rules'
import {
  type Fault,
  type ImportOptions,
  type Judged,
  questionKey,
  type WordAsked,
} from '@/lib/spreadsheet/importer.rules'
import { mayBeRemembered, wordKey, wordOfKey } from '@/lib/spreadsheet/meaning.rules'
import { type Mending, mendKey } from '@/lib/spreadsheet/preview.rules'
import type { SheetRead } from '@/lib/spreadsheet/reading.rules'
import type { Steps } from '@/lib/spreadsheet/steps.rules'

/** What is asked of the user: one thing for all rows that ask the same. */
export type Asked = {
  key: string
  first: Fault
  rows: number[]
  /** The cell as the sheet has it; '' where the row as a whole is asked about. */
  text: string
  /** What its cells say, where they do not all say the same: 1月, 3月. */
  texts?: string[]
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
 * to be read as typed, `aside` its rows are not imported, `open` an earlier answer is taken back. `alike` is picked
 * for its group: it counts where nothing is picked or typed for the question itself.
 */
export type Decision = { key: string; pick: string; typed: string; remember: boolean; alike?: string }

/** What the user has said in a draft. */
export type DraftSaid = { options: ImportOptions; mending: Mending; said: Record<string, Said> }

/** The answer that keeps the meanings of this file's columns from being remembered. */
export const REMEMBER_HEADS = 'rememberHeads'
/** The answer that lets the meaning of a word be remembered, for its field in this kind of sheet. */
export const rememberKey = (of: WordAsked) => `remember ${wordKey(of)}`
export const REMEMBERED = 'yes'

/** The word whose meaning may be remembered by a tick; null where there is none. */
export function rememberable({ first: { asks } }: Pick<Asked, 'first'>): WordAsked | null {
  return asks && mayBeRemembered(asks) ? asks : null
}

/** Whether the user ticked that the meaning is remembered. */
export function isRemembered(asked: Pick<Asked, 'first'>, answers: ImportOptions['answers']): boolean {
  const of = rememberable(asked)
  return of !== null && answers?.[rememberKey(of)] === REMEMBERED
}

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
  const byKey = new Map<string, { asked: Asked; texts: Set<string> }>()
  for (const fault of faults) {
    yield
    if (isOfSheet(fault)) continue
    const cells = cellsOf(fault.row) ?? {}
    const text = fault.field === null ? '' : (cells[fault.field] ?? '')
    const word = fault.asks?.word ?? null
    const key = keyOf(fault, text)
    // Of an audience one word of several may be unknown.
    const asks = fault.reason === 'unknownAudience' && word !== null ? word : text
    const before = byKey.get(key)
    before?.asked.rows.push(fault.row)
    before?.texts.add(asks)
    if (!before)
      byKey.set(key, {
        asked: { key, first: fault, rows: [fault.row], text: asks, word },
        texts: new Set([asks]),
      })
  }
  return [...byKey.values()]
    .map(({ asked, texts }) => (texts.size > 1 ? { ...asked, texts: [...texts] } : asked))
    .sort((a, b) => a.first.row - b.first.row)
}

function keyOf(fault: Fault, text: string): string {
  if (fault.choices) return questionKey(fault)
  const isText = text !== '' && Object.values(fault.places ?? {}).includes(text)
  // A cell that cannot be read is mended once for all that say the same.
  const alike = fault.asks?.word ?? fault.alike ?? (isText ? text : `@${fault.row}`)
  return ['cell', fault.reason, fault.field ?? '', alike].join(' ')
}

/** Years back that a sheet may be of. */
const YEARS_BACK = 8

/** The years that a sheet without one may be of: those of its title first, then this one and those before it. */
export function yearsToChoose(titled: number[], thisYear: number): number[] {
  return [...new Set([...titled, ...Array.from({ length: YEARS_BACK }, (_, back) => thisYear - back)])]
}

/**
 * The year of days without one: the one that the lines above each of the sheets name, where it may be. The day on which a
 * sheet was filled in says nothing of it.
 */
export function yearTitled(
  sheets: readonly Pick<SheetRead, 'isRead' | 'title' | 'stated'>[],
  thisYear: number,
): number | undefined {
  const years = new Set(
    sheets.flatMap(({ isRead, title, stated }) =>
      isRead ? [stated?.by === 'filledIn' ? undefined : title.year] : [],
    ),
  )
  const [year] = years
  return years.size === 1 && year && yearsToChoose([], thisYear).includes(year) ? year : undefined
}

/** A fault that stands in many rows, and is answered once for all of them; a word that may be a new term is one anywhere. */
export const isForMany = (asked: Pick<Asked, 'rows' | 'isOffer' | 'first'>) =>
  asked.isOffer || asked.rows.length > 1 || mayBeNew(asked)

const mayBeNew = ({ first }: Pick<Asked, 'first'>) =>
  first.choices?.some(each => each.value === NEW_TERM) ?? false

/** All that is asked: of the faults, and what is offered beside, each once for all rows alike. */
export function* allAsked(
  { faults, offers = [] }: Pick<Judged<unknown>, 'faults' | 'offers'>,
  cellsOf: (row: number) => Record<string, string> | undefined,
): Steps<Asked[]> {
  const asked = yield* askedOf(faults, cellsOf)
  const offered = yield* askedOf(offers, cellsOf)
  return [...asked, ...offered.map(each => ({ ...each, isOffer: true as const }))]
}

/** What is asked about words that are no terms yet and may become new ones: one tick takes all of them as they are. */
export function newTermsOpen<T extends Asked & { isOpen: boolean }>(items: readonly T[]): T[] {
  return items.filter(each => each.isOpen && mayBeNew(each))
}

/** The answer that holds for an offer until another is given. */
export const byDefault = ({ first }: Pick<Asked, 'first'>) => `answer:${first.choices?.[0]?.value ?? ''}`

/**
 * What is typed beside an offer counts where its list stands as it was drawn, as there may be no script to pick it; typed
 * as it is proposed, or as before with another answer chosen, it says nothing.
 */
export function typedBeside(asked: Asked, decision: Decision, said?: Said | null): Decision {
  if (!asked.isOffer || !asked.first.isTyped) return decision
  const { pick, typed } = decision
  const proposed = byDefault(asked)
  const isOwn = typed !== '' && `answer:${typed}` !== proposed && (pick === 'mend' || typed !== said?.typed)
  if (isOwn && (pick === '' || pick === proposed)) return { ...decision, pick: 'mend' }
  return pick === 'mend' && !isOwn ? { ...decision, pick: proposed } : decision
}

type Shown = Pick<Asked, 'first' | 'text'> & { isOffer?: true | undefined; said: Said | null }

/** What the field beside an answer holds: what was typed, of an offer what is proposed, else the cell. */
export function typedIn({ said, first, isOffer, text }: Shown): string {
  if (said?.typed) return said.typed
  return isOffer && first.isTyped ? (first.choices?.[0]?.value ?? '') : text
}

/** The draft after an answer; an earlier one to the same question is taken back first. */
export function decidedIn(draft: DraftSaid, asked: Asked, { pick, typed, remember }: Decision): DraftSaid {
  const { options, mending, said } = takenBack(draft, asked.key)
  if (pick === 'open') return { options, mending, said }
  const { first, rows, key } = asked
  const kept: Said = { ...asked, pick, typed: pick === 'mend' ? typed : '' }
  const kind = rememberable(asked)
  const answers = { ...options.answers, ...(kind && remember ? { [rememberKey(kind)]: REMEMBERED } : {}) }
  const next = { options: { ...options, answers }, mending, said: { ...said, [key]: kept } }
  if (pick === 'aside') {
    const aside = new Set([...mending.aside, ...rows])
    return { ...next, mending: { ...mending, aside: [...aside] } }
  }
  const value = pick === 'mend' ? typed : pick.slice(pick.indexOf(':') + 1)
  if (pick.startsWith('answer:') || (pick === 'mend' && first.isTyped))
    return { ...next, options: { ...options, answers: { ...answers, [key]: value } } }
  const of = meaningSaid(asked, pick)
  if (of) {
    const meanings = { ...options.meanings, [wordKey(of)]: value }
    return { ...next, options: { ...options, answers, meanings } }
  }
  const cells = Object.fromEntries(rows.map(row => [mendKey(row, first.field ?? ''), value]))
  return { ...next, mending: { ...mending, cells: { ...mending.cells, ...cells } } }
}

/** The draft without the answer to a question. */
export function takenBack({ options, mending, said }: DraftSaid, key: string): DraftSaid {
  const before = said[key]
  if (!before) return { options, mending, said }
  const { [key]: _, ...others } = said
  const { [key]: __, ...answers } = options.answers ?? {}
  if (before.first.asks) delete answers[rememberKey(before.first.asks)]
  const of = meaningSaid(before, before.pick)
  const { [of ? wordKey(of) : '']: ___, ...meanings } = options.meanings ?? {}
  const rows = new Set(before.rows)
  const cells = { ...mending.cells }
  if (isMending(before.pick, before.first) && !of)
    for (const row of rows) delete cells[mendKey(row, before.first.field ?? '')]
  const aside = before.pick === 'aside' ? mending.aside.filter(row => !rows.has(row)) : mending.aside
  return { options: { ...options, answers, meanings }, mending: { cells, aside }, said: others }
}

const isMending = (pick: string, { field }: Fault) =>
  field !== null && (pick === 'mend' || pick.startsWith('as:'))

/** The word of which the answer says what it means; null where it says what a cell should say. */
function meaningSaid({ first }: Pick<Asked, 'first'>, pick: string): WordAsked | null {
  const isSaid = !first.choices && (pick.startsWith('as:') || pick === 'mend')
  return isSaid ? (first.asks ?? null) : null
}

/** The meanings of words that are remembered when the sheet is written: those that were ticked. */
export function wordsToRemember(
  options: Pick<ImportOptions, 'answers' | 'meanings'>,
): (WordAsked & { meaning: string })[] {
  const { answers = {}, meanings = {} } = options
  const chosen = Object.entries(meanings).flatMap(([key, meaning]) => {
    const of = wordOfKey(key)
    return of ? [{ ...of, meaning }] : []
  })
  return [...termsChosen(options), ...chosen].filter(
    each => mayBeRemembered(each) && answers[rememberKey(each)] === REMEMBERED,
  )
}

/**
 * What `alike` of a fault says in the words of the sheet; '' where it is a name of ours for what is alike (`entry topic`),
 * which no reader knows. What follows @ tells sheets apart.
 */
export function wordOfSheet(alike = ''): string {
  const [said = ''] = alike.split('@')
  return /^[a-z][A-Za-z ]*$/.test(said.trim()) ? '' : said.trim()
}
