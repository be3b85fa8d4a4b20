import type { LeaveKind, LeaveRule } from '@/lib/organisation/settings/study.rules'
import type { Mark } from './attendance.rules'

/**
 * The kind of leave named by a typed reason: `病假`, or with details, `病假：发烧`. The longest kind is matched first,
 * so that 年休假 is not taken for 休假. Null: the reason is none of the office's kinds.
 */
export function kindOf(reason: string | null, kinds: LeaveKind[]): LeaveKind | null {
  const typed = (reason ?? '').normalize('NFKC').trim()
  const fits = kinds.filter(
    ({ kind }) =>
      typed === kind || (typed.startsWith(kind) && /[\s:,、(（。;；-]/.test(typed.charAt(kind.length))),
  )
  return fits.sort((a, b) => b.kind.length - a.kind.length)[0] ?? null
}

type Kept = { mark: Mark | null; leaveKind: string | null; leaveRule: LeaveRule | null }

/**
 * The columns that a leave adds to a row: its kind, by the reason, and the present rule of that kind; nulls for
 * any other mark. A leave whose kind does not change keeps its rule.
 */
export function leaveFacts(
  mark: Mark | null,
  reason: string | null,
  kinds: LeaveKind[],
  before?: Kept,
): Pick<Kept, 'leaveKind' | 'leaveRule'> {
  if (mark !== 'leave') return { leaveKind: null, leaveRule: null }
  const found = kindOf(reason, kinds)
  const stays = found === null ? !reason : found.kind === before?.leaveKind
  if (before?.mark === 'leave' && stays) return { leaveKind: before.leaveKind, leaveRule: before.leaveRule }
  return { leaveKind: found?.kind ?? null, leaveRule: found?.rule ?? null }
}
