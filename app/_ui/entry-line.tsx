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

/** An entry in a grid: one line cut short in a month; in a week with its hour, and as long as it is. */
export function EntryLine({ say, entry, href, isRoomy = false }: Props) {
  const { tone, word, isOff, movable } = entry
  const isSaid = isSaidBefore(entry)
  const hours = hoursWords(entry)
  // What can be moved carries what the dialog asks with (move-day.client.tsx).
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
      {/* What is only read aloud stands inside what is cut off, or it would widen the page. */}
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

/** The exceptions say their word before the title, which may be cut short: what is missed or late, optional, or off. */
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

/** A long one says which of its ends this day is, a make-up that it must be done by then. */
export function partTitle(say: Say, { title, part, kind, isMakeUp }: OnDay): string {
  if (kind === 'makeUp') return say.t('calendar.part.makeUp', { title })
  if (isMakeUp) return say.t('calendar.part.makeUpExam', { title })
  return part === 'whole' ? title : say.t(`calendar.part.${part}`, { title })
}
