import { now } from '@/lib/core/clock'
import { glossary } from '@/lib/core/glossary'
import { dayOf, type Instant, timeOf } from '@/lib/core/time'
import { isListFrozen } from '@/lib/organisation/audience/frozen.rules'
import { lockedFault } from '@/lib/organisation/lookup/locked-year.sql'
import { ask, type Fault, type Judged, type RowOutcome } from '@/lib/spreadsheet/importer.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import type { Sitting } from './attempt.commands'
import type { Context, Effects } from './result-context.import'
import { beyond, isSame, type Kept, numbered, sittingOf } from './result-number.rules'
import type { ResultRead } from './result-read.rules'

/** Matches one person's rows in one exam to attempts, and checks that they are not too many. */
export function judgePerson(
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
  const isListed = effect.listed.at(-1)?.personId === personId
  const tell = (row: number, given: Pick<RowOutcome, 'outcome'> & Partial<RowOutcome>) =>
    judged.outcomes.push({ row, label, ...given })
  const fault = (row: number, given: Omit<Fault, 'row'>) => judged.faults.push({ row, ...given })

  judgeExempt(context, effect, { standing, personId, isListed, tell, fault }, reads)
  const isSitting = ({ sat, state }: ResultRead) => state !== 'exempt' && (sat || state === 'annulled')
  const sat = kept.length > 0 || reads.some(isSitting)
  for (const read of reads.filter(each => each.state !== 'exempt' && !isSitting(each))) {
    const remark = read.remark === 'resitMissed' ? 'bothMissed' : 'notSat'
    const was = context.missedReasons.get(key)
    const is = sat || standing !== 'required' ? null : (read.missedReason ?? null)
    if (is === null || is === was) {
      tell(read.row, { outcome: isListed ? 'new' : 'unchanged', remark })
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
    isListed: boolean
    tell: (row: number, given: Pick<RowOutcome, 'outcome'> & Partial<RowOutcome>) => void
    fault: (row: number, given: Omit<Fault, 'row'>) => void
  },
  reads: ResultRead[],
): void {
  const isFrozen = !of.isListed && isListFrozen(effect.exam, now(), sat.has(effect.exam.id))
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
