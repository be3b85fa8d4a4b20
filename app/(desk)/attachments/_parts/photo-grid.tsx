import type { Say } from '@/app/_i18n/messages'
import { stampWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { Attachment } from '@/lib/activity/attachments/attachment.queries'
import { type Day, dayOf } from '@/lib/core/time'

type Props = { say: Say; rows: Pick<Attachment, ShownColumn>[]; today: Day }
type ShownColumn =
  | 'id'
  | 'kind'
  | 'name'
  | 'mediaType'
  | 'addedByName'
  | 'addedAt'
  | 'width'
  | 'height'
  | 'state'
  | 'purgedAt'

/** Photos as thumbnails, documents by name; each links to its own page. */
export function PhotoGrid({ say, rows, today }: Props) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {rows.map(row => (
        <li key={row.id} className="min-w-0">
          <Link href={`/evidence/${row.id}`} className="block text-sm">
            <Shown say={say} row={row} today={today} />
            <span className="mt-1 block break-words">
              {row.kind === 'photo'
                ? say.t('attachment.photos.by', {
                    by: row.addedByName ?? '',
                    time: stampWords(say, row.addedAt, today),
                  })
                : [say.t(`attachment.kind.${row.kind}`), row.name].filter(Boolean).join(' · ')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Shown({ say, row, today }: { say: Say; row: Props['rows'][number]; today: Day }) {
  if (row.state === 'purged')
    return (
      <span className="grid h-32 place-items-center rounded bg-sunk p-2 text-ink-2">
        {stateWords(say, row)}
      </span>
    )
  if (row.state !== 'whole')
    return (
      <span className="grid h-32 place-items-center rounded bg-cinnabar-wash p-2 text-cinnabar">
        {stateWords(say, row)}
      </span>
    )
  if (!row.mediaType.startsWith('image/'))
    return (
      <span
        className="grid h-32 place-items-center rounded bg-sunk font-semibold text-ink-2"
        aria-hidden="true"
      >
        PDF
      </span>
    )
  return (
    // biome-ignore lint/performance/noImgElement: a photo of the office's own, served by hash; nothing resizes it
    <img
      src={`/api/evidence/${row.id}`}
      alt={altWords(say, row, today)}
      width={row.width ?? undefined}
      height={row.height ?? undefined}
      loading="lazy"
      className="h-32 w-full rounded bg-sunk object-cover"
    />
  )
}

/** What became of the file; of one that was removed by its retention period also when. */
export function stateWords(say: Say, row: Pick<Attachment, 'state' | 'purgedAt'>): string {
  return say.t(`attachment.state.${row.state}`, { day: row.purgedAt === null ? '' : dayOf(row.purgedAt) })
}

/** Alternative text of a photo: its name, who added it and when. */
export function altWords(
  say: Say,
  row: Pick<Attachment, 'name' | 'addedByName' | 'addedAt'>,
  today: Day,
): string {
  const places = { name: row.name, by: row.addedByName ?? '', time: stampWords(say, row.addedAt, today) }
  return say.t(row.addedByName ? 'attachment.photos.alt' : 'attachment.photos.altNobody', places)
}
