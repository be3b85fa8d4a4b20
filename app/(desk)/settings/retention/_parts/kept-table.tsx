import type { Say } from '@/app/_i18n/messages'
import { TableCard } from '@/app/_ui/table'
import type { Retention } from '@/lib/activity/retention/retention.queries'
import {
  DRAFT_DAYS,
  KEY_DAYS,
  type PurgeKind,
  purgeKinds,
  REMINDER_DAYS,
  UNDO_DAYS,
} from '@/lib/activity/retention/retention.rules'
import { sizeText } from '@/lib/organisation/operations/size.rules'

type Props = { say: Say; retention: Retention }

/** What is kept for how long, what its removal means, and what stays. */
export function KeptTable({ say, retention }: Props) {
  const { t } = say
  const rows = [
    ...purgeKinds.map(kind => [t(`retention.kind.${kind}`), keptWords(say, retention, kind)] as const),
    [t('retention.kept.audit'), t('retention.kept.auditKept')] as const,
  ]
  return (
    <section>
      <h2 className="mb-2">{t('retention.kept.title')}</h2>
      <TableCard label={t('retention.kept.title')}>
        <table>
          <caption className="sr-only">{t('retention.kept.title')}</caption>
          <thead>
            <tr>
              <th scope="col" className="desk:w-1/3 w-2/5">
                {t('retention.kept.what')}
              </th>
              <th scope="col">{t('retention.kept.howLong')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([what, howLong]) => (
              <tr key={what}>
                <th scope="row" className="font-normal text-base text-ink">
                  {what}
                </th>
                <td>{howLong}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableCard>
      <p className="mt-2 text-ink-2 text-sm">{t('retention.kept.evidenceLeft')}</p>
      <p className="mt-2 text-ink-2 text-sm">{t('retention.kept.backups')}</p>
    </section>
  )
}

function keptWords({ t }: Say, { periods, logBytes }: Retention, kind: PurgeKind): string {
  switch (kind) {
    case 'evidence':
      return periods.evidenceYears === null
        ? t('retention.kept.never')
        : t('retention.kept.evidence', { years: periods.evidenceYears })
    case 'scans':
    case 'imports':
      return t('retention.kept.withEvidence')
    case 'signInLog':
      return t('retention.kept.months', { months: periods.signInLogMonths })
    case 'requestLog':
      return t('retention.kept.law', { months: periods.requestLogMonths, size: sizeText(logBytes) })
    case 'sessions':
      return t('retention.kept.sessions', { days: periods.sessionDays })
    case 'drafts':
      return t('retention.kept.drafts', { days: DRAFT_DAYS })
    case 'importChanges':
      return t('retention.kept.importChanges', { days: UNDO_DAYS })
    case 'browsers':
      return t('retention.kept.browsers')
    case 'requestKeys':
      return t('retention.kept.days', { days: KEY_DAYS })
    case 'reminders':
      return t('retention.kept.days', { days: REMINDER_DAYS })
    case 'tries':
      return t('retention.kept.tries')
  }
}
