import type { Say } from '@/app/_i18n/messages'
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
      <label className="desk:w-56 min-w-0 desk:flex-none flex-1">
        <span className="mb-1 block text-ink-2 text-sm">{t('roster.list.search')}</span>
        <input type="search" name="q" defaultValue={asked.q} className="field" />
      </label>
      <label className="order-2 desk:hidden w-full">
        <span className="mb-1 block text-ink-2 text-sm">{t('roster.list.unit')}</span>
        <select name="unit" defaultValue={asked.unit ?? ''} className="field">
          <option value="">{t('roster.list.allUnits')}</option>
          {unitChoices(units).map(choice => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </label>
      <label className="desk:order-none order-3 min-w-0 desk:flex-none flex-1">
        <span className="mb-1 block text-ink-2 text-sm">{t('roster.list.tag')}</span>
        <select name="tag" defaultValue={asked.tag ?? ''} className="field">
          <option value="">{t('roster.list.allTags')}</option>
          {tags.map(tag => (
            <option key={tag.id} value={tag.id}>
              {tag.name}
            </option>
          ))}
        </select>
      </label>
      <label className="desk:order-none order-3 min-w-0 desk:flex-none flex-1">
        <span className="mb-1 block text-ink-2 text-sm">{t('roster.list.day')}</span>
        <input type="date" name="on" defaultValue={asked.on ?? today} className="field" />
      </label>
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
