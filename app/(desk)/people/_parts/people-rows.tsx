import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { PersonRow } from '@/lib/organisation/people/person.queries'

export function PeopleRows({ say, rows }: { say: Say; rows: PersonRow[] }) {
  const { t } = say
  const hasPhones = rows.some(row => row.phone !== null)
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('roster.list.name')}</th>
          <th scope="col" className="desk:table-cell hidden">
            {t('roster.list.staffNo')}
          </th>
          <th scope="col">{t('roster.list.unit')}</th>
          <th scope="col" className="desk:table-cell hidden">
            {t('roster.list.post')}
          </th>
          <th scope="col" className="desk:table-cell hidden">
            {t('roster.list.tags')}
          </th>
          <th scope="col" className="desk:table-cell hidden">
            {t('roster.list.since')}
          </th>
          {hasPhones && <th scope="col">{t('roster.list.phone')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row" className="whitespace-nowrap font-normal text-base text-ink">
              <Link href={`/people/${row.id}`}>{row.name}</Link>
              {row.post && <span className="block desk:hidden text-ink-2 text-sm">{row.post}</span>}
            </th>
            <td className="desk:table-cell hidden whitespace-nowrap text-ink-2">{row.staffNo}</td>
            <td className="whitespace-nowrap">
              {row.unitName}
              {row.alsoIn.length > 0 && (
                <span className="block text-ink-3 text-sm">
                  {t('roster.list.alsoIn', { units: row.alsoIn.join('、') })}
                </span>
              )}
            </td>
            <td className="desk:table-cell hidden">{row.post ?? '—'}</td>
            <td className="desk:table-cell hidden text-ink-2">{row.tags.join('、')}</td>
            <td className="desk:table-cell hidden whitespace-nowrap text-ink-2">
              {row.fromDay}
              {row.toDay && (
                <span className="block text-sm">{t('roster.list.until', { day: row.toDay })}</span>
              )}
            </td>
            {hasPhones && <td className="whitespace-nowrap">{row.phone ?? '—'}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
