import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import type { UnitOption } from '@/lib/organisation/people/person.queries'

type ChoiceProps = {
  name: string
  label: string
  value?: string | number
  /** Classes for its width. */
  className?: string
  children: ReactNode
}

/** One filter of a list: a labelled select in a plain GET form. */
export function FilterChoice({
  name,
  label,
  value,
  className = 'min-w-28 desk:flex-none flex-1',
  children,
}: ChoiceProps) {
  return (
    <label className={className}>
      <span className="mb-1 block text-ink-2 text-sm">{label}</span>
      <select name={name} defaultValue={value} className="field">
        {children}
      </select>
    </label>
  )
}

type InputProps = {
  name: string
  label: string
  value?: string
  type?: 'search' | 'date'
  className?: string
}

/** A filter for a search term or a day. */
export function FilterInput({
  name,
  label,
  value,
  type = 'search',
  className = 'min-w-40 flex-1',
}: InputProps) {
  return (
    <label className={className}>
      <span className="mb-1 block text-ink-2 text-sm">{label}</span>
      <input type={type} name={name} defaultValue={value} className="field" />
    </label>
  )
}

/** The years for which there is data. */
export function YearOptions({ say, years }: { say: Say; years: number[] }) {
  return years.map(year => (
    <option key={year} value={year}>
      {say.t('common.date.year', { year })}
    </option>
  ))
}

/** All months, then each of the twelve. */
export function MonthOptions({ say }: { say: Say }) {
  return (
    <>
      <option value="">{say.t('common.form.all')}</option>
      {Array.from({ length: 12 }, (_, at) => at + 1).map(month => (
        <option key={month} value={month}>
          {say.t('common.date.month', { month })}
        </option>
      ))}
    </>
  )
}

/** All units, then each, indented by its depth in the tree. */
export function UnitOptions({ say, units }: { say: Say; units: UnitOption[] }) {
  return (
    <>
      <option value="">{say.t('common.form.all')}</option>
      {units.map(unit => (
        <option key={unit.id} value={unit.id}>
          {'\u3000'.repeat(unit.depth) + unit.name}
        </option>
      ))}
    </>
  )
}
