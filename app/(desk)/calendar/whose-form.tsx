import type { Say } from '@/lib/i18n/rules'
import type { UnitOption } from '@/lib/roster/queries'
import type { View } from './month-nav'

type Props = { say: Say; units: UnitOption[]; unitId: number | null; month: string; view: View }

/** My calendar, or that of a unit of the scope. */
export function WhoseForm({ say, units, unitId, month, view }: Props) {
  return (
    <form action="/calendar" className="mb-4 flex min-w-0 items-center gap-2 print:hidden">
      <input type="hidden" name="month" value={month} />
      {view && <input type="hidden" name="view" value={view} />}
      <label htmlFor="unit" className="flex-none text-ink-2 text-sm">
        {say.t('calendar.whose')}
      </label>
      <select id="unit" name="unit" defaultValue={unitId ?? ''} className="field min-w-0 desk:max-w-64">
        <option value="">{say.t('calendar.mine')}</option>
        {units.map(unit => (
          <option key={unit.id} value={unit.id}>
            {'\u3000'.repeat(unit.depth)}
            {unit.name}
          </option>
        ))}
      </select>
      <button type="submit" className="btn">
        {say.t('calendar.show')}
      </button>
    </form>
  )
}
