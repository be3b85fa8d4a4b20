import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { sealState } from '@/lib/access/seal.queries'
import { now } from '@/lib/core/clock'
import { healthOf } from '@/lib/organisation/operations/health.commands'
import { operationsOf } from '@/lib/organisation/operations/operations.queries'
import { settingsViewer } from '../_parts/viewer'
import { BackupCard } from './_parts/backup-card'
import { HealthCard } from './_parts/health-card'
import { SealCard } from './_parts/seal-card'
import { SpaceTable } from './_parts/space-table'

export const generateMetadata = titled('operation.title')

export default async function OperationsPage() {
  const viewer = await settingsViewer()
  const [operations, health, seal, say] = await Promise.all([
    operationsOf(viewer),
    healthOf(true),
    sealState(viewer),
    saying(),
  ])
  return (
    <>
      <PageHead title={say.t('operation.title')} below={say.t('operation.lead')} />
      <div className="grid desk:grid-cols-2 desk:grid-rows-[auto_1fr] items-start gap-4">
        <HealthCard say={say} health={health} />
        {/* The longest, beside the other two. */}
        <div className="desk:row-span-2 min-w-0">
          <BackupCard say={say} operations={operations} now={now()} />
        </div>
        <SealCard say={say} state={seal} />
        <div className="desk:col-span-2 min-w-0">
          <SpaceTable say={say} operations={operations} />
        </div>
      </div>
    </>
  )
}
