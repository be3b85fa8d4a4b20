import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { when } from '@/app/_ui/when'
import type { Instant } from '@/lib/core/time'
import { type Backup, backupAge, isBackupDue } from '@/lib/organisation/operations/backup.rules'
import type { Operations } from '@/lib/organisation/operations/operations.queries'
import { sizeText } from '@/lib/organisation/operations/size.rules'
import { backUp } from '../actions'

type Props = { say: Say; operations: Operations; now: Instant }

/** When and where the last backup was made, and the button for the next one. */
export function BackupCard({ say, operations, now }: Props) {
  const { t } = say
  const { lastBackup, isBackingUp, backups } = operations
  return (
    <section className="card" aria-labelledby="backup-title">
      <h2 id="backup-title" className="mb-3">
        {t('operation.backup.title')}
      </h2>
      {isBackingUp ? (
        <Alert tone="note" dense className="mb-3">
          {t('operation.backup.working')}
        </Alert>
      ) : (
        isBackupDue(lastBackup, now) && (
          <Alert tone="warning" dense className="mb-3">
            {t('operation.backup.due')}
          </Alert>
        )
      )}
      {lastBackup ? (
        <Facts say={say} backup={lastBackup} now={now} />
      ) : (
        <p className="mb-3 text-ink-2">{t('operation.backup.none')}</p>
      )}
      <Form id="backup" action={backUp}>
        <FormKey />
        <button type="submit" className="btn btn-main">
          {t('operation.backup.press')}
        </button>
      </Form>
      <p className="wrap-anywhere mt-3 text-ink-3 text-sm">
        {t('operation.backup.folder', { folder: backups.folder })}
      </p>
      <p className="mt-1 text-ink-3 text-sm">
        {t('operation.backup.restore')}{' '}
        <code className="wrap-anywhere">npm run -s restore -- {lastBackup?.file ?? 'FILE.db'}</code>
      </p>
    </section>
  )
}

function Facts({ say: { t }, backup, now }: { say: Say; backup: Backup; now: Instant }) {
  const age = backupAge(backup, now)
  const { missing, photos, bytes, file, at } = backup
  return (
    <dl className="mb-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <dt className="text-ink-3">{t('operation.backup.last')}</dt>
      <dd>
        {when(at)}
        {age && (
          <span className="text-ink-3">
            {' · '}
            {ageText(t, age)}
          </span>
        )}
      </dd>
      <dt className="text-ink-3">{t('operation.backup.where')}</dt>
      <dd className="break-all">{file}</dd>
      <dt className="text-ink-3">{t('operation.backup.size')}</dt>
      <dd>
        {sizeText(bytes)}
        {photos > 0 && (
          <span className="text-ink-3"> · {t('operation.backup.photos', { count: photos })}</span>
        )}
        {missing.length > 0 && (
          <span className="block text-cinnabar">
            {t('operation.backup.missing', { count: missing.length })}
          </span>
        )}
      </dd>
    </dl>
  )
}

function ageText(t: Say['t'], { days, hours }: { days: number; hours: number }): string {
  if (days > 0) return t('operation.backup.age', { days, hours })
  return hours > 0 ? t('operation.backup.ageHours', { hours }) : t('operation.backup.ageNow')
}
