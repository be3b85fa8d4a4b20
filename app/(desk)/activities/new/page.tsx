import { notFound } from 'next/navigation'
import { numberIn, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { dateWords } from '@/app/_ui/day-words'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds, type Viewer } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { activityChoices } from '@/lib/activity/activity.queries'
import { proposalOf } from '@/lib/calendar/scheduling/scheduling.queries'
import { now } from '@/lib/core/clock'
import { type Day, dayOf, isDay, yearOf } from '@/lib/core/time'
import { publicFormsOf } from '@/lib/organisation/settings/setting.queries'
import { occurrenceOf } from '@/lib/plan/plan.queries'
import { ActivityForm, type Begin, withTopics } from '../_parts/activity-form'
import { makeActivity } from '../actions'

export const generateMetadata = titled('activity.form.newTitle')

export default async function NewActivityPage({ searchParams }: PageProps<'/activities/new'>) {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'administrator')) notFound()
  const say = await saying()
  const asked = await searchParams
  const today = dayOf(now())
  const occurrenceId = numberIn(asked.occurrence)
  const day = typeof asked.day === 'string' && isDay(asked.day) ? asked.day : null
  const planned = occurrenceId === null ? null : await orNotFound(fromPlan(viewer, occurrenceId, today))
  const stall = asked.as === 'stall' ? await stallToday() : {}
  // Of a photo that waits: the day and the words of its name.
  const named = typeof asked.title === 'string' ? { title: asked.title.slice(0, LONGEST_TITLE) } : {}
  const proposed = { ...blank, day: today, ...stall, ...planned?.begin, ...(day ? { day } : {}), ...named }
  const choices = await activityChoices(viewer, yearOf(proposed.day))
  const own =
    choices.units.find(unit => unit.name === asked.host) ??
    choices.units.find(unit => viewer.ownUnitPaths.includes(unit.path))
  const begin = { ...proposed, hostUnitId: proposed.hostUnitId ?? own?.id ?? null }
  return (
    <>
      <PageHead
        title={say.t(asked.as === 'stall' ? 'activity.form.stallTitle' : 'activity.form.newTitle')}
        below={
          planned &&
          say.t('activity.form.fromPlan', {
            plan: planned.planTitle,
            content: planned.content,
            from: dateWords(say, planned.fromDay, today),
            to: dateWords(say, planned.toDay, today),
          })
        }
      />
      <ActivityForm
        say={say}
        action={makeActivity}
        begin={{ ...begin, hostUnitId: begin.hostUnitId ?? choices.units[0]?.id ?? null }}
        choices={withTopics(choices, planned?.topics ?? [])}
        hidden={occurrenceId === null ? {} : { occurrenceId }}
        drafts
      />
    </>
  )
}

const LONGEST_TITLE = 200

const blank: Omit<Begin, 'day'> = {
  title: '',
  form: '',
  hostUnitId: null,
  lastDay: null,
  starts: '',
  ends: '',
  signInFrom: '',
  lateAfter: '',
  signInUntil: '',
  place: '',
  lecturer: '',
  lecturerRank: '',
  hours: null,
  compulsory: true,
  isPublic: false,
  campaign: '',
  audienceWords: '',
  invitedNames: '',
  coHosts: '',
  targets: [],
  topics: [],
  remark: '',
}

/** A street stall is public, and nobody is obliged to attend. */
async function stallToday() {
  const [form = ''] = await publicFormsOf()
  return { form, compulsory: false, isPublic: true }
}

/** Initial values from an occurrence of a plan item, with the proposed day. */
async function fromPlan(viewer: Viewer, occurrenceId: number, today: Day) {
  const [{ plan, item, occurrence }, publicForms] = await Promise.all([
    occurrenceOf(viewer, occurrenceId, today),
    publicFormsOf(),
  ])
  const isPublic = publicForms.includes(item.form)
  const proposal = await proposalOf(viewer, item, occurrence.id, { today })
  // No proposal for a period in the past: the last day of the occurrence.
  const day = proposal?.day ?? occurrence.toDay
  const begin = {
    title: item.content,
    form: item.form,
    hostUnitId: item.unitId,
    day,
    lecturer: item.lecturer ?? '',
    compulsory: !isPublic,
    isPublic,
    audienceWords: item.audienceWords,
    topics: item.topics.map(topic => topic.id),
  }
  return {
    begin,
    topics: item.topics,
    planTitle: plan.title,
    content: item.timeWords,
    fromDay: occurrence.fromDay,
    toDay: occurrence.toDay,
  }
}
