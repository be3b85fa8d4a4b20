import type { Say } from '@/app/_i18n/messages'
import type { News } from '@/lib/calendar/changes/change.rules'

const words = { new: 'calendar.news.new', changed: 'calendar.news.changed' } as const

/** 新 or 有变动, until the reader has acknowledged the changes. */
export function NewsTag({ say, news }: { say: Say; news: News }) {
  return (
    <span className="mr-1 rounded-sm bg-cinnabar px-1 font-semibold text-white text-xs print:border print:border-ink print:bg-white print:text-ink">
      {say.t(words[news])}
    </span>
  )
}
