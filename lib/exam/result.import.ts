import { gt, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { attempt, exam, examCandidate } from '@/db/schema/exam'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { gathered, gatherInto } from '@/lib/core/gathered'
import { glossary } from '@/lib/core/glossary'
import { dayOf, type Instant, timeOf } from '@/lib/core/time'
import { isListFrozen } from '@/lib/organisation/audience/frozen.rules'
import { withStaffNumbers } from '@/lib/organisation/lookup/entry-number.rules'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { type LockedYears, lockedFault, lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import {
  ask,
  type Fault,
  type Importer,
  type ImportOptions,
  type Judged,
  type RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { type Recorded, recordResults, type Sitting } from './attempt.commands'
import { beyond, isSame, type Kept, numbered, sittingOf } from './result-number.rules'
import type { Exam, ResultRead } from './result-read.rules'
import { readRow } from './result-row.import'

type Effects = Recorded[]
type Context = {
  known: Known
  exams: Exam[]
  kept: Map<string, Kept[]>
  /** Exams with attempts. */
  sat: Set<number>
  standing: Map<string, string>
  /** Why people on the list did not sit, as far as it is known. */
  missedReasons: Map<string, string>
  locked: LockedYears
  viewer: Viewer
  options: ImportOptions
}

/** 考试成绩: a row with a score is a submitted attempt; its key is exam + person + 次数 (else 交卷时间, else order). */
export const resultsImporter: Importer<Effects> = {
  kind: 'results',
  restsOn: [...knownFrom, 'exam', 'attempt', 'exam_candidate', 'locked_year'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const context = await loadContext(on, viewer, options, pause)
    const judged: Judged<Effects> = { outcomes: [], faults: [], notes: [], effects: [] }
    const byPerson = new Map<string, ResultRead[]>()
    const numbered = await sliced(withStaffNumbers(rows, context.known.nameWith), pause)
    for (const { row, cells } of numbered) {
      await pause()
      const faults: Fault[] = []
      const read = readRow(context, { row, cells }, faults)
      judged.faults.push(...faults)
      for (const each of read ?? []) gatherInto(byPerson, `${each.of.id}/${each.personId}`, each)
    }
    const effects = new Map<number, Effects[number]>()
    for (const [key, reads] of byPerson) {
      await pause()
      const { of } = reads[0] as ResultRead
      const effect = effects.get(of.id) ?? { exam: of, attempts: [], exempt: [], missed: [] }
      effects.set(of.id, effect)
      judgePerson(context, judged, effect, key, reads)
    }
    judged.outcomes.sort((a, b) => a.row - b.row)
    judged.effects = [...effects.values()]
    return judged
  },

  async write(tx, viewer, effects, options) {
    for (const effect of effects) await recordResults(tx, viewer, effect, options.reason)
  },
}

async function loadContext(on: On, viewer: Viewer, options: ImportOptions, pause: Pause): Promise<Context> {
  const [known, locked, exams, attempts, candidates] = await Promise.all([
    loadKnown(on, { ...options, kind: 'results' }, pause),
    lockedYears(on),
    on.select().from(exam),
    paged<Kept>(pause, (last, limit) =>
      on
        .select()
        .from(attempt)
        .where(gt(attempt.id, last?.id ?? 0))
        .orderBy(attempt.id)
        .limit(limit),
    ),
    paged<{ examId: number; personId: number; standing: string; missedReason: string | null }>(
      pause,
      (last, limit) =>
        on
          .select({
            examId: examCandidate.examId,
            personId: examCandidate.personId,
            standing: examCandidate.standing,
            missedReason: examCandidate.missedReason,
          })
          .from(examCandidate)
          .where(
            sql`(${examCandidate.examId}, ${examCandidate.personId}) > (${last?.examId ?? 0}, ${last?.personId ?? 0})`,
          )
          .orderBy(examCandidate.examId, examCandidate.personId)
          .limit(limit),
    ),
  ])
  const kept = gathered(attempts, each => `${each.examId}/${each.personId}`)
  for (const own of kept.values()) own.sort((a, b) => a.number - b.number)
  return {
    known,
    exams,
    kept,
    sat: new Set(attempts.map(each => each.examId)),
    standing: new Map(candidates.map(each => [`${each.examId}/${each.personId}`, each.standing])),
    missedReasons: new Map(
      candidates.flatMap(each =>
        each.missedReason === null
          ? []
          : [[`${each.examId}/${each.personId}`, each.missedReason] as [string, string]],
      ),
    ),
    locked,
    viewer,
    options,
  }
}

/** Matches one person's rows in one exam to attempts, and checks that they are not too many. */
function judgePerson(
  context: Context,
  judged: Judged<Effects>,
  effect: Effects[number],
  key: string,
  reads: ResultRead[],
): void {
  const { exam: of } = effect
  const { personId } = reads[0] as ResultRead
  const label = `${context.known.nameOf(personId)} ${of.title}`
  const standing = context.standing.get(key)
  const kept = context.kept.get(key) ?? []
  const tell = (row: number, given: Pick<RowOutcome, 'outcome'> & Partial<RowOutcome>) =>
    judged.outcomes.push({ row, label, ...given })
  const fault = (row: number, given: Omit<Fault, 'row'>) => judged.faults.push({ row, ...given })

  judgeExempt(context, effect, { standing, personId, tell, fault }, reads)
  const isSitting = ({ sat, state }: ResultRead) => state !== 'exempt' && (sat || state === 'annulled')
  const sat = kept.length > 0 || reads.some(isSitting)
  for (const read of reads.filter(each => each.state !== 'exempt' && !isSitting(each))) {
    const remark = read.remark === 'resitMissed' ? 'bothMissed' : 'notSat'
    const was = context.missedReasons.get(key)
    const is = sat || standing !== 'required' ? null : (read.missedReason ?? null)
    if (is === null || is === was) {
      tell(read.row, { outcome: 'unchanged', remark })
      continue
    }
    tell(read.row, { outcome: 'changed', remark, ...(differenceOf([['缺考原因', was ?? '', is]]) ?? {}) })
    effect.missed.push({ personId, reason: is })
  }

  const fresh: (Sitting & { row: number })[] = []
  for (const { read, number, repeats } of numbered(reads.filter(isSitting), kept)) {
    if (repeats !== null) {
      fault(read.row, { field: 'number', reason: 'keyTwice', places: { row: repeats } })
      continue
    }
    const there = kept.find(each => each.number === number)
    const sitting = sittingOf(read, number, there)
    if (there && isSame(there, sitting)) {
      tell(read.row, { outcome: 'unchanged', remark: read.remark })
      continue
    }
    const locked = lockedFault(context.locked, context.options, [of.closingDay, sitting.day])
    if (locked) {
      fault(read.row, { field: 'score', ...locked })
      continue
    }
    const differs = there && (there.score !== sitting.score || there.passed !== sitting.passed)
    const decision = differs
      ? correctionAsked(context, judged.faults, read, { there, sitting })
      : 'correction'
    if (decision === null) continue
    const remark =
      standing === undefined || standing === 'withdrawn'
        ? 'notOnList'
        : standing === 'exempt'
          ? 'exemptWithScore'
          : read.remark
    if (decision === 'further') {
      const last = Math.max(...[...kept, ...fresh].map(each => each.number))
      tell(read.row, { outcome: 'new', remark })
      fresh.push({ ...sittingOf(read, last + 1, undefined), row: read.row })
    } else {
      tell(read.row, {
        outcome: there ? 'changed' : 'new',
        remark,
        ...(there ? (differenceOf(spoken(there, sitting)) ?? {}) : {}),
      })
      fresh.push({ ...sitting, row: read.row })
    }
  }
  const tooMany = beyond(of, [
    ...kept.filter(each => !fresh.some(one => one.number === each.number)),
    ...fresh,
  ])
  for (const { row, ...sitting } of fresh) {
    if (tooMany.has(sitting.number)) {
      judged.outcomes.splice(
        judged.outcomes.findIndex(each => each.row === row),
        1,
      )
      fault(row, { field: 'number', reason: 'beyondAttempts', places: { number: sitting.number } })
    } else effect.attempts.push({ ...sitting, personId })
  }
}

/** 免考: a decision about the list, with a reason once the list is fixed; as `setCandidate` of the exam's page. */
function judgeExempt(
  { options, sat }: Context,
  effect: Effects[number],
  of: {
    standing: string | undefined
    personId: number
    tell: (row: number, given: Pick<RowOutcome, 'outcome'> & Partial<RowOutcome>) => void
    fault: (row: number, given: Omit<Fault, 'row'>) => void
  },
  reads: ResultRead[],
): void {
  const isFrozen = isListFrozen(effect.exam, now(), sat.has(effect.exam.id))
  for (const { row } of reads.filter(each => each.state === 'exempt')) {
    if (of.standing === undefined) of.tell(row, { outcome: 'leftOut', remark: 'notOnList' })
    else if (of.standing === 'exempt') of.tell(row, { outcome: 'unchanged' })
    else if (isFrozen && !options.reason) of.fault(row, { field: 'state', reason: 'listNeedsReason' })
    else {
      of.tell(row, {
        outcome: 'changed',
        before: `名单 ${standingWord(of.standing)}`,
        after: `名单 ${standingWord('exempt')}`,
        remark: 'exempt',
      })
      effect.exempt.push({ personId: of.personId, reason: options.reason ?? null })
    }
  }
}

function standingWord(standing: string): string {
  return glossary[`examStanding.${standing as 'required' | 'exempt' | 'withdrawn'}`][0]
}

/** A changed score under the same key is asked about, once for the sheet: a correction, or a further attempt. */
function correctionAsked(
  { options }: Context,
  faults: Fault[],
  { row, number }: ResultRead,
  { there, sitting }: { there: Kept; sitting: Sitting },
): 'correction' | 'further' | null {
  if (options.replace) return 'correction'
  const answer = ask(faults, options, {
    row,
    field: 'score',
    reason: 'scoreDiffers',
    isDoubt: true,
    places: { was: there.score ?? resultWord(there.passed), is: sitting.score ?? resultWord(sitting.passed) },
    alike: 'score',
    choices: [
      { value: 'correction', choice: 'correction' },
      ...(number === null ? [{ value: 'further', choice: 'further' }] : []),
    ],
  })
  return answer as 'correction' | 'further' | null
}

const resultWord = (passed: boolean) => (passed ? '合格' : '不合格')

function spoken(there: Kept, sitting: Sitting): Parameters<typeof differenceOf>[0] {
  const time = (at: Instant | null) => (at === null ? '' : `${dayOf(at)} ${timeOf(at)}`)
  const score = ({ score, passed }: Pick<Sitting, 'score' | 'passed'>) => score ?? resultWord(passed)
  const state = ({ annulledReason }: Pick<Sitting, 'annulledReason'>) =>
    annulledReason === null ? '有效' : '作废'
  return [
    ['成绩', score(there), score(sitting)],
    ['交卷时间', time(there.submittedAt), time(sitting.submittedAt)],
    ['状态', state(there), state(sitting)],
  ]
}
