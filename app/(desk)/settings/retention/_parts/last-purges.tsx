import type { Say } from '@/app/_i18n/messages'
import { when } from '@/app/_ui/when'
import type { Retention } from '@/lib/activity/retention/retention.queries'
import { countsWords } from './counts-words'

/** The last purges as the log has them, the newest first. */
export function LastPurges({ say, retention: { last, runs } }: { say: Say; retention: Retention }) {
  const { t } = say
  return (
    <section aria-labelledby="last-title">
      <h2 id="last-title" className="mb-2">
        {t('retention.last.title')}
      </h2>
      {last && (
        <p className="mb-2 text-ink-3 text-sm">{t('retention.last.looked', { time: when(last.at) })}</p>
      )}
      {runs.length === 0 ? (
        <p className="text-ink-2">{t('retention.last.none')}</p>
      ) : (
        <ul>
          {runs.map(({ id, at, counts }) => (
            <li key={id} className="border-line border-b py-2">
              <span className="mr-3 whitespace-nowrap text-ink-3">{when(at)}</span>
              {countsWords(say, counts)}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
