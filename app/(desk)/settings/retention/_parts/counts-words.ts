import type { Say } from '@/app/_i18n/messages'
import { type PurgeCounts, purgeKinds } from '@/lib/activity/retention/retention.rules'

/** What a purge removed, by kind. */
export function countsWords({ t }: Say, counts: PurgeCounts): string {
  return purgeKinds
    .flatMap(kind => {
      const count = counts[kind]
      return count === undefined ? [] : [t('retention.last.of', { kind: t(`retention.kind.${kind}`), count })]
    })
    .join(' · ')
}
