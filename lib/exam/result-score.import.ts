import { ask, type Choice, type Fault } from '@/lib/spreadsheet/importer.rules'
import { parseNumber, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { gradeOf } from './grade.rules'
import type { Exam, Reading } from './result-read.rules'

type ScoreField = 'score' | 'share' | 'makeUp'

/** 83, 0.83 and 83% below 正确率 are all 83%. */
export function shareText(text: string): string {
  const read = parseNumber(text)
  return read.ok ? `${rounded(read.value <= 1 ? read.value * 100 : read.value)}%` : text
}

/** A score; a percentage, and a fraction where the marks are whole ones, are asked about, once for the sheet. */
export function scoreOf(
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
  if (share && read.ok && read.value > 100) return fault('overWhole', { text })
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

type ResultField = 'result' | 'score' | 'state' | 'makeUp' | 'makeUpResult'

/**
 * Whether a word for the result says passed. 优 and 良 in place of a score say no mark, so no rate of excellence can rest on
 * them: asked, once for the sheet; where offices draw the line differently, once for the word. Undefined where it was
 * asked, or is no result.
 */
export function passedBy(
  text: string,
  { row, options, faults }: Reading,
  { field, hasScore }: { field: ResultField; hasScore: boolean },
): boolean | null | undefined {
  const grade = gradeOf(text)
  if (grade === null) {
    const read = parseYesNo(text)
    if (read === null) faults.push({ row, field, reason: 'unknownResult', places: { text } })
    return read ?? undefined
  }
  const { passed, isPlain } = grade
  // Beside a score it says nothing more, and 中 nothing against it.
  if (isPlain || hasScore) return passed
  const about = { row, field, isDoubt: true as const, places: { text } }
  const answer =
    passed === null
      ? ask(faults, options, {
          ...about,
          reason: 'gradeUnclear',
          alike: text,
          choices: [
            { value: 'passed', choice: 'gradePassed' },
            { value: 'failed', choice: 'gradeFailed' },
          ],
        })
      : ask(faults, options, {
          ...about,
          reason: 'gradeAlone',
          key: 'gradeAlone',
          isOfColumn: true,
          choices: [{ value: 'result', choice: 'gradeResult' }],
        })
  if (answer === null) return undefined
  return passed ?? answer === 'passed'
}
