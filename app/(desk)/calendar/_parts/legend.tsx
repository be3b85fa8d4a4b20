import type { MessageKey, Say } from '@/app/_i18n/messages'
import { StateShape } from '@/app/_ui/state-shape'
import type { Tone } from '@/app/_ui/tag'

const own: [Tone, MessageKey][] = [
  ['go', 'calendar.legendGo'],
  ['done', 'calendar.legendDone'],
  ['soon', 'calendar.legendSoon'],
  ['owed', 'calendar.legendOwed'],
  ['quiet', 'calendar.legendQuiet'],
]
const unit: [Tone, MessageKey][] = [
  ['go', 'calendar.legendScheduled'],
  ['done', 'calendar.legendHeld'],
  ['soon', 'calendar.legendAwaiting'],
  ['quiet', 'calendar.legendDraft'],
]

/** The legend of the shapes. */
export function Legend({ say, isOwn }: { say: Say; isOwn: boolean }) {
  return (
    <ul
      aria-label={say.t('calendar.legend')}
      className="desk:flex hidden flex-wrap gap-x-4 gap-y-1 text-ink-3 text-sm print:flex"
    >
      {(isOwn ? own : unit).map(([tone, label]) => (
        <li key={tone} className="flex items-center gap-1.5">
          <StateShape tone={tone} />
          {say.t(label)}
        </li>
      ))}
    </ul>
  )
}
