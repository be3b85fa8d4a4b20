import type { Say } from '@/app/_i18n/messages'
import { dayWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import type { Found } from '@/lib/calendar/search/search.queries'
import { piecesOf } from '@/lib/calendar/search/search.rules'
import type { Day } from '@/lib/core/time'

type Props = { say: Say; found: Found; words: string[]; today: Day }

/** One search result, with the matches highlighted. */
export function FoundLine({ say, found, words, today }: Props) {
  const { kind, title, day, timeWords, lecturer, topics, unitName, status } = found
  return (
    <li className="border-line border-t first:border-t-0">
      <Link
        href={hrefOf(found)}
        className="flex min-h-11 items-start justify-between gap-3 py-2 text-ink no-underline"
      >
        <span className="min-w-0">
          <span className="block font-semibold">
            <Marked text={title} words={words} />
          </span>
          <span className="block text-ink-3 text-sm">
            {timeWords ?? dayWords(say, day, today)} · {unitName}
            {lecturer && (
              <>
                {' · '}
                <Marked text={say.t('search.lecturer', { name: lecturer })} words={words} />
              </>
            )}
            {topics && (
              <>
                {' · '}
                <Marked text={say.t('search.topics', { names: topics })} words={words} />
              </>
            )}
          </span>
        </span>
        <span className="flex flex-none gap-1 pt-0.5">
          {(status === 'cancelled' || status === 'postponed') && (
            <Tag>{say.term(`activityStatus.${status}`)}</Tag>
          )}
          <Tag tone={kind === 'activity' ? 'go' : 'quiet'}>{say.t(`search.kind.${kind}`)}</Tag>
        </span>
      </Link>
    </li>
  )
}

function Marked({ text, words }: { text: string; words: string[] }) {
  // The parts have no identity of their own but their position in the text.
  let at = 0
  return piecesOf(text, words).map(({ text: piece, isHit }) => {
    at += piece.length
    return isHit ? (
      <mark key={at} className="bg-ochre-wash text-ink underline decoration-ochre">
        {piece}
      </mark>
    ) : (
      piece
    )
  })
}

function hrefOf({ kind, id, planId }: Found): string {
  if (kind === 'planItem') return `/plans/${planId}/items/${id}`
  return kind === 'exam' ? `/exams/${id}` : `/activities/${id}`
}
