import type { Say } from '@/app/_i18n/messages'
import { type DebtFilter, debtFilters } from '@/lib/attendance/makeup/makeup.rules'

type Props = {
  say: Say
  units: { id: number; name: string }[]
  unitId: number | undefined
  state: DebtFilter
}

/** Filter by unit and by state of the make-up; the address contains it. */
export function DebtFilterForm({ say, units, unitId, state }: Props) {
  const { t } = say
  return (
    <form method="get" className="mb-4 desk:flex grid grid-cols-2 flex-wrap items-end gap-3">
      <label className="min-w-0">
        <span className="mb-1 block text-ink-2 text-sm">{t('makeup.list.unit')}</span>
        <select name="unit" defaultValue={unitId ?? ''} className="field desk:w-52 w-full">
          <option value="">{t('makeup.list.allUnits')}</option>
          {units.map(unit => (
            <option key={unit.id} value={unit.id}>
              {unit.name}
            </option>
          ))}
        </select>
      </label>
      <label className="min-w-0">
        <span className="mb-1 block text-ink-2 text-sm">{t('makeup.list.state')}</span>
        <select name="state" defaultValue={state} className="field desk:w-44 w-full">
          {debtFilters.map(each => (
            <option key={each} value={each}>
              {t(`makeup.list.filter.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="btn col-span-2">
        {t('common.form.filter')}
      </button>
    </form>
  )
}
