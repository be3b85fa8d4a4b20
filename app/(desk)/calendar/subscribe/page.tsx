import { headers } from 'next/headers'
import { saying } from '@/app/_i18n/say'
import { InWeChat } from '@/app/_ui/in-wechat'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { ownFeeds } from '@/lib/calendar/feeds/feed.queries'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { Steps } from './_parts/clients'
import { NewFeed } from './_parts/new-feed'
import { OwnFeeds } from './_parts/own-feeds'

export const generateMetadata = titled('feed.page.title')

export default async function SubscribePage({ searchParams }: PageProps<'/calendar/subscribe'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const [feeds, units, sent, asked] = await Promise.all([
    ownFeeds(viewer),
    unitsFor(viewer),
    headers(),
    searchParams,
  ])
  const unitId = units.find(each => String(each.id) === asked.unit)?.id
  const base = baseFor(sent.get('host'), process.env.APP_URL)
  return (
    <>
      <PageHead
        above={<Link href="/calendar">{t('feed.page.back')}</Link>}
        title={t('feed.page.title')}
        below={t('feed.page.below')}
      />
      <InWeChat say={say} userAgent={sent.get('user-agent')} />
      <div className="grid desk:grid-cols-[minmax(0,1fr)_340px] items-start gap-6">
        <div className="grid min-w-0 gap-6">
          <section className="card" aria-labelledby="new-address">
            <h2 id="new-address" className="mb-3">
              {t('feed.page.newTitle')}
            </h2>
            <NewFeed say={say} base={base} />
          </section>
          {units.length > 0 && (
            <details className="card" open={unitId !== undefined}>
              <summary className="flex min-h-11 list-none items-center font-semibold">
                {t('feed.page.unitTitle')} ▾
              </summary>
              <p className="my-3 text-ink-2 text-sm">{t('feed.page.unitLead')}</p>
              <NewFeed say={say} base={base} units={units} unitId={unitId} />
            </details>
          )}
          <Steps say={say} base={base} />
        </div>
        <div className="grid min-w-0 gap-4">
          <OwnFeeds
            say={say}
            feeds={feeds}
            changing={feeds.find(each => String(each.id) === asked.change)}
            today={dayOf(now())}
          />
          <section className="card" aria-labelledby="what-is-in-it">
            <h2 id="what-is-in-it" className="mb-2">
              {t('feed.page.whatTitle')}
            </h2>
            <p className="text-ink-2 text-sm">{t('feed.page.what')}</p>
            <p className="mt-2 text-ink-2 text-sm">{t('feed.page.window')}</p>
            <p className="mt-2 text-ink-2 text-sm">
              {t('feed.page.publicToo')}{' '}
              <Link href="/public#subscribe" className="inline-flex min-h-11 items-center">
                {t('feed.page.publicLink')}
              </Link>
            </p>
            <p className="mt-2 text-ink-2 text-sm">{t('feed.page.late')}</p>
          </section>
        </div>
      </div>
    </>
  )
}
