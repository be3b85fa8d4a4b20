import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { TableCard } from '@/app/_ui/table'
import type { UndoneShown } from '@/lib/statistics/undone/undone.queries'
import { type OfFigure, oneOf, personAddress } from '../../_parts/address'
import { dayIn } from '../../_parts/span-words'
import { stacked } from '../../rows/_parts/rows-table'

const SHOWN = 200

/** By name: what, and until when; each leads to the one mark, completion or result. */
export function UndoneTable({ say, of, rows }: { say: Say; of: OfFigure; rows: UndoneShown[] }) {
  const { t } = say
  const heads = {
    person: t('undone.list.person'),
    unit: t('undone.page.unit'),
    what: t('undone.list.what'),
    until: t('undone.list.until'),
  }
  return (
    <>
      <h2 className="mb-2">{t('undone.list.title')}</h2>
      {rows.length > SHOWN && (
        <p className="mb-2 text-ink-2">{t('undone.list.listed', { count: rows.length, shown: SHOWN })}</p>
      )}
      <TableCard label={t('undone.list.title')}>
        <table className="block desk:table">
          <thead className="sr-only desk:not-sr-only desk:table-header-group">
            <tr>
              {Object.values(heads).map(head => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="block desk:table-row-group">
            {rows.slice(0, SHOWN).map(each => (
              <tr
                key={`${each.kind}/${each.id}/${each.personId}`}
                className="block desk:table-row border-line desk:border-0 border-b py-2"
              >
                <td data-head={heads.person} className={`${stacked} whitespace-nowrap`}>
                  <Link href={personAddress(of, each.personId)}>{each.name}</Link>
                </td>
                <td data-head={heads.unit} className={stacked}>
                  {each.unitName}
                </td>
                <td data-head={heads.what} className={stacked}>
                  <span>
                    {each.mayOpen ? (
                      <Link href={oneOf(each.kind === 'exam' ? 'exam' : 'activity', each.id, each.personId)}>
                        {each.title}
                      </Link>
                    ) : (
                      each.title
                    )}{' '}
                    <span className="text-ink-3 text-sm">
                      {t(`undone.duty.${each.kind}`)} · {dayIn(say, each.day)}
                    </span>
                  </span>
                </td>
                <td data-head={heads.until} className={stacked}>
                  {each.until === null
                    ? t('undone.list.noUntil')
                    : t(`undone.list.${each.state}`, { day: dayIn(say, each.until) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableCard>
    </>
  )
}
