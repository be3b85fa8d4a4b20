import type { MessageKey } from '@/lib/i18n/messages'
import type { Say } from '@/lib/i18n/rules'

const programs: [MessageKey, MessageKey][] = [
  ['feed.page.apple', 'feed.page.appleText'],
  ['feed.page.android', 'feed.page.androidText'],
  ['feed.page.outlook', 'feed.page.outlookText'],
  ['feed.page.google', 'feed.page.googleText'],
  ['feed.page.thunderbird', 'feed.page.thunderbirdText'],
]

/** What each program does with the address, and what it does not. */
export function Steps({ say, base }: { say: Say; base: string }) {
  return (
    <section aria-labelledby="how">
      <h2 id="how" className="mb-2">
        {say.t('feed.page.howTitle')}
      </h2>
      <dl className="card grid py-2">
        {programs.map(([name, text]) => (
          <div
            key={name}
            className="grid desk:grid-cols-[12rem_1fr] gap-x-4 gap-y-0.5 border-line border-t py-3 first:border-t-0"
          >
            <dt className="font-semibold">{say.t(name)}</dt>
            <dd className="text-ink-2">{say.t(text)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-ink-2 text-sm">{say.t('feed.page.wechat')}</p>
      {!base.startsWith('https:') && (
        <p className="mt-1 text-ink-2 text-sm">{say.t('feed.page.lan', { base })}</p>
      )}
    </section>
  )
}
