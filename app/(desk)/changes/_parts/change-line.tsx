import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { spanWords, stampWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag, type Tone } from '@/app/_ui/tag'
import type { ownChanges } from '@/lib/calendar/changes/change.queries'
import type { ChangeKind } from '@/lib/calendar/changes/change.rules'
import type { Day } from '@/lib/core/time'

type Props = {
  say: Say
  change: Awaited<ReturnType<typeof ownChanges>>['changes'][number]
  today: Day
}

const tones: Record<ChangeKind, Tone> = {
  new: 'go',
  moved: 'soon',
  place: 'soon',
  changed: 'soon',
  postponed: 'owed',
  cancelled: 'owed',
  noLongerDue: 'quiet',
  exempt: 'quiet',
}

/** One change: what happened to which activity, old and new value, and which unit did it when. */
export function ChangeLine({ say, change, today }: Props) {
  const { t } = say
  const { kind, id, title, what, when, wasWhen, wasPlace, place, wasTitle, reason, hostName, at } = change
  const words = spanWords(say, when, today)
  const lines: ReactNode[] = [
    what === 'postponed'
      ? t('changes.was', { when: words })
      : wasWhen
        ? t('changes.fromTo', { from: spanWords(say, wasWhen, today), to: words })
        : words,
    wasPlace === null
      ? place
      : t('changes.placeFromTo', {
          from: wasPlace || t('notice.placeOpen'),
          to: place ?? t('notice.placeOpen'),
        }),
    wasTitle === null ? null : t('changes.wasTitle', { title: wasTitle }),
    reason === null ? null : t('activity.page.statusReason', { reason }),
  ]
  // People no longer on the list may not open the activity.
  const isGone = what === 'noLongerDue'
  const name = <span className={what === 'cancelled' ? 'line-through' : ''}>{title}</span>
  return (
    <li className="grid desk:grid-cols-[92px_1fr_auto] gap-x-4 gap-y-0.5 border-line border-t py-3 first:border-t-0">
      <div>
        <Tag tone={tones[what]}>{t(`changes.what.${what}`)}</Tag>
      </div>
      <div className="min-w-0">
        <h2 className="font-semibold text-base">
          {isGone ? (
            name
          ) : (
            <Link
              href={kind === 'exam' ? `/exams/${id}` : `/activities/${id}`}
              className="inline-block py-0.5 text-ink"
            >
              {name}
            </Link>
          )}
        </h2>
        {lines.filter(Boolean).map((line, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one change have no other identity
          <p key={nth} className="text-ink-2 text-sm">
            {line}
          </p>
        ))}
      </div>
      <p className="text-ink-3 text-sm">
        {t('changes.by', { unit: hostName, when: stampWords(say, at, today) })}
      </p>
    </li>
  )
}
