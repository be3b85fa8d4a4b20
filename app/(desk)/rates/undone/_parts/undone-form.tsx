import type { Say } from '@/app/_i18n/messages'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import { type Duty, duties } from '@/lib/statistics/undone/undone.rules'
import type { OfFigure } from '../../_parts/address'

type Props = { say: Say; of: OfFigure; duty: Duty | null; units: UnitOption[] }

/** Unit, duty and day, as a GET form: the address holds the question. */
export function UndoneForm({ say, of, duty, units }: Props) {
  const { t } = say
  return (
    <form
      method="get"
      className="card mb-4 grid desk:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_11rem_auto] items-end gap-3 print:hidden"
    >
      <input type="hidden" name="from" value={of.from} />
      <input type="hidden" name="to" value={of.to} />
      <label className="min-w-0">
        <span className="mb-1 block text-ink-2 text-sm">{t('undone.page.unit')}</span>
        <select name="unit" defaultValue={of.unitId} className="field w-full">
          {units.map(unit => (
            <option key={unit.id} value={unit.id}>
              {`${'　'.repeat(unit.depth)}${unit.name}`}
            </option>
          ))}
        </select>
      </label>
      <label className="min-w-0">
        <span className="mb-1 block text-ink-2 text-sm">{t('undone.page.duty')}</span>
        <select name="duty" defaultValue={duty ?? ''} className="field w-full">
          <option value="">{t('undone.page.all')}</option>
          {duties.map(each => (
            <option key={each} value={each}>
              {t(`undone.duty.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="min-w-0">
        <span className="mb-1 block text-ink-2 text-sm">{t('rate.page.asOfLabel')}</span>
        <input type="date" name="asOf" defaultValue={of.asOf} className="field" />
      </label>
      <button type="submit" className="btn btn-main">
        {t('undone.page.show')}
      </button>
    </form>
  )
}
