import Link from 'next/link'
import { Tag } from '@/app/_ui/tag'
import type { Say } from '@/lib/i18n/rules'
import type { PersonRow } from '@/lib/roster/queries'

export function PeopleRows({ say, rows }: { say: Say; rows: PersonRow[] }) {
  const { t } = say
  const hasPhones = rows.some(row => row.phone !== null)
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('roster.list.name')}</th>
          <th scope="col">{t('roster.list.staffNo')}</th>
          <th scope="col">{t('roster.list.unit')}</th>
          <th scope="col">{t('roster.list.post')}</th>
          <th scope="col">{t('roster.list.tags')}</th>
          <th scope="col">{t('roster.list.since')}</th>
          {hasPhones && <th scope="col">{t('roster.list.phone')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            <th scope="row" className="whitespace-nowrap font-normal text-base">
              <Link href={`/people/${row.id}`} prefetch={false}>
                {row.name}
              </Link>
            </th>
            <td className="whitespace-nowrap text-ink-2">{row.staffNo}</td>
            <td className="whitespace-nowrap">
              {row.unitName}
              {row.alsoIn.length > 0 && (
                <span className="block text-ink-3 text-sm">
                  {t('roster.list.alsoIn', { units: row.alsoIn.join('、') })}
                </span>
              )}
            </td>
            <td className="whitespace-nowrap">{row.post ?? '—'}</td>
            <td>
              <span className="flex flex-wrap gap-1">
                {row.tags.map(tag => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
              </span>
            </td>
            <td className="whitespace-nowrap text-ink-2">
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
