import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { when } from '@/app/_ui/when'
import type { LogCheck } from '@/lib/access/log-check'
import { FindingList } from './finding-list'

/** What the last check of this server found, by row. */
export function Findings({ say, check }: { say: Say; check: LogCheck | null }) {
  const { t } = say
  return (
    <section className="card max-w-3xl">
      <h2 className="mb-2">{t('audit.seal.checked')}</h2>
      <p className="mb-2 text-ink-2">
        {check
          ? t(check.isWhole ? 'audit.seal.checkedWhole' : 'audit.seal.checkedAtStart', {
              time: when(check.at),
            })
          : t('audit.seal.notChecked')}
      </p>
      {check && check.findings.length === 0 && <p>{t('audit.seal.clean')}</p>}
      {check && check.findings.length > 0 && (
        <Alert tone="error">
          <FindingList say={say} findings={check.findings} />
        </Alert>
      )}
    </section>
  )
}
