import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { Attachment } from '@/lib/activity/attachments/attachment.queries'
import type { Day } from '@/lib/core/time'
import { PhotoGrid } from '../../../attachments/_parts/photo-grid'

type Props = { say: Say; activityId: number; rows: Attachment[]; mayAdd: boolean; today: Day }

/** Photos of the activity; for viewers in its scope also the signed sheets and lists. */
export function Files({ say, activityId, rows, mayAdd, today }: Props) {
  if (rows.length === 0 && !mayAdd) return null
  return (
    <section className="card">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4">
        <h2>{say.t('attachment.title')}</h2>
        {mayAdd && (
          <Link href={`/activities/${activityId}/evidence`} className="inline-flex min-h-11 items-center">
            {say.t('attachment.photos.add')}
          </Link>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="text-ink-3 text-sm">{say.t('attachment.photos.none')}</p>
      ) : (
        <PhotoGrid say={say} rows={rows} today={today} />
      )}
    </section>
  )
}
