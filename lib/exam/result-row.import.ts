import { canOrganise } from '@/lib/access/access.rules'
import { dayOf, type Instant, instantOf, yearOf } from '@/lib/core/time'
import { isAsItReads } from '@/lib/spreadsheet/doubt.rules'
import type { Cells, Fault } from '@/lib/spreadsheet/importer.rules'
import { parseMoment } from '@/lib/spreadsheet/moments.rules'
import { isNothing, parseCount, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { readResultState } from './exam.sheet'
import { type Exams, examMeant } from './exam-meant.import'
import { gradeOf } from './grade.rules'
import { missedReasonIn } from './missed-reason.rules'
import { resitOf } from './resit.rules'
import type { Exam, Reading, ResultRead } from './result-read.rules'
import { withResit } from './result-resit.import'
import { passedBy, scoreOf, shareText } from './result-score.import'

type Context = Exams & { standing: Map<string, string> }

/** What a row says: an attempt, and beside it one of the make-up; null where it is faulty. */
export function readRow(context: Context, { row, cells }: Cells, faults: Fault[]): ResultRead[] | null {
  const { known, options, viewer } = context
  // Platforms write dashes where nobody sat.
  const cell = (field: string) => (isNothing(cells[field] ?? '') ? '' : (cells[field] ?? ''))
  const fault = (field: string, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const of = examMeant(context, { row, cell: cell('exam') }, faults)
  if (of === null) return null
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
  const isListed = listed !== undefined && listed !== 'withdrawn'
  const named = { field: cell('staffNo') ? 'staffNo' : 'name', text: cell('name') || cell('staffNo') }
  if (!isListed && !known.isSeen(viewer, person.value, of.closingDay))
    return fault(named.field, { reason: 'personOutsideScope', places: { name: named.text } })
  const resit = resitOf(cells)
  const isOfResit = resit?.by === 'words'
  const stateText = isOfResit && readResultState(cell('state')) === null ? '' : cell('state')
  if (readResultState(stateText) === null)
    return fault('state', { reason: 'unknownState', places: { text: stateText } })
  const reading = { row, options, faults }
  const scoreField = cell('score') === '' && cell('share') !== '' ? 'share' : 'score'
  const scoreText = scoreField === 'share' ? shareText(cell('share')) : cell('score')
  // Some platforms write 缺考 or 免考 in the column of the score, and teachers 优 or 良.
  const inScore = readResultState(scoreText)
  const isGrade = !inScore && gradeOf(scoreText) !== null
  const score = inScore || isGrade ? null : scoreOf(scoreText, of, reading, scoreField)
  const remarked = scoreText === '' && stateText === '' ? readResultState(cell('remark')) : null
  const state = readResultState(stateText) || inScore || remarked || null
  const [resultField, resultText] =
    (['result', 'score', 'state'] as const)
      .map(field => [field, cell(field)] as const)
      .find(([field, text]) => (field === 'result' ? text !== '' : gradeOf(text) !== null)) ??
    (['result', ''] as const)
  // 未考 in the column of the result: nothing was handed in. Who was not there did not fail, whatever a formula makes of it.
  const isUnsat =
    readResultState(resultText) === 'missed' ||
    (state === 'missed' &&
      score === null &&
      (gradeOf(resultText)?.passed ?? parseYesNo(resultText)) === false)
  const hasResult = resultText !== '' && !isUnsat
  const result = hasResult
    ? passedBy(resultText, reading, { field: resultField, hasScore: score !== null })
    : null
  const submittedAt = momentOf(cell('submittedAt'), of, reading)
  const number = cell('number') ? parseCount(cell('number').replace(/^第|[次回]$/g, '')) : null
  if (number && !number.ok)
    return fault('number', { reason: number.reason, places: { text: cell('number') } })
  if (faults.length > 0 || result === undefined) return null
  const sat = score !== null || result !== null
  // Who had left by then, or came only later, hardly sat it: asked once for the exam.
  const sitOn = submittedAt === null ? null : dayOf(submittedAt)
  if (
    !isListed &&
    sat &&
    !known.isOnRoster(person.value, sitOn ?? dayOf(of.opensAt), sitOn ?? of.closingDay)
  ) {
    const places = { name: named.text, day: sitOn ?? of.closingDay, title: of.title }
    const about = { reason: 'notOnRosterThen', places, alike: of.title }
    if (!isAsItReads(reading, named.field, about)) return null
  }
  // Who missed it and passed the make-up is 合格 in a sheet of one result.
  if (state === 'missed' && sat && !(score === null && resit))
    return fault('score', { reason: 'missedWithScore' })
  const end = of.makeUpClosesAt ?? of.closesAt
  if (submittedAt !== null && submittedAt > end && sat && state !== 'annulled')
    return fault('submittedAt', { reason: 'afterWindow', places: { end: dayOf(end) } })
  const isOfFirst = sat && state !== 'missed'
  const first: ResultRead = {
    row,
    of,
    personId: person.value,
    state,
    number: number?.ok ? number.value : null,
    submittedAt,
    score,
    passed: score !== null ? score >= of.passMark : result === true,
    sat: isOfFirst,
    isResit: false,
    missedReason: isOfFirst || state === 'exempt' ? null : missedReasonIn(cells, { isResit: isOfResit }),
  }
  const all = withResit({ first, resit, result }, reading)
  if (all === null || faults.length > 0) return null
  const said = all.filter(each => each.sat).map(each => each.passed)
  if (score !== null && result !== null && !said.includes(result))
    return fault(resultField, { reason: 'resultAgainstScore', places: { score, pass: of.passMark } })
  return all
}

function momentOf(text: string, of: Exam, { row, options, faults }: Reading): Instant | null {
  if (text === '') return null
  const read = parseMoment(text, options.year ?? yearOf(of.closingDay))
  if (read.ok) return instantOf(read.day, read.time ?? '00:00')
  faults.push({ row, field: 'submittedAt', reason: read.reason, places: { text } })
  return null
}
