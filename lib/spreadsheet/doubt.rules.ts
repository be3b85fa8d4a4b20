import { ask, type Fault, type ImportOptions, type WordAsked, type WordKind } from './importer.rules'
import { isNothing, parseCount } from './numbers.rules'
import { matchKey, nearest } from './text.rules'

export type Asking = { faults: Fault[]; options: Pick<ImportOptions, 'answers' | 'clear'>; row: number }
/** `offers` are those of the whole sheet. */
export type Offering = Omit<Asking, 'faults'> & { offers: Fault[] }
type Value = string | number | null | undefined

/**
 * Whether an empty cell clears what stands: only where that was confirmed, for the sheet or for this column. It is
 * offered, once for the column, and keeps no row from being written: what stands is kept.
 */
export function clears({ offers, options, row }: Offering, field: string, was: Value): boolean {
  if (was === null || was === undefined || was === '') return false
  if (options.clear) return true
  const offered: Fault[] = []
  const answer = ask(offered, options, {
    row,
    field,
    reason: 'emptyClears',
    isDoubt: true,
    places: { was: String(was) },
    alike: field,
    choices: [
      { value: 'keep', choice: 'keep' },
      { value: 'clear', choice: 'clear' },
    ],
  })
  offers.push(...offered)
  return answer === 'clear'
}

/**
 * What a field of a row that stands becomes: as the sheet says; as it stands where the sheet lacks the column, or
 * where its cell is empty and clearing was not confirmed.
 */
export function becomes<T>(
  offering: Offering,
  cells: Record<string, string>,
  field: string,
  { is, was, said }: { is: T; was: T; said?: Value },
): T {
  if (cells[field] === undefined) return was
  // A dash says no more than an empty cell does.
  if (!isNothing(cells[field])) return is
  const spoken = said === undefined ? (was as Value) : said
  return clears(offering, field, spoken) ? is : was
}

/** Reasons of questions about a word that is no term yet; the answer is the term meant, or `NEW_TERM`. */
const termReasons = {
  unknownForm: 'form',
  unknownTag: 'tag',
  unknownChannel: 'channel',
  unknownTopic: 'topic',
  unknownTarget: 'target',
  unknownCampaign: 'campaign',
  unknownState: 'state',
  noSuchExam: 'exam',
  noSuchStudy: 'activity',
} as const satisfies Record<string, WordKind>
export type TermReason = keyof typeof termReasons
const isTermReason = (reason: string): reason is TermReason => reason in termReasons

/** The answer that makes the word itself a term: never without being said. */
export const NEW_TERM = '+'

/**
 * The term meant by a word that is none yet: asked, the likeliest first, and once for all rows with this word. null
 * where it was asked; the word itself where the answer is that it is a new term.
 */
export function termAsked(
  { faults, options, row }: Asking,
  field: string,
  word: string,
  { reason, terms, mayBeNew }: { reason: TermReason; terms: readonly string[]; mayBeNew: boolean },
): string | null {
  const likely = nearest(word, terms)
  const answer = ask(faults, options, {
    row,
    field,
    reason,
    // Where it may be no new term, it cannot be written as it reads.
    ...(mayBeNew ? { isDoubt: true as const } : {}),
    places: { word, text: word },
    alike: word,
    asks: { means: termReasons[reason], field, word },
    ...(likely ? { likely: { word, meaning: likely } } : {}),
    choices: [
      ...likeliestFirst(word, likely, terms).map(term => ({ value: term, label: term })),
      ...(mayBeNew ? [{ value: NEW_TERM, choice: 'newTerm', places: { word } }] : []),
    ],
  })
  return answer === NEW_TERM ? word : answer
}

/** Words of the sheet and the terms chosen for them. */
export function termsChosen({
  answers = {},
}: Pick<ImportOptions, 'answers'>): (WordAsked & { meaning: string })[] {
  return Object.entries(answers).flatMap(([key, meaning]) => {
    const [reason = '', field = '', ...word] = key.split(' ')
    if (!isTermReason(reason) || meaning === NEW_TERM) return []
    return [{ means: termReasons[reason], field, word: word.join(' '), meaning }]
  })
}

