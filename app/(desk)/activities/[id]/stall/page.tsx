import { idOf } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { KeepPage } from '@/app/_offline/keep-page.client'
import { KeepsSession } from '@/app/_offline/keeps-session'
import { leavingWords } from '@/app/_offline/leaving-words'
import { offlineWords } from '@/app/_offline/offline-words'
import { storedAs } from '@/app/_offline/page-cache'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { titled } from '@/app/_ui/titled'
import { activityPage } from '@/lib/activity/activity.queries'
import { attachmentsOf } from '@/lib/activity/attachments/attachment.queries'
import { countRefusal } from '@/lib/activity/outreach/counter.rules'
import { materialsOf } from '@/lib/activity/outreach/material.queries'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { mustLearnOf } from '@/lib/plan/items/topic.queries'
import { Answered } from '../../../attachments/_parts/answered'
import { PhotoGrid } from '../../../attachments/_parts/photo-grid'
import { forOrganiser } from '../../_parts/for-organiser'
import { HeadsForm } from '../_parts/heads-form'
import { Materials } from '../_parts/materials'
import { AddPhotos } from '../evidence/_parts/add-photos'
import { AboutForm } from './_parts/about-form'
import { Counter } from './_parts/counter.client'
import { counterWords } from './_parts/stall-words'

export const generateMetadata = titled('counter.title')

/** Records a stall on site, on a phone in sunlight: counts, photos, materials, a sentence. */
export default async function StallPage({ params, searchParams }: PageProps<'/activities/[id]/stall'>) {
  const { viewer } = await forOrganiser(params)
  const id = idOf((await params).id)
  const say = await saying()
  const { t } = say
  const today = dayOf(now())
  const { activity, hosts, topics } = await activityPage(viewer, id)
  const [outputs, photos, choices] = await Promise.all([
    materialsOf(viewer, id),
    attachmentsOf(viewer, id, ['photo']),
    mustLearnOf(yearOf(activity.day)),
  ])
  const refusal = countRefusal(activity, today)
  const saved = { heads: activity.heads ?? 0, consultations: activity.consultations ?? 0 }
  return (
    <div className="sunlit mx-auto grid max-w-xl gap-5">
      <div>
        <p>
          <Link href={`/activities/${id}`} className="inline-flex min-h-14 items-center">
            {t('counter.back')}
          </Link>
          {` / ${t('counter.title')}`}
        </p>
        <h1>{activity.title}</h1>
        <p>{[spanWords(say, activity, today), activity.place].filter(Boolean).join(' · ')}</p>
      </div>
      {refusal ? (
        <p>{t(`counter.refused.${refusal}`)}</p>
      ) : (
        <div>
          <KeepPage
            account={viewer.accountId ?? 0}
            words={leavingWords(say)}
            kept={storedAs(viewer, `${activity.title} · ${t('counter.title')}`)}
            stayOpen={t('common.offline.stayOpen')}
          />
          <Counter
            account={viewer.accountId ?? 0}
            activityId={id}
            saved={{ ...saved, at: now() }}
            words={counterWords(say)}
            offline={offlineWords(say, 'counter.offline')}
          >
            <HeadsForm say={say} activity={activity} mayChange />
          </Counter>
          <KeepsSession />
        </div>
      )}
      <section className="card">
        <h2 className="mb-2">{t('attachment.photos.title')}</h2>
        <Answered say={say} asked={await searchParams} />
        <p className="mb-3">{t('attachment.photos.panorama')}</p>
        <AddPhotos say={say} viewer={viewer} activity={activity} back={`/activities/${id}/stall`} />
        {photos.length > 0 && (
          <div className="mt-4">
            <PhotoGrid say={say} rows={photos} today={today} />
          </div>
        )}
      </section>
      <Materials say={say} activity={activity} outputs={outputs} mayChange />
      <AboutForm say={say} activity={activity} hosts={hosts} topics={topics} choices={choices} />
    </div>
  )
}
