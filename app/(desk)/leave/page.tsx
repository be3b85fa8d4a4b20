import { notFound } from 'next/navigation'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { decidedLeaves, waitingLeaves } from '@/lib/attendance/leave/leave.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { LeaveRecord } from '../activities/[id]/leave/_parts/leave-record'
import { Proofs } from '../attachments/_parts/proofs'
import { DecideForm } from './_parts/decide-form'
import { LeaveHead } from './_parts/leave-head'

export const generateMetadata = titled('leave.list.title')

/** 待批请假: leaders of the units decide; an organiser reads it and sees the latest decisions. */
export default async function LeavesPage() {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'leader', 'administrator')) notFound()
  const [waiting, decided, say] = await Promise.all([
    waitingLeaves(viewer),
    decidedLeaves(viewer, 20),
    saying(),
  ])
  const { t } = say
  const today = dayOf(now())
  const decides = holds(viewer, 'leader', 'administrator')
  return (
    <>
      <PageHead
        title={t('leave.list.title')}
        below={t(decides ? 'leave.list.lead' : 'leave.list.leadOrganiser')}
      />
      {waiting.length === 0 ? (
        <Empty text={t('leave.list.none')} />
      ) : (
        <>
          <h2 className="mb-2">{t('leave.list.waiting', { count: waiting.length })}</h2>
          <ul className="grid gap-4">
            {waiting.map(leave => (
              <li key={leave.id} className="card grid desk:grid-cols-2 gap-x-8 gap-y-3">
                <div className="min-w-0">
                  <LeaveHead say={say} leave={leave} today={today} />
                  <p className="mt-2 break-words">
                    <b className="font-semibold">{leave.kind}</b> {leave.reason}
                  </p>
                  <Proofs
                    say={say}
                    viewer={viewer}
                    of={{ activityId: leave.activityId, personId: leave.personId, kind: 'leave' }}
                    back="/leave"
                    mayAdd={false}
                    today={today}
                  />
                </div>
                {leave.mayDecide ? (
                  <DecideForm say={say} leave={leave} />
                ) : (
                  <p className="self-center text-ink-2 text-sm">
                    {t('leave.list.other')}{' '}
                    <Link
                      href={`/activities/${leave.activityId}/sheet/${leave.personId}`}
                      className="inline-flex min-h-11 items-center"
                    >
                      {t('leave.list.open')}
                    </Link>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <section className="mt-8" aria-labelledby="decided">
        <h2 id="decided" className="border-line-strong border-b pb-1.5">
          {t('leave.list.decided')}
        </h2>
        {decided.length === 0 && <p className="pt-3 text-ink-3">{t('leave.list.noneDecided')}</p>}
        <ul>
          {decided.map(leave => (
            <li key={leave.id} className="border-line border-b pt-2.5 last:border-0">
              <LeaveHead say={say} leave={leave} today={today} />
              <ul>
                <LeaveRecord say={say} leave={leave} today={today} mayTakeBack={false} />
              </ul>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
