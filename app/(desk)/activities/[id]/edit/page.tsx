import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { canOrganise } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { activityChoices, activityPage } from '@/lib/activity/activity.queries'
import { now } from '@/lib/core/clock'
import { timeOf, yearOf } from '@/lib/core/time'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'
import { ActivityForm, type Begin, withTopics } from '../../_parts/activity-form'
import { saveActivity } from '../../actions'

export const generateMetadata = titled('activity.form.editTitle')

export default async function EditActivityPage({ params }: PageProps<'/activities/[id]/edit'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { activity, unit, audience, hosts, targets, topics } = await orNotFound(
    activityPage(viewer, idOf((await params).id)),
  )
  if (!canOrganise(viewer, unit.path)) notFound()
  const choices = await activityChoices(viewer, yearOf(activity.day))
  const begin: Begin = {
    title: activity.title,
    form: activity.form,
    hostUnitId: activity.hostUnitId,
    day: activity.day,
    lastDay: activity.lastDay === activity.day ? null : activity.lastDay,
    starts: activity.startsAt === null ? '' : timeOf(activity.startsAt),
    ends: activity.endsAt === null ? '' : timeOf(activity.endsAt),
    signInFrom: activity.signInFrom === null ? '' : timeOf(activity.signInFrom),
    lateAfter: activity.lateAfter === null ? '' : timeOf(activity.lateAfter),
    signInUntil: activity.signInUntil === null ? '' : timeOf(activity.signInUntil),
    place: activity.place ?? '',
    lecturer: activity.lecturer ?? '',
    lecturerRank: activity.lecturerRank ?? '',
    hours: activity.hours,
    compulsory: activity.compulsory,
    isPublic: activity.isPublic,
    campaign: activity.campaign ?? '',
    audienceWords: audience?.words ?? '',
    invitedNames: (audience?.people ?? [])
      .filter(person => person.how === 'invited')
      .map(person => person.name)
      .join('、'),
    coHosts: hosts.map(host => host.name).join('、'),
    targets,
    topicIds: topics.map(topic => topic.id),
    remark: activity.remark ?? '',
  }
  return (
    <>
      <PageHead
        title={say.t('activity.form.editTitle')}
        above={<Link href={`/activities/${activity.id}`}>{activity.title}</Link>}
        below={isRollFrozen(activity, now()) ? say.t('activity.form.frozen') : undefined}
      />
      <ActivityForm
        say={say}
        action={saveActivity}
        begin={begin}
        choices={withTopics(choices, topics)}
        hidden={{ id: activity.id, version: activity.version }}
        drafts={activity.status === 'draft'}
      />
    </>
  )
}
