import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { now } from '@/lib/core/clock'
import { healthOf } from '@/lib/organisation/operations/health.commands'
import { operationsOf } from '@/lib/organisation/operations/operations.queries'
import { settingsViewer } from '../_parts/viewer'
import { BackupCard } from './_parts/backup-card'
import { HealthCard } from './_parts/health-card'
import { SpaceTable } from './_parts/space-table'

export const generateMetadata = titled('operation.title')

export default async function OperationsPage() {
  const viewer = await settingsViewer()
  const [operations, health, say] = await Promise.all([operationsOf(viewer), healthOf(true), saying()])
  return (
    <>
      <PageHead title={say.t('operation.title')} below={say.t('operation.lead')} />
      <div className="grid desk:grid-cols-2 items-start gap-4">
        <HealthCard say={say} health={health} />
        <BackupCard say={say} operations={operations} now={now()} />
        <div className="desk:col-span-2 min-w-0">
          <SpaceTable say={say} operations={operations} />
        </div>
      </div>
    </>
  )
}
