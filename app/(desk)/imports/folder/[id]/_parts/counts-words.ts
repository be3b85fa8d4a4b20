import type { Say } from '@/app/_i18n/messages'
import type { Counts } from '@/lib/spreadsheet/preview.rules'

const shown = ['new', 'changed', 'unchanged', 'leftOut'] as const

/** `新增 4，不变 1`: what there is none of is not said. */
export function countsWords({ t }: Say, counts: Counts): string {
  const asked = counts.faulty + counts.doubtful
  const words = shown.flatMap(each =>
    counts[each] > 0 ? [t(`importFolder.counts.${each}`, { count: counts[each] })] : [],
  )
  const all = asked > 0 ? [...words, t('importFolder.counts.asked', { count: asked })] : words
  return all.length > 0 ? all.join(t('importFolder.counts.and')) : t('importFolder.counts.none')
}
