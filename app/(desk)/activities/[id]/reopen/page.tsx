import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { canConfirm } from '@/lib/access/access.rules'
import { refusalOf } from '@/lib/activity/activity.rules'
import { now } from '@/lib/core/clock'
import { forOrganiser } from '../../_parts/for-organiser'
import { StateForm } from '../../_parts/state-form'
import { reopen } from '../../actions'

export const generateMetadata = titled('activity.reopen.title')

export default async function ReopenPage({ params }: PageProps<'/activities/[id]/reopen'>) {
  const { activity } = await forOrganiser(params, canConfirm)
  const say = await saying()
  const { t } = say
  return (
    <>
      <PageHead above={t('activity.reopen.title')} title={activity.title} />
      <p className="mb-4 max-w-xl text-ink-2">{t('activity.reopen.lead')}</p>
      <StateForm
        say={say}
        action={reopen}
        activity={activity}
        refused={refusalOf(activity, 'reopenRoll', now())}
        verb={t('activity.reopen.button')}
        reason={t('activity.reopen.reason')}
      />
    </>
  )
}
