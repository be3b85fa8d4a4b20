import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import { when } from '@/app/_ui/when'
import type { SealState } from '@/lib/access/seal.queries'

/** Above the log: how far it is sealed, and whether the check found anything. */
export function SealNote({ say, state }: { say: Say; state: SealState }) {
  const { t } = say
  const { seal, unsealed, check } = state
  return (
    <>
      {check && check.findings.length > 0 && (
        <Alert tone="error" role="alert">
          {t('audit.seal.found', { count: check.findings.length })}{' '}
          <Link href="/settings/audit/seal">{t('audit.seal.see')}</Link>
        </Alert>
      )}
      <p className="mb-4 text-ink-2 text-sm">
        {seal
          ? t('audit.seal.upTo', { id: seal.id, time: when(seal.sealedAt), entry: seal.lastAuditId })
          : t('audit.seal.none')}{' '}
        {unsealed > 0 && t('audit.seal.unsealed', { count: unsealed })}
      </p>
    </>
  )
}
