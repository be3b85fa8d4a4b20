import type { Day } from '@/lib/core/time'

export const makeUpWays = ['activity', 'selfStudy', 'session'] as const
export const makeUpStates = ['asked', 'approved', 'refused', 'withdrawn'] as const
export type MakeUpState = (typeof makeUpStates)[number]

/** How a debt stands: still time, past its day (逾期, still worth making up), a self-study waiting, one sent back. */
export type DebtState = 'open' | 'overdue' | 'asked' | 'refused'

export const debtFilters = ['all', 'overdue', 'asked', 'proposed'] as const
export type DebtFilter = (typeof debtFilters)[number]

/** What a self-study that waits or was sent back makes of a debt; the due day itself is still time. */
export function debtState(
  { due, studyState }: { due: Day | null; studyState: MakeUpState | null },
  today: Day,
): DebtState {
  if (studyState === 'asked' || studyState === 'refused') return studyState
  return isOverdue(due, today) ? 'overdue' : 'open'
}

export function isOverdue(due: Day | null, today: Day): boolean {
  return due !== null && due < today
}
