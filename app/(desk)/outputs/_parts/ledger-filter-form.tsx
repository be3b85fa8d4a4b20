import type { Say } from '@/app/_i18n/messages'
import { FilterChoice, FilterInput, MonthOptions, UnitOptions, YearOptions } from '@/app/_ui/filter-fields'
import { headingChannels } from '@/lib/activity/outreach/material.rules'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import type { Channel } from '@/lib/organisation/settings/setting.queries'
import type { Chosen } from './ledger-filter'

type Props = { say: Say; chosen: Chosen; years: number[]; units: UnitOption[]; channels: Channel[] }

/** The filter of the ledger: a plain GET form. */
export function LedgerFilter({ say, chosen, years, units, channels }: Props) {
  const { t, term } = say
  const headings = Object.keys(headingChannels) as (keyof typeof headingChannels)[]
  return (
    <form method="get" className="flex flex-wrap items-end gap-2">
      <FilterChoice name="year" label={t('material.list.year')} value={chosen.year}>
        <YearOptions say={say} years={years} />
      </FilterChoice>
      <FilterChoice name="month" label={t('material.list.month')} value={chosen.month ?? ''}>
        <MonthOptions say={say} />
      </FilterChoice>
      <FilterChoice name="channel" label={t('material.list.channel')} value={chosen.channel}>
        <option value="">{t('common.form.all')}</option>
        {channels.map(channel => (
          <option key={channel.id}>{channel.name}</option>
        ))}
        {headings.map(heading => (
          <option key={heading} value={heading}>
            {term(`heading.${heading}`)}
          </option>
        ))}
      </FilterChoice>
      {units.length > 1 && (
        <FilterChoice name="unit" label={t('material.list.unit')} value={chosen.unitId ?? ''}>
          <UnitOptions say={say} units={units} />
        </FilterChoice>
      )}
      <FilterInput name="q" label={t('material.list.search')} value={chosen.search} />
      <button type="submit" className="btn">
        {t('common.form.filter')}
      </button>
    </form>
  )
}
