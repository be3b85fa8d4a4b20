import { TextField, TickWhen } from '@/app/_forms/field.client'
import { saying } from '@/app/_i18n/say'
import { spanWords } from '@/app/_ui/day-words'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { refusalOf } from '@/lib/activity/activity.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { forOrganiser } from '../../_parts/for-organiser'
import { timeField } from '../../_parts/saved-fields'
import { StateForm } from '../../_parts/state-form'
import { postpone } from '../../actions'

export const generateMetadata = titled('activity.postpone.title')

export default async function PostponePage({ params }: PageProps<'/activities/[id]/postpone'>) {
  const { activity } = await forOrganiser(params)
  const say = await saying()
  const { t } = say
  return (
    <>
      <PageHead
        above={t('activity.postpone.title')}
        title={activity.title}
        below={t('activity.postpone.now', { when: spanWords(say, activity, dayOf(now())) })}
      />
      <StateForm
        say={say}
        action={postpone}
        activity={activity}
        refused={refusalOf(activity, 'postpone', now())}
        verb={t('activity.postpone.button')}
        reason={t('activity.postpone.reason')}
      >
        <TextField
          name="newDay"
          type="date"
          label={t('activity.postpone.newDay')}
          hint={t('activity.postpone.hint')}
        />
        <div className="grid grid-cols-2 gap-x-4">
          <TextField
            name="starts"
            type="time"
            label={t('activity.form.starts')}
            value={timeField(activity.startsAt)}
          />
          <TextField
            name="ends"
            type="time"
            label={t('activity.form.ends')}
            value={timeField(activity.endsAt)}
          />
        </div>
        <input type="hidden" name="asksConflicts" value="on" />
        <TickWhen
          reason="conflicts"
          name="despite"
          label={<b className="font-semibold">{t('scheduling.conflict.despite')}</b>}
        />
      </StateForm>
    </>
  )
}
