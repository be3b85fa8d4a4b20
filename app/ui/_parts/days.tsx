import type { Say } from '@/app/_i18n/messages'
import { DayLeaf } from '@/app/_ui/day-leaf'
import { DayMark, LunarDate } from '@/app/_ui/day-mark'
import { today } from './entries'
import { Part, Sample } from './part'

export function DayLeafPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/day-leaf.tsx">
      <div className="w-20">
        <DayLeaf say={say} day={today} />
      </div>
    </Part>
  )
}

/** First day of a holiday, another day of it, a weekend day that is worked; the lunar date of each. */
export function DayMarkPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/day-mark.tsx">
      <div className="flex flex-wrap gap-6">
        {['2026-10-01', '2026-10-02', '2026-10-10'].map(day => (
          <Sample key={day} of={day}>
            <span className="flex gap-2">
              <DayMark say={say} day={day} corrections={[]} />
              <LunarDate say={say} day={day} />
            </span>
          </Sample>
        ))}
      </div>
    </Part>
  )
}
