import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { dateWords, spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { canConfirm, canOrganise } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { activityById } from '@/lib/activity/activity.queries'
import { rowHistory } from '@/lib/attendance/attendance.queries'
import { attended, correctionRefusal, isLateMakeUp, markRefusal } from '@/lib/attendance/attendance.rules'
import { leavesOfRow } from '@/lib/attendance/leave/leave.queries'
import { approveRefusal } from '@/lib/attendance/leave/leave.rules'
import { debtOfRow, makeUpsOfRow } from '@/lib/attendance/makeup/makeup.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { leaveKindsOf } from '@/lib/organisation/settings/setting.queries'
import { isOnlineStudy } from '@/lib/organisation/settings/study.rules'
import { Answered } from '../../../../attachments/_parts/answered'
import { Proofs } from '../../../../attachments/_parts/proofs'
import { CompletionForm, MakeUpForm, MarkForm, StandingForm } from './_parts/forms'
import { AgreedLeaveForm, LeaveCard } from './_parts/leave-card'
import { DebtCard, MadeUps } from './_parts/made-ups'
import { RowHistory } from './_parts/row-history'

export const generateMetadata = titled('attendance.person.history')

/** One person's row of a sheet: the record, what can be corrected, made up or exempted, and its history. */
export default async function RowPage({
  params,
  searchParams,
}: PageProps<'/activities/[id]/sheet/[person]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t, term } = say
  const { id, person } = await params
  const { activity, unit } = await orNotFound(activityById(viewer, idOf(id)))
  const { row, entries } = await orNotFound(rowHistory(viewer, activity.id, idOf(person)))
  const today = dayOf(now())
  const [leaves, debt, madeUps, kinds] = await Promise.all([
    leavesOfRow(viewer, activity.id, row.personId),
    debtOfRow(viewer, activity.id, row.personId, today),
    makeUpsOfRow(viewer, activity.id, row.personId),
    leaveKindsOf(),
  ])
  const organises = canOrganise(viewer, unit.path)
  const open = organises && activity.status !== 'closed' && activity.status !== 'cancelled'
  const corrects = correctionRefusal(activity, row, today) === null
  const isStudy = isOnlineStudy(activity.form)
  const owes = !isStudy && row.standing === 'required' && !attended(row) && activity.day <= today
  return (
    <>
      <PageHead
        above={
          <>
            <Link href={`/activities/${activity.id}/sheet#p${row.personId}`}>{activity.title}</Link>
            {` / ${spanWords(say, activity, today)}`}
          </>
        }
        title={row.name}
        below={[row.unitName, row.post].filter(Boolean).join(' · ')}
      />
      <p className="mb-6 flex flex-wrap items-center gap-2">
        <Tag tone={row.standing === 'required' ? 'go' : 'quiet'}>{term(`standing.${row.standing}`)}</Tag>
        {isStudy ? (
          <Tag tone={row.completedOn ? 'done' : 'quiet'}>
            {row.completedOn
              ? t('attendance.study.completedOn', { day: dateWords(say, row.completedOn, today) })
              : term('state.notCompleted')}
          </Tag>
        ) : (
          <Tag tone={attended(row) ? 'done' : row.mark === 'absent' ? 'owed' : 'quiet'}>
            {term(`mark.${row.mark ?? 'none'}`)}
          </Tag>
        )}
        {row.madeUpOn && (
          <Tag tone="done">{t('attendance.person.madeUp', { day: dateWords(say, row.madeUpOn, today) })}</Tag>
        )}
        {isLateMakeUp(row) && <Tag tone="soon">{term('state.lateMakeUp')}</Tag>}
        {row.reason && <span className="text-ink-2">{row.reason}</span>}
      </p>
      <Answered say={say} asked={await searchParams} />
      <div className="grid desk:grid-cols-2 gap-6">
        {organises && (
          <div className="grid gap-6 self-start">
            {activity.status === 'closed' && (
              <p className="text-ink-2 text-sm">
                {t('attendance.person.closed')}{' '}
                {canConfirm(viewer, unit.path) && (
                  <Link href={`/activities/${activity.id}/reopen`}>{t('activity.action.reopen')}</Link>
                )}
              </p>
            )}
            <LeaveCard say={say} leaves={leaves} today={today} mayTakeBack />
            {debt && <DebtCard say={say} debt={debt} today={today} />}
            {owes && (
              <MakeUpForm
                say={say}
                row={row}
                activityId={activity.id}
                today={today}
                due={row.makeUpDue && dateWords(say, row.makeUpDue, today)}
              />
            )}
            {madeUps.length > 0 && (
              <MadeUps say={say} row={row} activityId={activity.id} madeUps={madeUps} today={today} />
            )}
            {open && approveRefusal(activity, row) === null && row.mark !== 'leave' && (
              <AgreedLeaveForm say={say} row={row} activityId={activity.id} kinds={kinds} />
            )}
            {isStudy && open && row.standing === 'required' && (
              <CompletionForm say={say} row={row} activityId={activity.id} today={today} />
            )}
            {(corrects || (markRefusal(activity, row, today) === null && row.standing !== 'exempt')) && (
              <MarkForm say={say} row={row} activityId={activity.id} isCorrection={corrects} />
            )}
            {open && row.standing !== 'walkIn' && (
              <StandingForm say={say} row={row} activityId={activity.id} />
            )}
          </div>
        )}
        {!organises && leaves.length > 0 && (
          <LeaveCard say={say} leaves={leaves} today={today} mayTakeBack={false} />
        )}
        <div className="grid gap-6 self-start">
          {(['leave', 'makeUp'] as const).map(kind => (
            <Proofs
              key={kind}
              say={say}
              viewer={viewer}
              of={{ activityId: activity.id, personId: row.personId, kind }}
              back={`/activities/${activity.id}/sheet/${row.personId}`}
              mayAdd={
                organises && (kind === 'leave' ? leaves.length > 0 : debt !== null || madeUps.length > 0)
              }
              today={today}
            />
          ))}
          <RowHistory say={say} entries={entries} today={today} />
        </div>
      </div>
    </>
  )
}
