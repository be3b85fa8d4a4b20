import Link from 'next/link'
import type { SheetRow } from '@/lib/attendance/queries'
import type { Say } from '@/lib/i18n/rules'

type Props = {
  say: Say
  rows: SheetRow[]
  view: { unitId: number | null; unmarked: boolean }
}

/** By unit, and only who is not recorded yet: links and a plain form, so that the address says what is shown. On a phone the menu has it. */
export function SheetFilter({ say, rows, view }: Props) {
  const { t } = say
  const units = [...new Map(rows.map(row => [row.unitId, row.unitName]))]
  const unmarked = rows.some(row => row.standing === 'required' && row.mark === null)
  const query = (only: boolean) =>
    `?${new URLSearchParams({ ...(view.unitId ? { unit: String(view.unitId) } : {}), ...(only ? { show: 'unmarked' } : {}) })}`
  return (
    <div className="mb-2 desk:flex hidden flex-wrap items-center gap-2 text-sm">
      {units.length > 1 && (
        <form method="get" className="flex items-center gap-2">
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
      {(view.unmarked || unmarked) && (
        <Link href={query(!view.unmarked)} prefetch={false}>
          {t(view.unmarked ? 'attendance.sheet.showAll' : 'attendance.sheet.onlyUnmarked')}
        </Link>
      )}
    </div>
  )
}
