import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import { addressOf } from './address'

type Props = { say: Say; to: RatesAsked; years: number[]; units: UnitOption[]; unitName: string }

/** Menus for year, span and unit, each under its button; the address contains the choice. */
export function SpanMenu({ say, to, years, units, unitName }: Props) {
  const { t } = say
  const { given, year, asked } = to
  const base = { ...given, page: undefined }
  const timeless = { from: null, to: null, asOf: null }
  return (
    <>
      <Menu
        label={year === null ? t('rate.page.span') : t('common.date.year', { year })}
        name={t('rate.page.year')}
      >
        <ul className="flex flex-wrap gap-2">
          {years.map(each => (
            <li key={each}>
              <Link
                href={addressOf('/rates', base, { ...timeless, year: each })}
                aria-current={each === year ? 'page' : undefined}
                className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
              >
                {t('common.date.year', { year: each })}
              </Link>
            </li>
          ))}
        </ul>
        <form method="get" className="mt-4 grid grid-cols-2 gap-3 border-line border-t pt-4">
          {given.unit && <input type="hidden" name="unit" value={given.unit} />}
          {given.view && <input type="hidden" name="view" value={given.view} />}
          {given.rate && <input type="hidden" name="rate" value={given.rate} />}
          <DayField name="from" label={t('rate.page.from')} day={asked.from} />
          <DayField name="to" label={t('rate.page.to')} day={asked.to} />
          <DayField name="asOf" label={t('rate.page.asOfLabel')} day={asked.asOf} />
          <div className="self-end">
            <button type="submit" className="btn w-full">
              {t('rate.page.show')}
            </button>
          </div>
        </form>
      </Menu>
      {units.length > 1 && (
        <Menu label={unitName} name={t('rate.page.unit')}>
          <ul className="max-h-96 overflow-y-auto">
            {units.map(unit => (
              <li key={unit.id}>
                <Link
                  href={addressOf('/rates', base, { unit: unit.id })}
                  aria-current={unit.id === asked.unitId ? 'page' : undefined}
                  className={`flex desk:min-h-9 min-h-11 items-center rounded px-3 text-ink no-underline hover:bg-sunk aria-[current]:text-indigo ${indents[Math.min(unit.depth, 3)]}`}
                >
                  {unit.name}
                </Link>
              </li>
            ))}
          </ul>
        </Menu>
      )}
    </>
  )
}

const indents = ['font-semibold', 'pl-6', 'pl-10', 'pl-14']

function Menu({ label, name, children }: { label: string; name: string; children: ReactNode }) {
  return (
    <details className="desk:relative min-w-0 desk:flex-none flex-1">
      <summary className="btn w-full list-none px-3!" aria-label={`${name} ${label}`}>
        <span className="truncate">{label}</span>
        <span aria-hidden="true" className="ml-1.5">
          ▾
        </span>
      </summary>
      <div className="absolute desk:right-0 right-4 desk:left-auto left-4 z-20 mt-1 desk:w-80 rounded-lg border border-line-strong bg-sheet p-4 shadow-lg">
        {children}
      </div>
    </details>
  )
}

function DayField({ name, label, day }: { name: string; label: string; day: string }) {
  return (
    <label>
      <span className="mb-1 block text-ink-2 text-sm">{label}</span>
      <input type="date" name={name} defaultValue={day} className="field" />
    </label>
  )
}
