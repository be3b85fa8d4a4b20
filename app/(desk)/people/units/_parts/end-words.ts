import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import type { Day } from '@/lib/core/time'

type Ended = { lastDay: Day | null; mergedInto: string | null }

/** When a unit was closed, and into which it was merged. */
export function endWords(say: Say, { lastDay, mergedInto }: Ended, today: Day): string | null {
  if (lastDay === null) return null
  const day = dateWords(say, lastDay, today)
  return mergedInto === null
    ? say.t('roster.units.closed', { day })
    : say.t('roster.units.merged', { day, unit: mergedInto })
}
