import type { Say } from '@/app/_i18n/messages'
import { type Narrowing, narrowings } from '@/lib/calendar/calendar.rules'
import type { Moment, View } from '@/lib/calendar/period.rules'
import type { UnitOption } from '@/lib/organisation/people/person.queries'

type Props = {
  say: Say
  units: UnitOption[]
  unitId: number | null
  only: Narrowing | null
  at: Moment
  view: View | null
}

/** Whose calendar, the viewer's or a unit's in scope, and which of its entries. */
export function FilterForm({ say, units, unitId, only, at, view }: Props) {
  const offered = narrowings.filter(each => (unitId === null ? each !== 'off' : each !== 'makeUp'))
  return (
    <form
      action="/calendar"
      className="desk:order-none order-last flex min-w-0 desk:flex-none flex-1 items-center gap-2 print:hidden"
    >
      {Object.entries(at).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {view && <input type="hidden" name="view" value={view} />}
      {units.length > 0 && (
        <>
          <label htmlFor="unit" className="sr-only desk:not-sr-only desk:flex-none text-ink-2 text-sm">
            {say.t('calendar.whose')}
          </label>
          <select id="unit" name="unit" defaultValue={unitId ?? ''} className="field desk:w-44 min-w-0">
            <option value="">{say.t('calendar.mine')}</option>
            {units.map(unit => (
              <option key={unit.id} value={unit.id}>
                {'\u3000'.repeat(unit.depth)}
                {unit.name}
              </option>
            ))}
          </select>
        </>
      )}
      <label htmlFor="only" className="sr-only desk:not-sr-only desk:flex-none text-ink-2 text-sm">
        {say.t('calendar.only')}
      </label>
      <select id="only" name="only" defaultValue={only ?? ''} className="field desk:w-36 min-w-0">
        <option value="">{say.t('calendar.onlyAll')}</option>
        {offered.map(each => (
          <option key={each} value={each}>
            {say.t(`calendar.onlyOf.${each}`)}
          </option>
        ))}
      </select>
      <button type="submit" className="btn flex-none">
        {say.t('calendar.show')}
      </button>
    </form>
  )
}
