import type { Say } from '@/lib/core/i18n/say'
import type { Contradiction } from './contradiction.queries'
import type { LeftFile } from './folder-sorting.queries'

/** `台账 16 场，签到表 14 场` */
export function textOfContradiction(
  say: Say,
  { reason, places }: Pick<Contradiction, 'reason' | 'places'>,
): string {
  return say.said(`importFolder.contradiction.${reason}`, places) ?? reason
}

/** Files that are not read are named up to so many; of the others there is the number. */
const MOST_LEFT = 200

export function leftShown<T extends LeftFile>(left: readonly T[]): { shown: readonly T[]; more: number } {
  return { shown: left.slice(0, MOST_LEFT), more: Math.max(0, left.length - MOST_LEFT) }
}

/** Why a file is not read. */
export function textOfLeft(say: Say, { reason, detail }: Pick<LeftFile, 'reason' | 'detail'>): string {
  return (
    say.said(`importFolder.left.${reason}`, { detail }) ??
    say.said(`import.refused.${reason}`, { detail }) ??
    say.said(`attachment.refused.${reason.replace(/^photo\./, '')}`) ??
    say.t('importFolder.left.notKnown')
  )
}
