import { SelectField, TextArea } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { activityById } from '@/lib/activity/activity.queries'
import { rowOf } from '@/lib/attendance/attendance.queries'
import { leavesOfRow } from '@/lib/attendance/leave/leave.queries'
import { askRefusal } from '@/lib/attendance/leave/leave.rules'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { leaveKindsOf } from '@/lib/organisation/settings/setting.queries'
import { Answered } from '../../../attachments/_parts/answered'
import { Proofs } from '../../../attachments/_parts/proofs'
import { LeaveRecord } from './_parts/leave-record'
import { askForLeave } from './actions'

export const generateMetadata = titled('leave.own.title')

/** 请假 by the viewer for one activity: ask, see the decision, withdraw it. */
export default async function LeavePage({ params, searchParams }: PageProps<'/activities/[id]/leave'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const id = idOf((await params).id)
  const { activity } = await orNotFound(activityById(viewer, id))
  const personId = viewer.personId ?? 0
  const [listed, requests, kinds] = await Promise.all([
    rowOf(viewer, id, personId).catch(error => {
      if (error instanceof NotFound) return null
      throw error
    }),
    leavesOfRow(viewer, id, personId),
    leaveKindsOf(),
  ])
  const at = now()
  const today = dayOf(at)
  const refusal = listed ? askRefusal(activity, listed.row, at) : 'notRequired'
  const isOpen = requests.some(each => each.state === 'asked' || each.state === 'approved')
  const labels = { kind: t('leave.own.kind'), reason: t('leave.own.reason') }
  return (
    <>
      <PageHead
        above={<Link href={`/activities/${id}`}>{activity.title}</Link>}
        title={t('leave.own.title')}
        below={spanWords(say, activity, today)}
      />
      <Answered say={say} asked={await searchParams} />
      <div className="grid max-w-2xl gap-6">
        {requests.length > 0 && (
          <section className="card" aria-labelledby="requests">
            <h2 id="requests">{t('leave.own.history')}</h2>
            <ul className="mt-2">
              {requests.map(each => (
                <LeaveRecord key={each.id} say={say} leave={each} today={today} mayTakeBack />
              ))}
            </ul>
          </section>
        )}
        {requests.length > 0 && (
          <Proofs
            say={say}
            viewer={viewer}
            of={{ activityId: id, personId, kind: 'leave' }}
            back={`/activities/${id}/leave`}
            mayAdd={isOpen}
            today={today}
          />
        )}
        {!isOpen && refusal === null && (
          <section className="card">
            <p className="mb-4 text-ink-2">{t('leave.own.lead')}</p>
            <Form action={askForLeave} labels={labels}>
              <input type="hidden" name="activityId" value={id} />
              <SelectField
                name="kind"
                label={labels.kind}
                choices={kinds.map(({ kind }) => ({ value: kind, label: kind }))}
                className="max-w-60"
              />
              <TextArea name="reason" label={labels.reason} hint={t('leave.own.reasonHint')} />
              <button type="submit" className="btn btn-main">
                {t('leave.own.submit')}
              </button>
            </Form>
          </section>
        )}
        {!isOpen && refusal !== null && (
          <p className="text-ink-2">
            {refusal === 'notRequired' ? t('leave.own.notListed') : t(`leave.refused.${refusal}`)}
          </p>
        )}
        <p>
          <Link href={`/activities/${id}`} className="btn">
            {t('leave.own.back')}
          </Link>
        </p>
      </div>
    </>
  )
}
