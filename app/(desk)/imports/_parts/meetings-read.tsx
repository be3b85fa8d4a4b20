import type { Say } from '@/app/_i18n/messages'
import { type MeetingRead, marksRead } from '@/lib/spreadsheet/importer.rules'

type Props = { say: Say; meetings: MeetingRead[] }

/** The meetings of a sheet of marks with their day, and of how many people it says what. */
export function MeetingsRead({ say, meetings }: Props) {
  const { t } = say
  if (meetings.length === 0) return null
  return (
    <ul className="text-sm" aria-label={t('importPreview.meetings.label')}>
      {meetings.map(({ day, title, host, isNew, counts }) => (
        <li key={`${day} ${title} ${host}`} className="break-words">
          <span className="text-ink">{t('importPreview.meetings.of', { day, title, host })}</span>
          {isNew && <span className="text-ochre">{t('importPreview.meetings.isNew')}</span>}
          <span className="text-ink-2">
            {marksRead
              .filter(each => counts[each] > 0)
              .map(each => t(`importPreview.meetings.${each}`, { count: counts[each] }))
              .join(t('importFolder.counts.and'))}
          </span>
        </li>
      ))}
    </ul>
  )
}
