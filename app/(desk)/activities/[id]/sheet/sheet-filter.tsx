import Link from 'next/link'
import type { SheetRow } from '@/lib/attendance/queries'
import type { Say } from '@/lib/i18n/rules'

type Props = {
  say: Say
  rows: SheetRow[]
  view: { unitId: number | null; unmarked: boolean }
}

/** By unit, and only who is not recorded yet: links and a plain form, so that the address says what is shown. */
export function SheetFilter({ say, rows, view }: Props) {
  const { t } = say
  const units = [...new Map(rows.map(row => [row.unitId, row.unitName]))]
  const query = (unmarked: boolean) =>
    `?${new URLSearchParams({ ...(view.unitId ? { unit: String(view.unitId) } : {}), ...(unmarked ? { show: 'unmarked' } : {}) })}`
  return (
    <div className="mb-1 flex flex-wrap items-center gap-2 text-sm">
      {units.length > 1 && (
        <form method="get" className="desk:flex hidden items-center gap-2">
          {view.unmarked && <input type="hidden" name="show" value="unmarked" />}
          <label htmlFor="unit">{t('attendance.sheet.unit')}</label>
          <select id="unit" name="unit" defaultValue={view.unitId ?? ''} className="field w-44">
            <option value="">{t('attendance.sheet.allUnits')}</option>
            {units.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <button type="submit" className="btn">
            {t('common.form.filter')}
          </button>
        </form>
      )}
      <Link
        href={query(!view.unmarked)}
        prefetch={false}
        className="inline-flex desk:min-h-10 min-h-11 items-center"
      >
        {t(view.unmarked ? 'attendance.sheet.showAll' : 'attendance.sheet.onlyUnmarked')}
      </Link>
    </div>
  )
}