/** The nearest by writing or sound, then those that share most letters, then the others as they were. */
export function likeliestFirst(word: string, near: string | null, terms: readonly string[]): string[] {
  const letters = new Set(matchKey(word))
  const shared = (term: string) => [...new Set(matchKey(term))].filter(letter => letters.has(letter)).length
  const weight = (term: string) => (term === near ? Number.POSITIVE_INFINITY : shared(term))
  return [...new Set(terms)].sort((a, b) => weight(b) - weight(a))
}

/** A year that a title names as its own: `2022年度中心组学习`. Not that of a law or of a look back. */
export function yearNamed(title: string): number | null {
  const plain = title.normalize('NFKC').replace(/《[^》]*》|[（(][^）)]*[）)]/g, '')
  if (/总结|述职|述学|述法|考核|评议|评估|回顾|表彰|通报|报告/.test(plain)) return null
  const found = /(?<!\d)(20\d\d)年(?!(?:\d{1,2}月)?(?:以来|修正|修订|施行|版))/.exec(plain)
  return found ? Number(found[1]) : null
}

/** Asks where a title names another year than the day; whether the row may be taken as it reads. */
export function isOfItsYear(asking: Asking, title: string, year: number): boolean {
  const named = yearNamed(title)
  if (named === null || named === year) return true
  return isAsItReads(asking, 'title', { reason: 'otherYear', places: { named, year }, alike: String(named) })
}

/** A doubt with one answer, that the sheet is right: else the row is mended or set aside. */
export function isAsItReads(
  { faults, options, row }: Asking,
  field: string | null,
  { reason, places, alike }: Pick<Fault, 'reason' | 'places' | 'alike'>,
): boolean {
  const choices = [{ value: 'asIs', choice: 'asIs' }]
  const doubt = { row, field, reason, isDoubt: true as const, choices }
  return (
    ask(faults, options, { ...doubt, ...(places ? { places } : {}), ...(alike ? { alike } : {}) }) !== null
  )
}

const isUncounted = (text: string) =>
  /^(?:若干|不详|不限|不等|未统计|未计|没有统计|很多|许多|众多|一[批些])\p{Script=Han}{0,6}$/u.test(
    text.trim(),
  )

// What a number leaves open upwards: the number itself can be counted on.
const atLeast = /大?约|多|余|来|左右|以上|超过?|不少于|[+＋>≥]/g

const people = /^(?:人|名|位|$)/

/** A number of people: `120户` is asked about, as it says how many households there were. */
export function peopleAsked(asking: Asking, field: string, text: string): number | null {
  const read = figureAsked(asking, field, text, true)
  if (read === null || people.test(read.unitWord)) return read?.value ?? null
  const answer = ask(asking.faults, asking.options, {
    row: asking.row,
    field,
    reason: 'notPeople',
    isDoubt: true,
    places: { text, word: read.unitWord },
    alike: text,
    choices: [
      { value: String(read.value), choice: 'figure', places: { number: read.value } },
      { value: 'unsaid', choice: 'noFigure' },
    ],
  })
  return answer === String(read.value) ? read.value : null
}

/**
 * A number of people or copies, with its unit word; null for an empty cell and where it is faulty. `300余` and `约200` are
 * asked about, once for the column, with the number that figures can bear.
 */
export function figureAsked(
  { faults, options, row }: Asking,
  field: string,
  text: string,
  mayBeUnsaid = false,
): { value: number; unitWord: string } | null {
  if (isNothing(text)) return null
  const read = parseCount(text)
  if (read.ok) return read
  const about = read.reason === 'notExact' ? parseCount(text.normalize('NFKC').replace(atLeast, '')) : null
  if (!about?.ok) {
    // 若干 is no number that anybody could give: it may be left empty.
    const question = { row, field, reason: read.reason, places: { text } }
    if (mayBeUnsaid && isUncounted(text))
      ask(faults, options, { ...question, alike: text, choices: [{ value: 'unsaid', choice: 'noFigure' }] })
    else faults.push(question)
    return null
  }
  const answer = ask(faults, options, {
    row,
    field,
    reason: 'notExact',
    isDoubt: true,
    places: { text },
    // Once for the column: 约120 and 150余 are one habit.
    alike: 'column',
    isOfColumn: true,
    choices: [{ value: 'figure', choice: 'figuresWritten', places: { text, number: about.value } }],
  })
  return answer === null ? null : about
}
