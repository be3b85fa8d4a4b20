import type { Say } from '@/app/_i18n/messages'
import { FilterChoice, FilterInput } from '@/app/_ui/filter-fields'
import { Link } from '@/app/_ui/link'
import { unitChoices } from '@/app/_ui/unit-choices'
import type { UnitRow } from '@/lib/organisation/people/person.queries'
import { type Asked, addressOf } from './people-address'

type Props = {
  say: Say
  units: UnitRow[]
  tags: { id: number; name: string; people: number }[]
  asked: Asked
  today: string
}

export function PeopleFilter({ say, units, tags, asked, today }: Props) {
  const { t } = say
  const isNarrowed = Boolean(asked.q || asked.tag || asked.on)
  return (
    <form className="mb-4 flex flex-wrap items-end gap-3 print:hidden">
      <FilterInput
        name="q"
        label={t('roster.list.search')}
        value={asked.q}
        className="desk:w-56 min-w-0 desk:flex-none flex-1"
      />
      <FilterChoice
        name="unit"
        label={t('roster.list.unit')}
        value={asked.unit ?? ''}
        className="order-2 desk:hidden w-full"
      >
        <option value="">{t('roster.list.allUnits')}</option>
        {unitChoices(units).map(choice => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </FilterChoice>
      <FilterChoice
        name="tag"
        label={t('roster.list.tag')}
        value={asked.tag ?? ''}
        className="desk:order-none order-3 min-w-0 desk:flex-none flex-1"
      >
        <option value="">{t('roster.list.allTags')}</option>
        {tags.map(tag => (
          <option key={tag.id} value={tag.id}>
            {tag.name}
          </option>
        ))}
      </FilterChoice>
      <FilterInput
        name="on"
        type="date"
        label={t('roster.list.day')}
        value={asked.on ?? today}
        className="desk:order-none order-3 min-w-0 desk:flex-none flex-1"
      />
      <button type="submit" className="btn desk:order-none order-1">
        {t('roster.list.show')}
      </button>
      {isNarrowed && (
        <Link href={addressOf({ unit: asked.unit })} className="btn btn-plain desk:order-none order-4">
          {t('roster.list.clear')}
        </Link>
      )}
    </form>
  )
}
