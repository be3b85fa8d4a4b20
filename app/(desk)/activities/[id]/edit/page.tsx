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
import { yearOf } from '@/lib/core/time'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'
import { ActivityForm, withTopics } from '../../_parts/activity-form'
import { savedFields } from '../../_parts/saved-fields'
import { saveActivity } from '../../actions'

export const generateMetadata = titled('activity.form.editTitle')

export default async function EditActivityPage({ params }: PageProps<'/activities/[id]/edit'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const page = await orNotFound(activityPage(viewer, idOf((await params).id)))
  const { activity, unit, topics } = page
  if (!canOrganise(viewer, unit.path)) notFound()
  const choices = await activityChoices(viewer, yearOf(activity.day))
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
        begin={savedFields(page)}
        choices={withTopics(choices, topics)}
        hidden={{ id: activity.id }}
        version={activity.version}
        drafts={activity.status === 'draft'}
      />
    </>
  )
}
