import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { unitChoices } from '@/app/_ui/unit-choices'
import type { Day } from '@/lib/core/time'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import type { Resting } from '@/lib/organisation/units/unit.queries'
import { close, merge } from '../../actions'

type Props = {
  say: Say
  unit: { id: number; version: number }
  /** The units that may take over. */
  others: UnitOption[]
  resting: Resting
  today: Day
}

/** 撤并或撤销: what 撤并 moves and what it leaves, then a form for each of the two ways in which a unit ends. */
export function EndOfUnit({ say, unit, others, resting, today }: Props) {
  const { t } = say
  const labels = { intoId: t('roster.units.mergeInto'), from: t('roster.units.mergeFrom') }
  const lastDay = t('roster.units.closeDay')
  const { audiences, items, accounts } = resting
  const fields = (
    <>
      <input type="hidden" name="unitId" value={unit.id} />
      <Seen value={unit.version} />
    </>
  )
  return (
    <details className="card mt-6">
      <summary className="min-h-11 cursor-pointer py-2 font-semibold">{t('roster.units.endTitle')}</summary>
      <p className="mb-3 text-ink-2">{t('roster.units.endLead')}</p>
      <Form id="merge" action={merge} labels={labels}>
        {fields}
        <p className="mb-2">{t('roster.units.mergeWhat', resting)}</p>
        {audiences + items + accounts > 0 && (
          <p className="mb-3 text-ink-2">{t('roster.units.mergeStays', { audiences, items, accounts })}</p>
        )}
        <SelectField
          name="intoId"
          label={labels.intoId}
          choices={[{ value: '', label: t('roster.units.mergeNowhere') }, ...unitChoices(others)]}
        />
        <TextField name="from" type="date" label={labels.from} value={today} required />
        <button type="submit" className="btn">
          {t('roster.units.mergeButton')}
        </button>
      </Form>
      <Form id="close" action={close} labels={{ lastDay }} className="mt-6 border-line border-t pt-4">
        {fields}
        <TextField name="lastDay" type="date" label={lastDay} required />
        <button type="submit" className="btn">
          {t('roster.units.closeButton')}
        </button>
      </Form>
    </details>
  )
}
