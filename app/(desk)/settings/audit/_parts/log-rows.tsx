import type { Say } from '@/app/_i18n/messages'
import { Tag } from '@/app/_ui/tag'
import { when } from '@/app/_ui/when'
import type { LogRow } from '@/lib/access/audit.queries'
import { actionWord } from './action-word'
import { actorWords, valueWords } from './log-words'

export function LogRows({ say, rows }: { say: Say; rows: LogRow[] }) {
  const { t } = say
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('audit.log.at')}</th>
          <th scope="col">{t('audit.log.actor')}</th>
          <th scope="col">{t('audit.log.action')}</th>
          <th scope="col">{t('audit.log.what')}</th>
          <th scope="col">{t('audit.log.details')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <td className="whitespace-nowrap text-ink-2">
              <span className="text-ink-3">{row.id}</span> {when(row.at)}
              {row.isUnsealed && (
                <>
                  {' '}
                  <Tag tone="soon">{t('audit.log.unsealed')}</Tag>
                </>
              )}
            </td>
            <td className="whitespace-nowrap">{actorWords(say, row)}</td>
            <td className="whitespace-nowrap">{actionWord(say, row.action)}</td>
            <td>{row.what || '—'}</td>
            <td>
              {(row.reason || row.cleared.includes('reason')) && (
                <p>
                  <span className="text-ink-3">{t('audit.log.reason')}</span>{' '}
                  {row.reason ?? t('audit.log.cleared')}
                </p>
              )}
              {row.address ? (
                row.address
              ) : row.before || row.after || row.cleared.length > 0 ? (
                <details>
                  <summary className="text-indigo">{t('audit.log.details')}</summary>
                  <Values name={t('audit.log.before')} json={valueWords(say, row, 'before')} />
                  <Values name={t('audit.log.after')} json={valueWords(say, row, 'after')} />
                </details>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Values({ name, json }: { name: string; json: string | null }) {
  if (!json || json === 'null') return null
  return (
    <p className="mt-1 break-all text-ink-2 text-sm">
      <span className="text-ink-3">{name}</span> <code>{json}</code>
    </p>
  )
}
