import { TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { Drafted } from '@/lib/attendance/meeting-log/meeting-log.queries'
import { type Hours, minutesOf } from '@/lib/attendance/meeting-log/meeting-log.rules'
import type { MeetingLogPreview } from '@/lib/attendance/meeting-log/preview.rules'
import { timeOf } from '@/lib/core/time'
import { saveRule } from '../../actions'

type Props = { say: Say; drafted: Drafted; hours: Hours; plan: MeetingLogPreview }

/** How minutes become marks, with the times of this activity, and where the rule can be changed. */
export function RuleCard({ say, drafted, hours, plan }: Props) {
  const { t } = say
  const { draft, activity } = drafted
  const { rule, from, to } = draft.options
  const labels = {
    from: t('meetingLog.rule.from'),
    to: t('meetingLog.rule.to'),
    lateAfter: t('meetingLog.rule.lateAfter'),
    share: t('meetingLog.rule.shareLabel'),
    least: t('meetingLog.rule.leastLabel'),
  }
  return (
    <section className="card mb-6 max-w-3xl">
      <h2 className="mb-1">{t('meetingLog.rule.title')}</h2>
      <ul className="mb-2 text-ink-2 text-sm">
        {sentences(say, rule, hours, plan, activity.day !== activity.lastDay).map(text => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <details>
        <summary className="min-h-11 py-2 font-semibold">{t('meetingLog.rule.change')}</summary>
        <Form action={saveRule} labels={labels}>
          <input type="hidden" name="draftId" value={draft.id} />
          <p className="mb-2 text-ink-3 text-sm">
            {t('meetingLog.rule.hoursHint')} · {t('meetingLog.rule.zero')}
          </p>
          <div className="grid gap-x-5 sm:grid-cols-2">
            <TextField name="from" label={labels.from} value={from} type="time" />
            <TextField name="to" label={labels.to} value={to} type="time" />
            <TextField name="lateAfter" label={labels.lateAfter} value={rule.lateAfter} type="number" />
            <TextField name="share" label={labels.share} value={rule.share} type="number" />
            <TextField name="least" label={labels.least} value={rule.least} type="number" />
          </div>
          <Tick name="keep" label={t('meetingLog.rule.keep', { form: activity.form })} />
          <button type="submit" className="btn">
            {t('meetingLog.rule.submit')}
          </button>
        </Form>
      </details>
    </section>
  )
}

function sentences(
  { t }: Say,
  { lateAfter, share, least }: Drafted['draft']['options']['rule'],
  { from, to }: Hours,
  plan: MeetingLogPreview,
  isLonger: boolean,
): string[] {
  const told = [...plan.entries, ...plan.open].some(each => minutesOf(each.presence) !== null)
  const length = from !== null && to !== null ? Math.round((to - from) / 60_000) : null
  const late =
    from === null
      ? t('meetingLog.rule.noStart')
      : lateAfter > 0 && t('meetingLog.rule.late', { time: timeOf(from + lateAfter * 60_000) })
  const early =
    length === null
      ? t('meetingLog.rule.noEnd')
      : !told
        ? t('meetingLog.rule.noMinutes')
        : share > 0 && t('meetingLog.rule.share', { share, minutes: Math.ceil((length * share) / 100) })
  return [
    isLonger && t('meetingLog.rule.severalDays'),
    from !== null && to !== null && t('meetingLog.rule.hours', { from: timeOf(from), to: timeOf(to) }),
    !isLonger && late,
    !isLonger && early,
    told && least > 0 && t('meetingLog.rule.least', { least }),
    t('meetingLog.rule.present'),
  ].filter(text => text !== false)
}
