import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { listPerson } from '../actions'

type Props = { say: Say; activityId: number; personId: number; begun: boolean }

/** Three ways to add a person to a sheet; the first two require a reason. */
export function AddForm({ say, activityId, personId, begun }: Props) {
  const { t } = say
  return (
    <Form action={listPerson} className="mt-2" labels={{ reason: t('attendance.people.reason') }}>
      <input type="hidden" name="activityId" value={activityId} />
      <input type="hidden" name="personId" value={personId} />
      <div className="flex flex-wrap items-end gap-2">
        <TextField name="reason" label={t('attendance.people.reason')} className="min-w-48 flex-1" />
        <button type="submit" name="way" value="required" className="btn">
          {t('attendance.people.add')}
        </button>
        <button type="submit" name="way" value="invited" className="btn">
          {t('attendance.people.invite')}
        </button>
        {begun && (
          <button type="submit" name="way" value="walkIn" className="btn">
            {t('attendance.people.walkIn')}
          </button>
        )}
      </div>
      {begun && <p className="mt-1 text-ink-3 text-sm">{t('attendance.people.walkInHint')}</p>}
    </Form>
  )
}
