import type { Day } from '@/lib/core/time'

export const makeUpStates = ['asked', 'approved', 'refused', 'withdrawn'] as const
export type MakeUpState = (typeof makeUpStates)[number]

/** The state of a debt: in time, overdue (逾期, can still be made up), with a self-study waiting, with one sent back. */
export type DebtState = 'open' | 'overdue' | 'asked' | 'refused'

export const debtFilters = ['all', 'overdue', 'asked', 'proposed'] as const
export type DebtFilter = (typeof debtFilters)[number]

/** The state of a debt, taking a waiting or refused self-study into account; the due day itself is still in time. */
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
