import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { TableCard } from '@/app/_ui/table'
import type { Retention } from '@/lib/activity/retention/retention.queries'

type Props = { say: Say; retention: Retention }

/** What the next purge removes by kind and year, why the rest stays, and why it waits. */
export function NextPurge({ say, retention }: Props) {
  const { t } = say
  const { due } = retention
  return (
    <section>
      <h2 className="mb-2">{t('retention.next.title')}</h2>
      <When say={say} retention={retention} />
      {due.length === 0 ? (
        <p className="text-ink-2">{t('retention.next.none')}</p>
      ) : (
        <TableCard label={t('retention.next.title')}>
          <table>
            <caption className="sr-only">{t('retention.next.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('retention.kept.what')}</th>
                <th scope="col" className="n">
                  {t('retention.next.year')}
                </th>
                <th scope="col" className="n">
                  {t('retention.next.goes')}
                </th>
                <th scope="col">{t('retention.next.stays')}</th>
              </tr>
            </thead>
            <tbody>
              {due.map(({ kind, year, due, stays }) => (
                <tr key={`${kind} ${year}`}>
                  <th scope="row" className="font-normal text-base text-ink">
                    {t(`retention.kind.${kind}`)}
                  </th>
                  <td className="n">{year ?? '—'}</td>
                  <td className="n whitespace-nowrap">{t('retention.next.total', { count: due })}</td>
                  <td>{stays ? t(`retention.next.${stays.reason}`, { count: stays.count }) : '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableCard>
      )}
      {due.some(({ stays }) => stays?.reason === 'unlocked') && (
        <p className="mt-2 text-ink-3 text-sm">{t('retention.next.lock')}</p>
      )}
    </section>
  )
}

function When({ say: { t }, retention: { hold, firstOn } }: Props) {
  if (hold === null) return <p className="mb-2 text-ink-2">{t('retention.next.willBe')}</p>
  if (hold !== 'notYet')
    return (
      <Alert tone="warning" dense className="mb-3">
        {t(`retention.next.${hold}`)}
      </Alert>
    )
  return (
    <Alert tone="note" dense className="mb-3">
      {t('retention.next.notYet', { day: firstOn })}
    </Alert>
  )
}
