import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { TableCard } from '@/app/_ui/table'
import type { Duty, UnitUndone } from '@/lib/statistics/undone/undone.rules'
import { type OfFigure, undoneAddress } from '../../_parts/address'
import { dayIn } from '../../_parts/span-words'

type Props = { say: Say; of: OfFigure; duty: Duty | null; units: UnitUndone[]; first: UnitUndone | null }

/** Which unit to speak to first and why, over the table of all units whose rows make the sentence. */
export function FirstUnit({ say, of, duty, units, first }: Props) {
  const { t } = say
  // Beside the units below it, the unit itself is 本级.
  const nameOf = ({ unitId, unitName }: UnitUndone) =>
    unitId === of.unitId && units.length > 1 ? t('rate.page.alone', { unit: unitName }) : unitName
  const dayWord = (until: string | null) => (until === null ? '—' : dayIn(say, until))
  return (
    <section className="mb-6" id="units">
      <h2 className="mb-1">{t('undone.first.title')}</h2>
      <p className="mb-1 font-semibold">
        {first ? firstWords(say, { ...first, unitName: nameOf(first) }) : t('undone.first.past')}
      </p>
      <p className="mb-3 max-w-3xl text-ink-3 text-sm">{t('undone.first.rule')}</p>
      <TableCard label={t('undone.first.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('undone.page.unit')}</th>
              {(['people', 'count', 'inTime', 'overdue', 'closed'] as const).map(head => (
                <th key={head} scope="col" className="n">
                  {t(`undone.first.${head}`)}
                </th>
              ))}
              <th scope="col">{t('undone.first.until')}</th>
            </tr>
          </thead>
          <tbody>
            {units.map(each => (
              <tr key={each.unitId}>
                <th scope="row" className="whitespace-nowrap font-[inherit]! text-[15px]! text-ink!">
                  <Link href={undoneAddress({ ...of, unitId: each.unitId, alone: true }, duty)}>
                    {nameOf(each)}
                  </Link>
                </th>
                {[each.people, each.all, each.open, each.late, each.past].map((value, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
                  <td key={at} className={value === 0 ? 'n text-ink-3' : 'n'}>
                    {value}
                  </td>
                ))}
                <td className="whitespace-nowrap">{dayWord(each.until)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableCard>
    </section>
  )
}

function firstWords(say: Say, { unitName, people, all, open, late, until }: UnitUndone): string {
  const places = {
    ...{ unit: unitName, people, count: all, open, late },
    until: until ? dayIn(say, until) : '',
  }
  if (open === 0) return say.t('undone.first.late', places)
  return say.t(until === null ? 'undone.first.noDay' : 'undone.first.open', places)
}
