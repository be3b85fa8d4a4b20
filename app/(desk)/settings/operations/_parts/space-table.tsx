import type { Say } from '@/app/_i18n/messages'
import { TableCard } from '@/app/_ui/table'
import type { Operations } from '@/lib/organisation/operations/operations.queries'
import { sizeText } from '@/lib/organisation/operations/size.rules'

/** What takes how much, and what its disk has left. */
export function SpaceTable({ say: { t }, operations }: { say: Say; operations: Operations }) {
  const { database, photos, backups } = operations
  const rows = [
    ...(database
      ? [{ ...database, name: t('operation.space.database'), place: database.file, used: database.bytes }]
      : []),
    {
      ...photos,
      name: t('operation.space.photos', { count: photos.count }),
      place: photos.folder,
      used: photos.bytes,
    },
    { ...backups, name: t('operation.space.backups'), place: backups.folder, used: backups.bytes },
  ]
  return (
    <TableCard label={t('operation.space.title')}>
      <table>
        <caption className="sr-only">{t('operation.space.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('operation.space.place')}</th>
            <th scope="col" className="n">
              {t('operation.space.used')}
            </th>
            <th scope="col" className="n">
              {t('operation.space.free')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, place, used, free }) => (
            <tr key={place}>
              <th scope="row" className="font-normal text-base text-ink">
                {name}
                <span className="block break-all text-ink-3 text-sm">{place}</span>
              </th>
              <td className="n whitespace-nowrap">{sizeText(used)}</td>
              <td className="n whitespace-nowrap">
                {free === null ? t('operation.space.unknown') : sizeText(free)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableCard>
  )
}
