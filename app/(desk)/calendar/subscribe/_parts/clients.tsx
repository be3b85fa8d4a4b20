import type { MessageKey, Say } from '@/app/_i18n/messages'
import { reachOf } from '@/lib/calendar/feeds/feed.rules'

const programs = ['apple', 'android', 'chat', 'outlook', 'google', 'thunderbird'] as const
// Programs that cannot subscribe to a URL; they import a file.
const takeFiles: readonly string[] = ['android', 'chat']

/** What each program supports of a subscription, and what not. */
export function Steps({ say, base }: { say: Say; base: string }) {
  const { t } = say
  const reach = reachOf(base)
  return (
    <section aria-labelledby="how">
      <h2 id="how" className="mb-2">
        {t('feed.page.howTitle')}
      </h2>
      <dl className="card grid py-2">
        {programs.map(name => (
          <div
            key={name}
            className="grid desk:grid-cols-[12rem_1fr] gap-x-4 gap-y-0.5 border-line border-t py-3 first:border-t-0"
          >
            <dt className="font-semibold">{t(`feed.page.${name}`)}</dt>
            <dd className="text-ink-2">
              {name === 'apple' && reach === 'loopback'
                ? t('feed.page.appleLocal')
                : t(`feed.page.${name}Text` satisfies MessageKey)}
              {takeFiles.includes(name) && (
                <a href="/calendar/month.ics" className="flex min-h-11 items-center" download>
                  {t('feed.page.month')}
                </a>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-ink-2 text-sm">{t('feed.page.wechatHint')}</p>
      {reach !== 'public' && (
        <p className="mt-1 text-ink-2 text-sm">
          {t(reach === 'loopback' ? 'feed.page.local' : 'feed.page.lan', { base })}
        </p>
      )}
    </section>
  )
}
