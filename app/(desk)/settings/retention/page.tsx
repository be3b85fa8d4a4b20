import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { retentionOf } from '@/lib/activity/retention/retention.queries'
import { settingsViewer } from '../_parts/viewer'
import { KeptTable } from './_parts/kept-table'
import { LastPurges } from './_parts/last-purges'
import { NextPurge } from './_parts/next-purge'
import { PeriodsForm } from './_parts/periods-form'

export const generateMetadata = titled('retention.title')

export default async function RetentionPage() {
  const viewer = await settingsViewer()
  const [retention, say] = await Promise.all([retentionOf(viewer), saying()])
  return (
    <>
      <PageHead title={say.t('retention.title')} below={say.t('retention.lead')} />
      <div className="grid max-w-3xl gap-6">
        <NextPurge say={say} retention={retention} />
        <KeptTable say={say} retention={retention} />
        <PeriodsForm say={say} periods={retention.periods} />
        <LastPurges say={say} retention={retention} />
      </div>
    </>
  )
}
