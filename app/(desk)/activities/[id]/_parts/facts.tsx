import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { dayWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import type { activityPage } from '@/lib/activity/activity.queries'

type Props = { say: Say; page: Awaited<ReturnType<typeof activityPage>>; links: boolean }

/** The known details of an activity; unknown ones are left out. */
export function Facts({ say, page, links }: Props) {
  const { t } = say
  const { activity, audience, hosts, planned, targets, topics, unit } = page
  const invited = audience?.people.filter(person => person.how === 'invited').map(person => person.name) ?? []
  const plan =
    planned && links ? (
      <Link href={`/plans/${planned.planId}/items/${planned.itemId}`}>{planned.title}</Link>
    ) : (
      planned?.title
    )
  const facts: [string, ReactNode][] = [
    [t('activity.form.audienceWords'), audience?.words],
    [t('activity.form.invitedNames'), invited.join('、')],
    [t('activity.form.hostUnitId'), unit.name],
    [t('activity.form.coHosts'), hosts.map(host => host.name).join('、')],
    [t('activity.form.lecturer'), [activity.lecturer, activity.lecturerRank].filter(Boolean).join(' · ')],
    [t('activity.form.hours'), activity.hours],
    [t('activity.form.topics'), topics.map(topic => topic.name).join('、')],
    [t('activity.form.targets'), targets.join('、')],
    [t('activity.form.campaign'), activity.campaign],
    [t('activity.page.planned'), plan],
    [
      t('activity.page.originalDay'),
      activity.originalDay && dayWords(say, activity.originalDay, activity.day),
    ],
    [t('activity.form.remark'), activity.remark],
  ]
  return (
    <section className="card">
      <p className="mb-3 flex flex-wrap gap-2">
        <Tag tone={activity.compulsory ? 'go' : 'quiet'}>
          {say.term(activity.compulsory ? 'activity.compulsory' : 'activity.optional')}
        </Tag>
        {activity.isPublic && <Tag>{say.term('activity.public')}</Tag>}
      </p>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-5 gap-y-1.5">
        {facts
          .filter(([, value]) => value !== null && value !== undefined && value !== '')
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}
