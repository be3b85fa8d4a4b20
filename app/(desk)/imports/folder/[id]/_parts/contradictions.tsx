import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import type { Contradiction } from '@/lib/import/folder/contradiction.queries'
import { textOfContradiction } from '@/lib/import/folder/folder-words.rules'

/** What two files say differently: it holds nothing back. */
export function Contradictions({ say, contradictions }: { say: Say; contradictions: Contradiction[] }) {
  const { t } = say
  return (
    <Alert tone="warning" className="mb-4 max-w-3xl">
      <p className="font-semibold">{t('importFolder.contradicts', { count: contradictions.length })}</p>
      <ul>
        {contradictions.map(each => (
          <li key={`${each.reason} ${JSON.stringify(each.places)}`}>
            <details>
              <summary className="min-h-11 py-2">{textOfContradiction(say, each)}</summary>
              <p className="mb-2 text-ink-2 text-sm">{each.names.join('；')}</p>
            </details>
          </li>
        ))}
      </ul>
    </Alert>
  )
}
