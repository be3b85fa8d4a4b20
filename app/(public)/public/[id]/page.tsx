import type { Metadata } from 'next'
import { cache } from 'react'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { DayLeaf } from '@/app/_ui/day-leaf'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { publicEvent } from '@/lib/calendar/public-event.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'

const eventOf = cache((id: string) => orNotFound(publicEvent(idOf(id))))

export async function generateMetadata({ params }: PageProps<'/public/[id]'>): Promise<Metadata> {
  const { activity } = await eventOf((await params).id)
  return { title: activity.title }
}

/** One event for visitors: when, where, the topic, the host. */
export default async function PublicEventPage({ params }: PageProps<'/public/[id]'>) {
  const { activity, hostName, coHosts, targets, topics } = await eventOf((await params).id)
  const { t } = await saying()
  const say = await saying()
  const today = dayOf(now())
  const lecturer = [activity.lecturer, activity.lecturerRank].filter(Boolean).join(' ')
  const facts = [
    [t('calendar.public.when'), spanWords(say, activity, today)],
    [t('calendar.public.where'), activity.place ?? t('calendar.public.placeOpen')],
    [t('calendar.public.topics'), topics.join('、')],
    [t('calendar.public.lecturer'), lecturer],
    [t('calendar.public.form'), activity.form],
    [t('calendar.public.host1'), hostName],
    [t('calendar.public.coHosts'), coHosts.join('、')],
    [t('calendar.public.targets'), targets.join('、')],
  ].filter(([, value]) => value)
  const { status } = activity
  const isOff = status === 'cancelled' || status === 'postponed'
  const notice = isOff
    ? t(`calendar.public.${status}`)
    : activity.lastDay < today
      ? t('calendar.public.over')
      : null
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead
        above={<Link href={`/public?month=${activity.day.slice(0, 7)}`}>{t('calendar.public.back')}</Link>}
        title={<span className={isOff ? 'line-through' : ''}>{activity.title}</span>}
      />
      {notice && <Alert tone={isOff ? 'warning' : 'note'}>{notice}</Alert>}
      <div className="card grid desk:grid-cols-[92px_minmax(0,1fr)] grid-cols-[76px_minmax(0,1fr)] items-start gap-5">
        <DayLeaf say={say} day={activity.day} />
        <dl className="grid gap-2.5">
          {facts.map(([name, value]) => (
            <div key={name} className="desk:grid desk:grid-cols-[6rem_1fr]">
              <dt className="text-ink-3 text-sm desk:leading-6">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {!isOff && activity.lastDay >= today && (
        <div className="mt-4 print:hidden">
          <a href={`/public/${activity.id}/event.ics`} className="btn desk:w-auto w-full">
            {t('calendar.public.file')}
          </a>
          <p className="mt-2 text-ink-3 text-sm">{t('calendar.public.fileHint')}</p>
        </div>
      )}
    </div>
  )
}
