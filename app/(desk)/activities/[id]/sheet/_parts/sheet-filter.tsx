import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { SheetRow } from '@/lib/attendance/attendance.queries'

type View = { unitId: number | null; unmarked: boolean }
type Props = { say: Say; rows: SheetRow[]; view: View; children?: ReactNode }

/**
 * Filter by unit and by unrecorded: links and a plain GET form, so that the address contains it. On a phone the
 * menu contains the second one.
 */
export function SheetFilter({ say, rows, view, children }: Props) {
  const { t } = say
  const units = [...new Map(rows.map(row => [row.unitId, row.unitName]))]
  const unmarked = rows.some(row => row.standing === 'required' && row.mark === null)
  return (
    <div className="flex flex-wrap items-center gap-x-2 desk:text-sm">
      {units.length > 1 && (
        <form method="get" className="mb-2 flex desk:w-auto w-full items-center gap-2">
          {view.unmarked && <input type="hidden" name="show" value="unmarked" />}
          <label htmlFor="unit" className="sr-only desk:not-sr-only">
            {t('attendance.sheet.unit')}
          </label>
          <select id="unit" name="unit" defaultValue={view.unitId ?? ''} className="field desk:w-44 min-w-0">
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
        <Link href={queryOf({ ...view, unmarked: !view.unmarked })} className="mb-2 desk:block hidden">
          {t(view.unmarked ? 'attendance.sheet.showAll' : 'attendance.sheet.onlyUnmarked')}
        </Link>
      )}
      {children}
    </div>
  )
}

/** The message for a filtered sheet. */
export function queryOf({ unitId, unmarked }: View): string {
  return `?${new URLSearchParams({ ...(unitId ? { unit: String(unitId) } : {}), ...(unmarked ? { show: 'unmarked' } : {}) })}`
}
