import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { OnDay } from '@/lib/calendar/calendar.rules'
import { hoursWords } from './day-words'
import { NewsTag } from './news-tag'
import { StateShape } from './state-shape'
import type { Tone } from './tag'

const bars: Record<Tone, string> = {
  go: 'border-indigo bg-indigo-wash',
  done: 'border-pine bg-pine-wash',
  soon: 'border-ochre bg-ochre-wash',
  owed: 'border-cinnabar bg-cinnabar-wash',
  quiet: 'border-line-strong bg-sunk',
}

type Props = { say: Say; entry: OnDay; href: string; isRoomy?: boolean }

/** An entry in a grid: in a month one truncated line; in a week with its time and in full length. */
export function EntryLine({ say, entry, href, isRoomy = false }: Props) {
  const { tone, word, isOff, movable } = entry
  const isSaid = isSaidBefore(entry)
  const hours = hoursWords(entry)
  // An entry that can be moved has the data attributes for the dialog (move-day.client.tsx).
  const move =
    movable === undefined
      ? {}
      : {
          'data-move': entry.id,
          'data-version': movable,
          'data-from': entry.day,
          'data-title': entry.title,
          'aria-keyshortcuts': 'M',
        }
  return (
    <Link
      href={href}
      title={[partTitle(say, entry), hours, say.term(word)].filter(Boolean).join(' · ')}
      {...move}
      className={`mt-0.5 flex gap-1 rounded-sm border-l-[3px] px-1 text-ink no-underline print:border-ink print:bg-white ${isRoomy ? 'py-1' : 'items-center'} ${bars[tone]}`}
    >
      <span className={isRoomy ? 'mt-0.5' : 'contents'}>
        <StateShape tone={tone} />
      </span>
      {/* Text for screen readers is inside the truncated element, or it would widen the page. */}
      <span className={`relative ${isRoomy ? 'min-w-0 break-words' : 'truncate'}`}>
        {entry.news && <NewsTag say={say} news={entry.news} />}
        {isRoomy && hours !== '' && <span className="block text-ink-2">{hours}</span>}
        {isSaid ? <b className="font-semibold">{say.term(word)} </b> : null}
        <span className={isOff ? 'line-through' : ''}>{partTitle(say, entry)}</span>
        {isSaid ? null : <span className="sr-only"> {say.term(word)}</span>}
        {isRoomy && entry.place && <span className="block text-ink-3">{entry.place}</span>}
      </span>
    </Link>
  )
}

/** The exceptions say their word before the title, which may be truncated: missed, late, optional, cancelled. */
function isSaidBefore({ tone, word, isOff, kind }: OnDay): boolean {
  if (kind === 'makeUp') return false
  return (
    tone === 'soon' ||
    tone === 'owed' ||
    isOff ||
    word === 'activity.optional' ||
    word === 'standing.invited' ||
    word === 'activityStatus.draft'
  )
}

/** Says which end of an entry of several days this is; of a make-up, that this is the deadline. */
export function partTitle(say: Say, { title, part, kind, isMakeUp }: OnDay): string {
  if (kind === 'makeUp') return say.t('calendar.part.makeUp', { title })
  if (isMakeUp) return say.t('calendar.part.makeUpExam', { title })
  return part === 'whole' ? title : say.t(`calendar.part.${part}`, { title })
}
