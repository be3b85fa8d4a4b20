import { Form } from '@/app/_form/form.client'
import { wordsOf } from '@/app/_form/words'
import { dateWords, stampWords } from '@/app/_ui/day-words'
import type { ownFeeds } from '@/lib/feed/queries'
import type { Say } from '@/lib/i18n/rules'
import { type Day, dayOf } from '@/lib/time/rules'
import { revokeThisFeed } from './actions'

type Props = { say: Say; feeds: Awaited<ReturnType<typeof ownFeeds>>; today: Day }

/** The addresses in use, when they were last read, and the button that ends one. */
export function OwnFeeds({ say, feeds, today }: Props) {
  const { t } = say
  return (
    <section className="card" aria-labelledby="own-feeds">
      <h2 id="own-feeds" className="mb-1">
        {t('feed.page.ownTitle')}
      </h2>
      {/* One form around all, so that its answer stays when the address is gone from the list. */}
      <Form action={revokeThisFeed} words={wordsOf(say, 'feed.page.revoked')}>
        {feeds.length === 0 && <p className="text-ink-3">{t('feed.page.none')}</p>}
        <ul>
          {feeds.map(feed => (
            <li
              key={feed.id}
              className="flex items-center justify-between gap-3 border-line border-t py-3 first:border-t-0"
            >
              <div className="min-w-0">
                <p className="break-words font-semibold">{feed.name}</p>
                <p className="text-ink-3 text-sm">
                  {t('feed.page.made', { day: dateWords(say, dayOf(feed.createdAt), today) })} ·{' '}
                  {feed.lastUsedAt === null
                    ? t('feed.page.unused')
                    : t('feed.page.used', { moment: stampWords(say, feed.lastUsedAt, today) })}
                </p>
              </div>
              <button
                type="submit"
                name="id"
                value={feed.id}
                aria-label={`${t('feed.page.revoke')}：${feed.name}`}
                className="btn flex-none"
              >
                {t('feed.page.revoke')}
              </button>
            </li>
          ))}
        </ul>
      </Form>
    </section>
  )
}
