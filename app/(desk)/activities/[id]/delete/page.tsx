import { saying } from '@/app/_i18n/say'
import { spanWords } from '@/app/_ui/day-words'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { forOrganiser } from '../../_parts/for-organiser'
import { StateForm } from '../../_parts/state-form'
import { remove } from '../../actions'

export const generateMetadata = titled('removal.title')

export default async function DeletePage({ params }: PageProps<'/activities/[id]/delete'>) {
  const { activity } = await forOrganiser(params)
  const say = await saying()
  const { t } = say
  return (
    <>
      <PageHead
        above={t('removal.title')}
        title={activity.title}
        below={spanWords(say, activity, dayOf(now()))}
      />
      <p className="mb-4 max-w-xl text-ink-2">{t('removal.lead')}</p>
      <StateForm
        say={say}
        action={remove}
        activity={activity}
        verb={t('removal.button')}
        reason={t('removal.reason')}
      />
    </>
  )
}
