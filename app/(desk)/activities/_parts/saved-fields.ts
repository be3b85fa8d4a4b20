import type { activityPage } from '@/lib/activity/activity.queries'
import { type Instant, timeOf } from '@/lib/core/time'
import type { Begin } from './activity-form'

/** The form's fields as they are saved. */
export function savedFields({
  activity,
  audience,
  hosts,
  targets,
  topics,
}: Awaited<ReturnType<typeof activityPage>>): Begin {
  return {
    title: activity.title,
    form: activity.form,
    hostUnitId: activity.hostUnitId,
    day: activity.day,
    lastDay: activity.lastDay === activity.day ? null : activity.lastDay,
    starts: timeField(activity.startsAt),
    ends: timeField(activity.endsAt),
    signInFrom: timeField(activity.signInFrom),
    lateAfter: timeField(activity.lateAfter),
    signInUntil: timeField(activity.signInUntil),
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
    topics: topics.map(topic => topic.id),
    remark: activity.remark ?? '',
  }
}

/** A time as its field holds it. */
export function timeField(at: Instant | null): string {
  return at === null ? '' : timeOf(at)
}
