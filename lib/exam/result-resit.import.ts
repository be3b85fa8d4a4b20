import { dayOf, endOfDay, type Instant, instantOf, yearOf } from '@/lib/core/time'
import { ask, type Choice } from '@/lib/spreadsheet/importer.rules'
import { parseMoment } from '@/lib/spreadsheet/moments.rules'
import { gradeOf } from './grade.rules'
import type { Resit } from './resit.rules'
import type { Exam, Reading, ResultRead } from './result-read.rules'
import { passedBy, scoreOf } from './result-score.import'

type Given = { first: ResultRead; resit: Resit | null; result: boolean | null }

/** The attempts of a row: the first one, and that of the make-up, which has its own day; null where something is asked. */
export function withResit({ first, resit, result }: Given, reading: Reading): ResultRead[] | null {
  if (resit === null) return [first]
  if (resit.isMissed) return [{ ...first, remark: 'resitMissed' }]
  if (resit.text === '') return ofOneScore({ first, resit, result }, reading)
  const field = resit.by === 'column' ? 'makeUp' : 'remark'
  const isGrade = gradeOf(resit.text) !== null
  const score = isGrade ? null : scoreOf(resit.text, first.of, reading, 'makeUp')
  const passed = isGrade
    ? passedBy(resit.text, reading, { field: 'makeUp', hasScore: false })
    : score !== null && score >= first.of.passMark
  if (typeof passed !== 'boolean' || (!isGrade && score === null)) return null
  const again = { ...first, state: null, number: null, score, passed, sat: true, isResit: true }
  // A day of its own, or a first one that was missed, says that it is no part of the other score.
  const isApart = !first.sat || resit.day !== '' || resit.by === 'words' || first.state === 'exempt'
  const answer = isApart
    ? 'further'
    : ask(reading.faults, reading.options, {
        row: reading.row,
        field,
        reason: 'makeUpBeside',
        isDoubt: true,
        places: { text: resit.text, score: first.score ?? '' },
        alike: 'makeUp',
        choices: [
          { value: 'further', choice: 'makeUpFurther' },
          { value: 'within', choice: 'makeUpWithin' },
        ],
      })
  if (answer === null) return null
  if (answer !== 'further') return [first]
  const dated = datedIn(again, resit, reading)
  return dated && (first.sat || first.state === 'exempt' ? [first, dated] : [dated])
}

/** 补考 beside one score alone: whose it is, is asked, once for the sheet. */
function ofOneScore(
  { first, resit, result }: Given & { resit: Resit },
  reading: Reading,
): ResultRead[] | null {
  const isResult = !first.sat && result !== null
  if (!first.sat && !isResult) return [first]
  const answer = isResult
    ? 'again'
    : ask(reading.faults, reading.options, {
        row: reading.row,
        field: 'score',
        reason: 'scoreOfResit',
        isDoubt: true,
        places: { score: first.score ?? (first.passed ? '合格' : '不合格') },
        key: 'scoreOfResit',
        isOfColumn: true,
        choices: [
          { value: 'again', choice: 'scoreIsOfResit' },
          { value: 'first', choice: 'scoreIsOfFirst' },
        ],
      })
  if (answer === null) return null
  if (answer === 'first') return [first]
  const dated = datedIn({ ...first, state: null, sat: true, isResit: true }, resit, reading)
  return dated && [dated]
}

/** The attempt on its own day; where none is said and the exam has a make-up window, that is asked. */
function datedIn(again: ResultRead, resit: Resit, reading: Reading): ResultRead | null {
  const { of } = again
  if (resit.day !== '') {
    const at = resitAt(resit.day, of, reading)
    return at === null ? null : { ...again, submittedAt: at, remark: 'resit' }
  }
  // A time that the row gives is of the only attempt that it has.
  if (again.submittedAt !== null && again.submittedAt > of.closesAt) return { ...again, remark: 'resit' }
  if (of.makeUpClosesAt === null) return { ...again, submittedAt: null, remark: 'resitUndated' }
  const [last, closing] = [dayOf(of.makeUpClosesAt), of.closingDay]
  const choices: Choice[] = [
    { value: 'last', choice: 'resitOnLast', places: { day: last } },
    { value: 'closing', choice: 'resitOnClosing', places: { day: closing } },
  ]
  const answer = ask(reading.faults, reading.options, {
    row: reading.row,
    field: 'makeUpAt',
    reason: 'resitWithoutDay',
    isDoubt: true,
    places: { text: resit.text },
    key: `resitWithoutDay ${of.title} ${of.closingDay}`,
    isOfColumn: true,
    choices,
  })
  if (answer === null) return null
  return answer === 'last'
    ? { ...again, submittedAt: of.makeUpClosesAt, remark: 'resit' }
    : { ...again, submittedAt: null, remark: 'resitUndated' }
}

/** A day alone is its end, at the latest the end of the make-up. */
function resitAt(text: string, of: Exam, { row, options, faults }: Reading): Instant | null {
  const fault = (reason: string, places: Record<string, string | number>) => {
    faults.push({ row, field: 'makeUpAt', reason, places })
    return null
  }
  const read = parseMoment(text, options.year ?? yearOf(of.closingDay))
  if (!read.ok) return fault(read.reason, { text })
  const end = of.makeUpClosesAt ?? of.closesAt
  const at =
    read.time !== null ? instantOf(read.day, read.time) : dayOf(end) === read.day ? end : endOfDay(read.day)
  return at > end ? fault('resitAfterWindow', { day: read.day, end: dayOf(end) }) : at
}
