import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import type { Health } from '@/lib/organisation/operations/health.commands'

/** What `/api/health` tells, in words. */
export function HealthCard({ say: { t }, health }: { say: Say; health: Health }) {
  return (
    <section className="card" aria-labelledby="health-title">
      <h2 id="health-title" className="mb-3">
        {t('operation.health.title')}
      </h2>
      <Alert tone={health.ok ? 'done' : 'error'} dense className="mb-3">
        {t(health.ok ? 'operation.health.well' : 'operation.health.ill')}
      </Alert>
      <p className="text-ink-3 text-sm">
        {t('operation.health.version', { version: health.version, schema: health.schema ?? '—' })}
      </p>
    </section>
  )
}
