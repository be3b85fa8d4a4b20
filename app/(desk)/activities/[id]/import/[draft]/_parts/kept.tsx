import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { MeetingLogDraft } from '@/lib/attendance/meeting-log/meeting-log.queries'
import type { Entry, MeetingLogPreview } from '@/lib/attendance/meeting-log/preview.rules'
import { saveReplaced } from '../../actions'
import { meetingLogWords } from './open-lines'

/**
 * People with a different mark already: it stays unless ticked. Ticked ones are listed too, so that they can be
 * unticked.
 */
export function Kept({ say, draft, plan }: { say: Say; draft: MeetingLogDraft; plan: MeetingLogPreview }) {
  const { t } = say
  const { replace } = draft.options
  const entries = plan.entries.filter(
    each =>
      each.outcome === 'kept' || (each.outcome === 'changed' && replace.includes(each.someone.personId)),
  )
  if (entries.length === 0) return null
  const kept = entries.filter(each => each.outcome === 'kept').length
  return (
    <section className="mb-6">
      <h2>{t('meetingLog.kept.title', { count: kept })}</h2>
      <p className="mb-2 text-ink-3 text-sm">{t('meetingLog.kept.lead')}</p>
      <Form action={saveReplaced} className="card px-5 py-2">
        <input type="hidden" name="draftId" value={draft.id} />
        <ul className="mb-2">
          {entries.map(entry => (
            <li key={entry.someone.personId} className="border-line border-t first:border-t-0">
              <label className="flex min-h-11 flex-wrap items-center gap-x-3 py-1">
                <input
                  type="checkbox"
                  name="replace[]"
                  value={entry.someone.personId}
                  defaultChecked={replace.includes(entry.someone.personId)}
                  aria-label={t('meetingLog.kept.tick', {
                    name: entry.someone.name,
                    mark: markWords(say, entry),
                  })}
                  className="h-5 w-5 shrink-0"
                />
                <b className="font-semibold">{entry.someone.name}</b>
                <span className="text-ink-2">{nowWords(say, entry)}</span>
                <span>{t('meetingLog.kept.becomes', { mark: markWords(say, entry) })}</span>
                <span className="text-ink-3 text-sm">{meetingLogWords(say, entry.presence)}</span>
              </label>
            </li>
          ))}
        </ul>
        <button type="submit" className="btn">
          {t('meetingLog.kept.submit')}
        </button>
      </Form>
    </section>
  )
}

function nowWords(say: Say, { was }: Entry): string {
  if (!was?.mark) return say.t('meetingLog.kept.madeUp')
  const how = say.said(`attendance.person.how.${was.how}`) ?? '—'
  return say.t('meetingLog.kept.is', { mark: say.term(`mark.${was.mark}`), how })
}

function markWords(say: Say, { mark }: Entry): string {
  return say.term(`mark.${mark ?? 'none'}`)
}
