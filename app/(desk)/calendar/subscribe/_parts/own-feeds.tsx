import { Seen } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { dateWords, stampWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { OwnFeed } from '@/lib/calendar/feeds/feed.queries'
import { kindsOf } from '@/lib/calendar/feeds/item.rules'
import { type Day, dayOf } from '@/lib/core/time'
import { changeThisFeed, revokeThisFeed } from '../actions'
import { alarmWords, Choices, kindWord, labelsOf } from './choices'

type Props = {
  say: Say
  feeds: OwnFeed[]
  /** The feed that is being edited. */
  changing: OwnFeed | undefined
  today: Day
}

/** The active feeds: what each shows, when it was last fetched, a link to edit it and a button to revoke it. */
export function OwnFeeds({ say, feeds, changing, today }: Props) {
  const { t } = say
  return (
    <section className="card scroll-mt-4" id="own-feeds" aria-labelledby="own-feeds-title">
      <h2 id="own-feeds-title" className="mb-1">
        {t('feed.page.ownTitle')}
      </h2>
      {changing && <ChangeFeed say={say} feed={changing} />}
      {/* One form around all, so that its answer stays visible when the feed is gone from the list. */}
      <Form action={revokeThisFeed}>
        {feeds.length === 0 && <p className="text-ink-3">{t('feed.page.none')}</p>}
        <ul>
          {feeds.map(feed => (
            <li key={feed.id} className="border-line border-t py-3 first:border-t-0">
              <p className="break-words font-semibold">{feed.name}</p>
              {feed.unitName && <p className="text-sm">{t('feed.page.ofUnit', { unit: feed.unitName })}</p>}
              {!feed.isRead && <p className="text-cinnabar text-sm">{t('feed.page.lost')}</p>}
              <p className="text-ink-2 text-sm">{shownWords(say, feed)}</p>
              <p className="text-ink-3 text-sm">
                {t('feed.page.made', { day: dateWords(say, dayOf(feed.createdAt), today) })} ·{' '}
                {feed.lastUsedAt === null
                  ? t('feed.page.unused')
                  : t('feed.page.used', { moment: stampWords(say, feed.lastUsedAt, today) })}
              </p>
              <div className="mt-2 flex flex-wrap items-start gap-2">
                <Link
                  href={`/calendar/subscribe?change=${feed.id}#own-feeds`}
                  aria-label={t('common.form.labelled', { label: t('feed.page.change'), text: feed.name })}
                  className="btn"
                >
                  {t('feed.page.change')}
                </Link>
                <RevokeFeed say={say} feed={feed} />
              </div>
            </li>
          ))}
        </ul>
      </Form>
    </section>
  )
}

/** An irreversible step needs a confirmation, also without script; the button names what is lost. */
function RevokeFeed({ say, feed }: { say: Say; feed: OwnFeed }) {
  const { t } = say
  return (
    <details className="min-w-0">
      <summary className="btn list-none">{t('feed.page.revoke')}</summary>
      <div className="mt-2 rounded border border-line bg-paper p-3">
        <p className="mb-3">{t('feed.page.revokeAsk')}</p>
        <div className="flex flex-wrap gap-2">
          <button type="submit" name="id" value={feed.id} className="btn btn-main">
            {t('feed.page.revokeThis', { name: feed.name })}
          </button>
          <Link href="/calendar/subscribe#own-feeds" className="btn">
            {t('feed.page.revokeKeep')}
          </Link>
        </div>
      </div>
    </details>
  )
}

function ChangeFeed({ say, feed }: { say: Say; feed: OwnFeed }) {
  const { t } = say
  return (
    <div className="mt-3 mb-4 rounded border border-line bg-paper p-4">
      <h3 className="mb-1">{t('feed.page.changeTitle', { name: feed.name })}</h3>
      <p className="mb-3 text-ink-3 text-sm">{t('feed.page.changeHint')}</p>
      <Form edits action={changeThisFeed} id={`feed-${feed.id}`} labels={labelsOf(say)}>
        <input type="hidden" name="id" value={feed.id} />
        <Seen value={feed.version} />
        <Choices say={say} kind={feed.kind} value={feed} />
        <div className="flex flex-wrap gap-2">
          <SaveButton>{t('common.form.save')}</SaveButton>
          <Link href="/calendar/subscribe#own-feeds" className="btn">
            {t('common.form.cancel')}
          </Link>
        </div>
      </Form>
    </div>
  )
}

/** 应学、考试 · 开始前 2 小时 */
function shownWords(say: Say, { kind, shown, alarmMinutes }: OwnFeed): string {
  const kinds = kindsOf[kind].filter(each => shown.includes(each))
  const words = kinds.map(each => kindWord(say, kind, each))
  return `${words.join(say.t('feed.page.and'))} · ${alarmWords(say, alarmMinutes)}`
}
