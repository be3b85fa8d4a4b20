import type { Say } from '@/app/_i18n/messages'
import { type Day, monthOf } from '@/lib/core/time'
import { weekdayWords } from './day-words'

/** A day as the leaf of a tear-off calendar; decorative, since the text beside it contains the day. */
export function DayLeaf({ say, day }: { say: Say; day: Day }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-sheet text-center" aria-hidden="true">
      <span className="block bg-cinnabar font-semibold text-sm text-white leading-[26px]">
        {say.t('common.date.month', { month: monthOf(day) })}
      </span>
      <span className="block font-semibold font-song text-[38px] leading-[1.25]">{Number(day.slice(8))}</span>
      <span className="block pb-1.5 text-[13px] text-ink-3">{weekdayWords(say, day)}</span>
    </div>
  )
}
