import type { exam } from '@/db/schema/exam'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { dayOf, type Instant, instantOf, yearOf } from '@/lib/core/time'
import type { Known } from '@/lib/organisation/lookup/known.sql'
import {
  ask,
  type Cells,
  type Choice,
  type Fault,
  type ImportOptions,
} from '@/lib/spreadsheet/importer.rules'
import { parseMoment } from '@/lib/spreadsheet/moments.rules'
import { isNothing, parseCount, parseNumber, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { type ResultState, readResultState } from './exam.sheet'

export type Exam = typeof exam.$inferSelect

/** What a row of results says: null where the cell is empty or the sheet lacks the column. */
export type ResultRead = {
  row: number
  of: Exam
  personId: number
  state: ResultState | null
  number: number | null
  submittedAt: Instant | null
  score: number | null
  passed: boolean
  sat: boolean
}

type Context = {
  known: Known
  exams: Exam[]
  standing: Map<string, string>
  viewer: Viewer
  options: ImportOptions
}

/** What a row says: an attempt, and beside it one of the make-up; null where it is faulty. */
export function readRow(context: Context, { row, cells }: Cells, faults: Fault[]): ResultRead[] | null {
  const { known, options, viewer } = context
  // Platforms write dashes where nobody sat.
  const cell = (field: string) => (isNothing(cells[field] ?? '') ? '' : (cells[field] ?? ''))
  const fault = (field: string, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const of = examMeant(context, cell('exam') || (options.exam ?? ''))
  if ('reason' in of) return fault('exam', of)
  const host = known.unitById(of.hostUnitId)
  if (!host || !canOrganise(viewer, host.path))
    return fault('exam', { reason: 'outsideScope', places: { unit: host?.name ?? '' } })
  if (of.status !== 'scheduled') return fault('exam', { reason: 'examCancelled' })
  const person = known.personMeant(
    viewer,
    { staffNo: cell('staffNo'), name: cell('name'), unit: cell('unit') },
    of.closingDay,
  )
  if (!person.ok)
    return fault(
      cell('staffNo') ? 'staffNo' : person.fault.reason === 'noSuchUnit' ? 'unit' : 'name',
      person.fault,
    )
  const listed = context.standing.get(`${of.id}/${person.value}`)
  if ((listed === undefined || listed === 'withdrawn') && !known.isSeen(viewer, person.value, of.closingDay))
    return fault(cell('staffNo') ? 'staffNo' : 'name', {
      reason: 'personOutsideScope',
      places: { name: cell('name') || cell('staffNo') },
    })
  if (readResultState(cell('state')) === null)
    return fault('state', { reason: 'unknownState', places: { text: cell('state') } })
  const reading = { row, options, faults }
  const scoreField = cell('score') === '' && cell('share') !== '' ? 'share' : 'score'
  const scoreText = scoreField === 'share' ? shareText(cell('share')) : cell('score')
  // Some platforms write 缺考 or 免考 in the column of the score.
  const inScore = readResultState(scoreText)
  const score = inScore ? null : scoreOf(scoreText, of, reading, scoreField)
  const remarked = scoreText === '' && cell('state') === '' ? readResultState(cell('remark')) : null
  const state = readResultState(cell('state')) || inScore || remarked || null
  const resultText =
    cell('result') || ([cell('score'), cell('state')].find(text => ['合格', '不合格'].includes(text)) ?? '')
  // 未考 in the column of the result: nothing was handed in. Who was not there did not fail, whatever a formula makes of it.
  const isUnsat =
    readResultState(resultText) === 'missed' ||
    (state === 'missed' && score === null && passedBy(resultText) === false)
  const result = resultText === '' || isUnsat ? null : passedBy(resultText)
  if (resultText !== '' && !isUnsat && result === null)
    return fault('result', { reason: 'unknownResult', places: { text: resultText } })
  const submittedAt = momentOf(cell('submittedAt'), of, { row, options, faults })
  const number = cell('number') ? parseCount(cell('number').replace(/^第|[次回]$/g, '')) : null
  if (number && !number.ok)
    return fault('number', { reason: number.reason, places: { text: cell('number') } })
  if (faults.length > 0) return null
  if (score !== null && result !== null && result !== score >= of.passMark)
    return fault('result', { reason: 'resultAgainstScore', places: { score, pass: of.passMark } })
  const sat = score !== null || result !== null
  if (state === 'missed' && sat) return fault('score', { reason: 'missedWithScore' })
  const end = of.makeUpClosesAt ?? of.closesAt
  if (submittedAt !== null && submittedAt > end && sat && state !== 'annulled')
    return fault('submittedAt', { reason: 'afterWindow', places: { end: dayOf(end) } })
  const base = { row, of, personId: person.value }
  const first: ResultRead = {
    ...base,
    state,
    number: number?.ok ? number.value : null,
    submittedAt,
    score,
    passed: score !== null ? score >= of.passMark : result === true,
    sat,
  }
  const again = makeUpOf({ first, text: cell('makeUp') }, reading)
  if (faults.length > 0) return null
  return again === null ? [first] : sat || state === 'exempt' ? [first, again] : [again]
}

type Reading = { row: number; options: ImportOptions; faults: Fault[] }
type ScoreField = 'score' | 'share' | 'makeUp'

/** 83, 0.83 and 83% below 正确率 are all 83%. */
function shareText(text: string): string {
  const read = parseNumber(text)
  return read.ok ? `${rounded(read.value <= 1 ? read.value * 100 : read.value)}%` : text
}

/**
 * The attempt of the make-up that stands beside the first one. Where the row has a score as well, that may be the one of
 * both, or a sum that holds it: asked, once for the sheet.
 */
function makeUpOf(
  { first, text }: { first: ResultRead; text: string },
  { row, options, faults }: Reading,
): ResultRead | null {
  if (text === '' || readResultState(text) === 'missed') return null
  const score = scoreOf(text, first.of, { row, options, faults }, 'makeUp')
  if (score === null) return null
  const again = { ...first, state: null, number: null, submittedAt: null, score, sat: true }
  const attempt: ResultRead = { ...again, passed: score >= first.of.passMark }
  if (!first.sat) return attempt
  const answer = ask(faults, options, {
    row,
    field: 'makeUp',
    reason: 'makeUpBeside',
    isDoubt: true,
    places: { text, score: first.score ?? '' },
    alike: 'makeUp',
    choices: [
      { value: 'further', choice: 'makeUpFurther' },
      { value: 'within', choice: 'makeUpWithin' },
    ],
  })
  return answer === 'further' ? attempt : null
}

/** A score; a percentage, and a fraction where the marks are whole ones, are asked about, once for the sheet. */
function scoreOf(
  text: string,
  of: Exam,
  { row, options, faults }: Reading,
  field: ScoreField,
): number | null {
  if (text === '') return null
  const share = /^([\d.]+)\s*[%％]$/.exec(text.normalize('NFKC'))
  const read = parseNumber(share ? (share[1] as string) : text.replace(/分$/, ''))
  const fault = (reason: string, places: Fault['places']) => {
    faults.push({ row, field, reason, places })
    return null
  }
  if (!read.ok) return fault(read.reason, { text })
  const isFraction = !share && read.value > 0 && read.value < 1 && of.fullMark >= 10
  const value =
    share || isFraction
      ? shareAsked(read.value, { text, of, isFraction, field }, { row, options, faults })
      : read.value
  if (value === null) return null
  if (value < 0) return fault('negative', { text })
  return value > of.fullMark ? fault('aboveFull', { score: value, full: of.fullMark }) : value
}

function shareAsked(
  value: number,
  { text, of, isFraction, field }: { text: string; of: Exam; isFraction: boolean; field: ScoreField },
  { row, options, faults }: Reading,
): number | null {
  const meant = rounded(of.fullMark * (isFraction ? value : value / 100))
  const choices: Choice[] = [{ value: 'share', choice: 'scoreShare', places: { score: meant } }]
  if (meant !== value) choices.push({ value: 'points', choice: 'scoreOf', places: { score: value } })
  const answer = ask(faults, options, {
    row,
    field,
    reason: 'isShare',
    isDoubt: true,
    places: { text, full: of.fullMark },
    alike: 'score',
    choices,
  })
  if (answer === null) return null
  return answer === 'share' ? meant : value
}

/** Without the noise of binary fractions: 0.95 × 120. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

function momentOf(text: string, of: Exam, { row, options, faults }: Reading): Instant | null {
  if (text === '') return null
  const read = parseMoment(text, options.year ?? yearOf(of.closingDay))
  if (read.ok) return instantOf(read.day, read.time ?? '00:00')
  faults.push({ row, field: 'submittedAt', reason: read.reason, places: { text } })
  return null
}

function examMeant({ exams, known }: Context, name: string): Exam | Omit<Fault, 'row' | 'field'> {
  if (!name) return { reason: 'examNotNamed' }
  const word = known.meaningOf('exam', name, 'exam')
  const named = exams.filter(each => matchKey(each.title) === matchKey(word))
  if (named.length === 1) return named[0] as Exam
  if (named.length > 1) return { reason: 'severalExams', places: { title: name } }
  const likely = nearest(
    word,
    exams.map(each => each.title),
  )
  return {
    reason: 'noSuchExam',
    places: { title: name },
    asks: { means: 'exam', field: 'exam', word: name },
    ...(likely ? { likely: { word: name, meaning: likely } } : {}),
  }
}

function passedBy(text: string): boolean | null {
  if (['合格', '及格', '通过', '优秀', '良好'].includes(text)) return true
  return ['不合格', '不及格', '未通过'].includes(text) ? false : parseYesNo(text)
}
