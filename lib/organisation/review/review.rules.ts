import type { ReviewedKind } from '@/lib/organisation/settings/setting.rules'

export const reviewStates = ['waiting', 'sentBack'] as const
/** 待审核, 退回; what is passed has none. */
export type ReviewState = (typeof reviewStates)[number]

/** Fields of an activity on which a counted heading depends. */
const countedOfActivity = [
  'hostUnitId',
  'form',
  'day',
  'lastDay',
  'isPublic',
  'heads',
  'consultations',
  'lecturer',
  'lecturerRank',
  'campaign',
  'hours',
] as const
/** Fields of an entry of the ledger on which a counted heading depends. */
const countedOfOutput = ['unitId', 'day', 'channelId', 'quantity', 'reads', 'activityId'] as const

/** Fields of a record of an adviser's work on which a counted heading depends. */
const countedOfWork = ['unitId', 'day', 'kind', 'adviserId'] as const

const counted: Record<ReviewedKind, readonly string[]> = {
  activities: countedOfActivity,
  outputs: countedOfOutput,
  works: countedOfWork,
}

type Fields = Record<string, unknown>

/** Whether a change touches what is counted, so that a passed entry waits again. */
export function isCountedChange(kind: ReviewedKind, before: Fields, after: Fields): boolean {
  return counted[kind].some(field => field in after && (after[field] ?? null) !== (before[field] ?? null))
}

/**
 * The state after a save by somebody whose entries wait: a passed one whose counted fields changed, and a sent back one
 * that was touched, wait (again).
 */
export function reviewAfter(
  kind: ReviewedKind,
  before: Fields & { review: ReviewState | null },
  after: Fields,
  isTouched: boolean,
): { review: 'waiting'; reviewReason: null } | Record<string, never> {
  const waits =
    before.review === null ? isCountedChange(kind, before, after) : isTouched && before.review === 'sentBack'
  return waits ? { review: 'waiting', reviewReason: null } : {}
}

type Read = {
  kind: 'activity' | 'output' | 'legalWork'
  id: number
  version: number
  heads?: number | null
  consultations?: number | null
}

/** An entry as it was read. A stall counts without a new version, so the counts stand beside it. */
export function entryOf({ kind, id, version, heads, consultations }: Read): string {
  return [kind, id, version, heads ?? '', consultations ?? ''].join(':')
}
