import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { UnitRow } from '@/lib/organisation/people/person.queries'
import { shift } from '../actions'

type Props = { say: Say; unit: UnitRow; mayRise: boolean; mayFall: boolean }

const indents = ['pl-0', 'pl-5', 'pl-10', 'pl-15']

/** One unit of the tree with its position among its siblings. */
export function UnitLine({ say, unit, mayRise, mayFall }: Props) {
  const { t } = say
  return (
    <li
      className={`flex min-h-11 items-center gap-3 border-line border-t first:border-t-0 ${indents[Math.min(unit.depth, 3)]}`}
    >
      <span className="min-w-0 flex-1">
        <Link href={`/people/units/${unit.id}`}>{unit.name}</Link>
      </span>
      <span className="desk:inline hidden w-24 text-ink-3 text-sm">{say.term(`unitKind.${unit.kind}`)}</span>
      <Link href={`/people?unit=${unit.id}`} className="w-16 text-right text-sm">
        {t('roster.units.people', { count: unit.people })}
      </Link>
      <Form id={`shift-${unit.id}`} action={shift} className="flex w-24 justify-end">
        <input type="hidden" name="unitId" value={unit.id} />
        {mayRise && (
          <button
            type="submit"
            name="way"
            value="up"
            className="min-h-11 min-w-11 text-indigo"
            aria-label={t('roster.units.upLabel', { unit: unit.name })}
            title={t('roster.units.up')}
          >
            ↑
          </button>
        )}
        {mayFall && (
          <button
            type="submit"
            name="way"
            value="down"
            className="min-h-11 min-w-11 text-indigo"
            aria-label={t('roster.units.downLabel', { unit: unit.name })}
            title={t('roster.units.down')}
          >
            ↓
          </button>
        )}
      </Form>
    </li>
  )
}
