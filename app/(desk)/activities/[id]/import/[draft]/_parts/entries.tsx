import type { Say } from '@/app/_i18n/messages'
import { TableCard } from '@/app/_ui/table'
import { Tag, type Tone } from '@/app/_ui/tag'
import type { Mark } from '@/lib/attendance/attendance.rules'
import { minutesOf, stayWords } from '@/lib/attendance/meeting-log/meeting-log.rules'
import { type Entry, type MeetingLogPreview, toWrite } from '@/lib/attendance/meeting-log/preview.rules'

const SHOWN = 500

const tone: Partial<Record<Mark, Tone>> = { present: 'done', late: 'soon', leftEarly: 'soon' }

/** Who gets which mark, and from which rows. */
export function Entries({ say, plan }: { say: Say; plan: MeetingLogPreview }) {
  const entries = toWrite(plan)
  if (entries.length === 0) return null
  const title = say.t('meetingLog.entries.title', { count: entries.length })
  return (
    <section className="mb-6">
      <h2 className="mb-2">{title}</h2>
      <TableCard label={title}>
        <EntryTable say={say} entries={entries} />
      </TableCard>
    </section>
  )
}

export function EntryTable({ say, entries }: { say: Say; entries: Entry[] }) {
  const { t } = say
  return (
    <table>
      <thead>
        <tr>
          <th scope="col" className="whitespace-nowrap">
            {t('meetingLog.entries.who')}
          </th>
          <th scope="col" className="whitespace-nowrap">
            {t('meetingLog.entries.mark')}
          </th>
          <th scope="col" className="whitespace-nowrap">
            {t('meetingLog.entries.stay')}
          </th>
          <th scope="col" className="n whitespace-nowrap">
            {t('meetingLog.entries.minutes')}
          </th>
          <th scope="col" className="whitespace-nowrap">
            {t('meetingLog.entries.unit')}
          </th>
          <th scope="col" className="whitespace-nowrap">
            {t('meetingLog.entries.lines')}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.slice(0, SHOWN).map(entry => (
          <tr key={entry.someone.personId}>
            <td className="whitespace-nowrap">
              {entry.someone.name}
              <span className="desk:ml-2 block desk:inline text-ink-3 text-sm">
                {t(`meetingLog.entries.by.${entry.by}`)}
              </span>
            </td>
            <td className="whitespace-nowrap">
              {entry.mark && <Tag tone={tone[entry.mark]}>{say.term(`mark.${entry.mark}`)}</Tag>}
              {entry.isWalkIn && (
                <span className="ml-2 text-ink-3 text-sm">{t('meetingLog.entries.walkIn')}</span>
              )}
              {entry.outcome === 'changed' && (
                <span className="ml-2 text-ink-3 text-sm">
                  {t('meetingLog.entries.was', { mark: say.term(`mark.${entry.was?.mark ?? 'none'}`) })}
                </span>
              )}
            </td>
            <td className="whitespace-nowrap">{stayWords(entry.presence) || '—'}</td>
            <td className="n">{minutesOf(entry.presence) ?? '—'}</td>
            <td className="whitespace-nowrap">{entry.someone.unitName}</td>
            <td>{entry.rows.join('、')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
