import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { activityStatuses } from '@/lib/activity/activity.rules'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import type { Chosen } from './list-filter'

type Props = { say: Say; chosen: Chosen; years: number[]; units: UnitOption[]; forms: string[] }

/** The filter of the list: a plain form whose answer is an address. On a phone it opens from one line. */
export function ListFilter(props: Props) {
  const { chosen, say } = props
  const narrowed = [chosen.unitId, chosen.form, chosen.status, chosen.search, chosen.month].filter(
    Boolean,
  ).length
  return (
    <>
      <form method="get" className="desk:flex hidden flex-wrap items-end gap-2">
        <Fields {...props} />
      </form>
      <details className="desk:hidden" open={narrowed > 0 || undefined}>
        <summary className="btn w-full list-none">
          {narrowed > 0 ? say.t('activity.list.filterOn', { count: narrowed }) : say.t('common.form.filter')}
        </summary>
        <form method="get" className="mt-3 flex flex-wrap items-end gap-2">
          <Fields {...props} />
        </form>
      </details>
    </>
  )
}

function Fields({ say, chosen, years, units, forms }: Props) {
  const { t, term } = say
  return (
    <>
      <Choice name="year" label={t('activity.list.year')} value={chosen.year}>
        {years.map(year => (
          <option key={year} value={year}>
            {t('common.date.year', { year })}
          </option>
        ))}
      </Choice>
      <Choice name="month" label={t('activity.list.month')} value={chosen.month ?? ''}>
        <option value="">{t('common.form.all')}</option>
        {Array.from({ length: 12 }, (_, at) => at + 1).map(month => (
          <option key={month} value={month}>
            {t('common.date.month', { month })}
          </option>
        ))}
      </Choice>
      {units.length > 1 && (
        <Choice name="unit" label={t('activity.list.unit')} value={chosen.unitId ?? ''}>
          <option value="">{t('common.form.all')}</option>
          {units.map(unit => (
            <option key={unit.id} value={unit.id}>
              {'\u3000'.repeat(unit.depth) + unit.name}
            </option>
          ))}
        </Choice>
      )}
      <Choice name="form" label={t('activity.list.form')} value={chosen.form}>
        <option value="">{t('common.form.all')}</option>
        {forms.map(form => (
          <option key={form}>{form}</option>
        ))}
      </Choice>
      <Choice name="status" label={t('activity.list.status')} value={chosen.status}>
        <option value="">{t('common.form.all')}</option>
        <option value="awaiting">{term('state.awaitingRecord')}</option>
        {activityStatuses.map(status => (
          <option key={status} value={status}>
            {term(`activityStatus.${status}`)}
          </option>
        ))}
      </Choice>
      <label className="min-w-40 flex-1">
        <span className="mb-1 block text-ink-2 text-sm">{t('activity.list.search')}</span>
        <input type="search" name="q" defaultValue={chosen.search} className="field" />
      </label>
      <button type="submit" className="btn">
        {t('common.form.filter')}
      </button>
    </>
  )
}

type ChoiceProps = { name: string; label: string; value: string | number; children: ReactNode }

function Choice({ name, label, value, children }: ChoiceProps) {
  return (
    <label className="min-w-28 desk:flex-none flex-1">
      <span className="mb-1 block text-ink-2 text-sm">{label}</span>
      <select name={name} defaultValue={value} className="field">
        {children}
      </select>
    </label>
  )
}
