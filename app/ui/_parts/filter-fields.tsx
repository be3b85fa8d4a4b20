import type { Say } from '@/app/_i18n/messages'
import { FilterChoice, FilterInput, MonthOptions, UnitOptions, YearOptions } from '@/app/_ui/filter-fields'
import { Part } from './part'
import { unitsIn } from './people'

export function FilterFieldsPart({ say }: { say: Say }) {
  const { t } = say
  return (
    <Part file="app/_ui/filter-fields.tsx">
      <form method="get" className="flex flex-wrap items-end gap-3">
        <FilterInput name="q" label={t('ui.table.search')} />
        <FilterChoice name="year" label={t('ui.table.year')} value={2026}>
          <YearOptions say={say} years={[2026, 2025, 2024]} />
        </FilterChoice>
        <FilterChoice name="month" label={t('ui.table.month')} value={10}>
          <MonthOptions say={say} />
        </FilterChoice>
        <FilterChoice
          name="unit"
          label={t('ui.table.unit')}
          value={3}
          className="min-w-0 basis-full desk:basis-52"
        >
          <UnitOptions say={say} units={unitsIn(say)} />
        </FilterChoice>
        <FilterInput name="from" type="date" label={t('ui.table.from')} value="2026-10-01" />
        <button type="submit" className="btn">
          {t('common.form.filter')}
        </button>
      </form>
    </Part>
  )
}
