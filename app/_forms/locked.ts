import type { Say } from '@/app/_i18n/messages'
import type { Viewer } from '@/lib/access/access.rules'
import type { LockedYear } from '@/lib/core/correction'
import { moveLines } from '@/lib/statistics/lock/correction.rules'
import { seenNames } from '@/lib/statistics/lock/lock.queries'

/** The field in which any form takes the reason of a correction; it stands there once it is asked for. */
export const CORRECTION = 'correctionReason'

/** 年度数据已锁定: which figures would move, of those that the viewer may see, and that the reason is wanted. */
export async function lockedAt(
  viewer: Viewer | null,
  say: Say,
  { lock, moves }: LockedYear,
): Promise<{ message: string; reason: 'lockedYear' }> {
  const lines = viewer ? moveLines(say, moves, await seenNames(viewer)) : []
  const message = [say.t('common.form.lockedYear', { year: lock.year }), ...lines].join('\n')
  return { message, reason: 'lockedYear' }
}
