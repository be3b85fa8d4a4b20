import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { headingChannels } from '@/lib/activity/outreach/material.rules'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import type { Channel } from '@/lib/organisation/settings/setting.queries'
import type { Chosen } from './ledger-filter'

type Props = { say: Say; chosen: Chosen; years: number[]; units: UnitOption[]; channels: Channel[] }

/** The filter of the ledger: a plain form whose answer is an address. */
export function LedgerFilter({ say, chosen, years, units, channels }: Props) {
  const { t, term } = say
  const headings = Object.keys(headingChannels) as (keyof typeof headingChannels)[]
  return (
    <form method="get" className="flex flex-wrap items-end gap-2">
      <Choice name="year" label={t('material.list.year')} value={chosen.year}>
        {years.map(year => (
          <option key={year} value={year}>
            {t('common.date.year', { year })}
          </option>
        ))}
      </Choice>
      <Choice name="month" label={t('material.list.month')} value={chosen.month ?? ''}>
        <option value="">{t('common.form.all')}</option>
        {Array.from({ length: 12 }, (_, at) => at + 1).map(month => (
          <option key={month} value={month}>
            {t('common.date.month', { month })}
          </option>
        ))}
      </Choice>
      <Choice name="channel" label={t('material.list.channel')} value={chosen.channel}>
        <option value="">{t('common.form.all')}</option>
        {channels.map(channel => (
          <option key={channel.id}>{channel.name}</option>
        ))}
        {headings.map(heading => (
          <option key={heading} value={heading}>
            {term(`heading.${heading}`)}
          </option>
        ))}
      </Choice>
      {units.length > 1 && (
        <Choice name="unit" label={t('material.list.unit')} value={chosen.unitId ?? ''}>
          <option value="">{t('common.form.all')}</option>
          {units.map(unit => (
            <option key={unit.id} value={unit.id}>
              {'\u3000'.repeat(unit.depth) + unit.name}
            </option>
          ))}
        </Choice>
      )}
      <label className="min-w-40 flex-1">
        <span className="mb-1 block text-ink-2 text-sm">{t('material.list.search')}</span>
        <input type="search" name="q" defaultValue={chosen.search} className="field" />
      </label>
      <button type="submit" className="btn">
        {t('common.form.filter')}
      </button>
    </form>
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
