import { saying } from '@/app/_i18n/say'
import { spanWords } from '@/app/_ui/day-words'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { refusalOf } from '@/lib/activity/activity.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { forOrganiser } from '../../_parts/for-organiser'
import { StateForm } from '../../_parts/state-form'
import { cancel } from '../../actions'

export const generateMetadata = titled('activity.cancel.title')

export default async function CancelPage({ params }: PageProps<'/activities/[id]/cancel'>) {
  const { activity } = await forOrganiser(params)
  const say = await saying()
  const { t } = say
  return (
    <>
      <PageHead
        above={t('activity.cancel.title')}
        title={activity.title}
        below={spanWords(say, activity, dayOf(now()))}
      />
      <p className="mb-4 max-w-xl text-ink-2">{t('activity.cancel.lead')}</p>
      <StateForm
        say={say}
        action={cancel}
        activity={activity}
        refused={refusalOf(activity, 'cancel', now())}
        verb={t('activity.cancel.button')}
        reason={t('activity.cancel.reason')}
      />
    </>
  )
}
