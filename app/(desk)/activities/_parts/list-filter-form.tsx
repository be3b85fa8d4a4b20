import type { Say } from '@/app/_i18n/messages'
import { FilterChoice, FilterInput, MonthOptions, UnitOptions, YearOptions } from '@/app/_ui/filter-fields'
import { activityStatuses } from '@/lib/activity/activity.rules'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import type { Chosen } from './list-filter'

type Props = { say: Say; chosen: Chosen; years: number[]; units: UnitOption[]; forms: string[] }

/** The filter of the list: a plain GET form. On a phone it is collapsed into one line. */
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
      <FilterChoice name="year" label={t('activity.list.year')} value={chosen.year}>
        <YearOptions say={say} years={years} />
      </FilterChoice>
      <FilterChoice name="month" label={t('activity.list.month')} value={chosen.month ?? ''}>
        <MonthOptions say={say} />
      </FilterChoice>
      {units.length > 1 && (
        <FilterChoice name="unit" label={t('activity.list.unit')} value={chosen.unitId ?? ''}>
          <UnitOptions say={say} units={units} />
        </FilterChoice>
      )}
      <FilterChoice name="form" label={t('activity.list.form')} value={chosen.form}>
        <option value="">{t('common.form.all')}</option>
        {forms.map(form => (
          <option key={form}>{form}</option>
        ))}
      </FilterChoice>
      <FilterChoice name="status" label={t('activity.list.status')} value={chosen.status}>
        <option value="">{t('common.form.all')}</option>
        <option value="awaiting">{term('state.awaitingRecord')}</option>
        {activityStatuses.map(status => (
          <option key={status} value={status}>
            {term(`activityStatus.${status}`)}
          </option>
        ))}
      </FilterChoice>
      <FilterInput name="q" label={t('activity.list.search')} value={chosen.search} />
      <button type="submit" className="btn">
        {t('common.form.filter')}
      </button>
    </>
  )
}
