import { type Day, dayOf, type Instant, instantOf } from '@/lib/core/time'
import { ask, type Fault, type ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { parseMoment } from '@/lib/spreadsheet/moments.rules'
import { parseNumber, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { gradeOf } from './grade.rules'

/** What the rows of a sheet, and the lines above them, say of an exam that is made with it. */
export type ExamSaid = {
  day: string
  full: string
  pass: string
  first: Instant | null
  last: Instant | null
  lastResit: Day | null
  most: number
  leastPassed: number | null
  mostFailed: number | null
}

export const nothingSaid = (): ExamSaid => ({
  ...{ day: '', full: '', pass: '', first: null, last: null, lastResit: null },
  ...{ most: 0, leastPassed: null, mostFailed: null },
})

const least = <T extends number | string>(a: T | null, b: T) => (a === null || b < a ? b : a)
const most = <T extends number | string>(a: T | null, b: T) => (a === null || b > a ? b : a)

export function noteRow(said: ExamSaid, cells: Record<string, string>, year: number | undefined): void {
  said.day ||= cells.aboveDay ?? ''
  said.full ||= cells.aboveFull ?? ''
  said.pass ||= cells.abovePass ?? ''
  const time = parseMoment(cells.submittedAt ?? '', year)
  if (time.ok) {
    const at = instantOf(time.day, time.time ?? '00:00')
    said.first = least(said.first, at)
    said.last = most(said.last, at)
  }
  const resit = parseMoment(cells.makeUpAt ?? '', year)
  if (resit.ok) said.lastResit = most(said.lastResit, resit.day)
  const score = parseNumber((cells.score ?? '').replace(/分$/, ''))
  if (!score.ok) return
  said.most = Math.max(said.most, score.value)
  const result = cells.result ?? ''
  const passed = gradeOf(result)?.passed ?? parseYesNo(result)
  // A result beside a make-up is that of both.
  if (passed === null || cells.makeUp) return
  if (passed) said.leastPassed = least(said.leastPassed, score.value)
  else said.mostFailed = most(said.mostFailed, score.value)
}

/** When it was sat: as 交卷时间 tells. */
export function timesOf({ first, last }: ExamSaid): { fromDay: Day; toDay: Day } | null {
  return first === null || last === null ? null : { fromDay: dayOf(first), toDay: dayOf(last) }
}

type Marks = { full: number; pass: number }

/**
 * 满分 and 合格分: as the lines above say, else asked once, those first that agree with what the rows call passed. Null where
 * it was asked.
 */
export function marksAsked(
  { faults, options, row }: { faults: Fault[]; options: Pick<ImportOptions, 'answers'>; row: number },
  title: string,
  said: ExamSaid,
): Marks | null {
  const proposed = marksProposed(said)
  const [only] = proposed
  if (said.full !== '' && said.pass !== '' && only) return only
  const choices = proposed.map(({ full, pass }) => ({
    value: `${full}/${pass}`,
    choice: 'examMarks',
    places: { full, pass },
  }))
  const about = { row, field: 'examMarks', reason: 'newExamMarks', isDoubt: true as const }
  const question = { ...about, places: { title }, alike: title, choices }
  const answer = ask(faults, options, question, typed => marksIn(typed) !== null)
  return answer === null ? null : marksIn(answer)
}

/** Shares of the full mark that pass marks are. */
const SHARES = [0.6, 0.8, 0.7, 0.9]
const FULLS = [100, 120, 150]

function marksProposed({ full, pass, most: highest, leastPassed, mostFailed }: ExamSaid): Marks[] {
  const whole = Number(full) || FULLS.find(each => each >= highest)
  if (whole === undefined || highest > whole) return []
  const isFit = (mark: number) => (mostFailed ?? -1) < mark && mark <= (leastPassed ?? whole)
  const passes = pass === '' ? SHARES.map(share => Math.round(whole * share)).filter(isFit) : [Number(pass)]
  // What the rows call passed allows none of the usual ones.
  const all = passes.length === 0 && leastPassed !== null ? [leastPassed] : passes
  return all.flatMap(each => (each > 0 && each <= whole ? [{ full: whole, pass: each }] : []))
}

/** 120/72, 满分120分，合格72分 */
function marksIn(text: string): Marks | null {
  const [full, pass, ...others] = (text.normalize('NFKC').match(/\d+(?:\.\d+)?/g) ?? []).map(Number)
  if (full === undefined || pass === undefined || others.length > 0) return null
  return pass > 0 && pass <= full ? { full, pass } : null
}
