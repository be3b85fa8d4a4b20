import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { canOrganise, canSee } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { activityHistory, activityPage, rollByUnit } from '@/lib/activity/activity.queries'
import { attachmentsOf } from '@/lib/activity/attachments/attachment.queries'
import { doublesOf, mergesOf } from '@/lib/activity/doubles/double.queries'
import { sessionsBeside } from '@/lib/activity/groups/group.queries'
import { stallForm } from '@/lib/activity/outreach/counter.rules'
import { materialsOf } from '@/lib/activity/outreach/material.queries'
import { reviewsUnit } from '@/lib/activity/review/review.queries'
import { deletionRefusal } from '@/lib/activity/status.rules'
import { isAnnounced } from '@/lib/calendar/reminders/notice.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { entryOf } from '@/lib/organisation/review/review.rules'
import { ReviewBox } from '../_parts/review-box'
import { StatusTag } from '../_parts/status-tag'
import { Actions } from './_parts/actions-of-state'
import { Aside } from './_parts/aside'
import { Beside } from './_parts/beside'
import { Done } from './_parts/done'
import { Doubles } from './_parts/doubles'
import { Facts } from './_parts/facts'
import { Files } from './_parts/files'
import { HeadsForm } from './_parts/heads-form'
import { History } from './_parts/history'
import { Materials } from './_parts/materials'
import { NoticeText } from './_parts/notice-text'
import { OwnPart } from './_parts/own-part'
import { RollTable } from './_parts/roll-table'

export async function generateMetadata({ params }: PageProps<'/activities/[id]'>) {
  const viewer = await requireViewer()
  return { title: (await orNotFound(activityPage(viewer, idOf((await params).id)))).activity.title }
}

export default async function ActivityPage({ params, searchParams }: PageProps<'/activities/[id]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const id = idOf((await params).id)
  const page = await orNotFound(activityPage(viewer, id))
  const { activity, unit } = page
  const sees = canSee(viewer, unit.path)
  const organises = canOrganise(viewer, unit.path)
  const at = now()
  const today = dayOf(at)
  const [roll, sessions, outputs, history, files, doubles, merges, mayDecide] = await Promise.all([
    rollByUnit(viewer, id),
    sessionsBeside(viewer, id),
    materialsOf(viewer, id),
    activityHistory(viewer, id),
    attachmentsOf(viewer, id, ['photo', 'signedSheet', 'paperList', 'other']),
    organises ? doublesOf(viewer, id) : [],
    organises ? mergesOf(viewer, id) : [],
    activity.review !== null && reviewsUnit(viewer, unit.id),
  ])
  const required = roll.reduce((sum, row) => sum + row.required, 0)
  // Marks open the roll, so the data of the page is enough to offer the button; the command checks again.
  const mayDelete = organises && deletionRefusal({ ...activity, marks: 0, outputs: outputs.length }) === null
  const unmarked = roll.reduce((sum, row) => sum + row.unmarked, 0)
  return (
    <>
      <PageHead
        above={
          <>
            <Link href="/activities">{t('activity.list.title')}</Link>
            {` / ${activity.form} · ${unit.name}`}
          </>
        }
        title={activity.title}
        below={
          <span className="flex flex-wrap items-center gap-x-2 text-ink-2">
            {activity.status === 'postponed' ? say.term('state.undated') : spanWords(say, activity, today)}
            {activity.place && <span>· {activity.place}</span>}
            <StatusTag say={say} activity={activity} required={required} now={at} />
          </span>
        }
      >
        {organises && activity.form === stallForm && activity.day <= today && (
          <Link href={`/activities/${id}/stall`} className="btn btn-main flex-1">
            {t('counter.link')}
          </Link>
        )}
        {sees && <Actions say={say} viewer={viewer} page={page} required={required} at={at} />}
      </PageHead>
      <Done say={say} asked={(await searchParams).done} {...{ activity, required, today }} />
      {activity.statusReason && (
        <p className="mb-4 text-ink-2">
          {t('activity.page.statusReason', { reason: activity.statusReason })}
        </p>
      )}
      {sees && (
        <ReviewBox
          say={say}
          entry={entryOf({ ...activity, kind: 'activity' })}
          review={activity.review}
          reason={activity.reviewReason}
          mayDecide={mayDecide}
          mayChange={organises}
        />
      )}
      <Doubles say={say} activityId={id} {...{ doubles, merges, today }} />
      <Beside say={say} sessions={sessions} today={today} />
      <div className="grid desk:grid-cols-[minmax(0,1fr)_340px] gap-6">
        <div className="grid min-w-0 gap-6 self-start">
          <OwnPart say={say} viewer={viewer} activity={activity} hostPath={unit.path} at={at} />
          <Facts say={say} page={page} links={sees} />
          <Aside
            say={say}
            activity={activity}
            sees={sees}
            organises={organises}
            mayDelete={mayDelete}
            today={today}
          />
          {roll.length > 0 && (
            <RollTable say={say} activity={activity} roll={roll} unmarked={unmarked} links={sees} />
          )}
          <Files say={say} activityId={id} rows={files} mayAdd={organises} today={today} />
        </div>
        <div className="grid min-w-0 gap-6 self-start">
          {sees && (
            <>
              {(activity.isPublic || activity.heads !== null || required === 0) && (
                <HeadsForm say={say} activity={activity} mayChange={organises} />
              )}
              {isAnnounced(activity, today) && (
                <NoticeText say={say} viewer={viewer} activityId={id} today={today} />
              )}
              <Materials say={say} activity={activity} outputs={outputs} mayChange={organises} />
              <History say={say} entries={history} today={today} />
            </>
          )}
        </div>
      </div>
    </>
  )
}
