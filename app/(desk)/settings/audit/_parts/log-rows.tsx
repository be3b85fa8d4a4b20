import type { Say } from '@/app/_i18n/messages'
import { when } from '@/app/_ui/when'
import type { LogRow } from '@/lib/access/audit.queries'
import { actionWord } from './action-word'

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
            <td className="whitespace-nowrap text-ink-2">{when(row.at)}</td>
            <td className="whitespace-nowrap">{row.actor || t('audit.log.nobody')}</td>
            <td className="whitespace-nowrap">{actionWord(say, row.action)}</td>
            <td>{row.what || '—'}</td>
            <td>
              {row.reason && (
                <p>
                  <span className="text-ink-3">{t('audit.log.reason')}</span> {row.reason}
                </p>
              )}
              {row.address ? (
                row.address
              ) : row.before || row.after ? (
                <details>
                  <summary className="text-indigo">{t('audit.log.details')}</summary>
                  <Values name={t('audit.log.before')} json={row.before} />
                  <Values name={t('audit.log.after')} json={row.after} />
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
