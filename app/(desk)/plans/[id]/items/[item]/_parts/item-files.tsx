import type { Say } from '@/app/_i18n/messages'
import type { Viewer } from '@/lib/access/access.rules'
import { attachmentsOfItem } from '@/lib/activity/attachments/attachment.queries'
import { mayAttachToItem } from '@/lib/activity/attachments/attachment.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import type { PlanItem, planOf } from '@/lib/plan/plan.queries'
import { Answered } from '../../../../../attachments/_parts/answered'
import { PhotoGrid } from '../../../../../attachments/_parts/photo-grid'
import { UploadForm } from '../../../../../attachments/_parts/upload-form'

type Props = {
  say: Say
  viewer: Viewer
  plan: Awaited<ReturnType<typeof planOf>>
  item: PlanItem
  asked: Record<string, string | string[] | undefined>
}

/** Photos and documents that prove that a work point was carried out. */
export async function ItemFiles({ say, viewer, plan, item, asked }: Props) {
  const { t } = say
  const rows = await attachmentsOfItem(viewer, item.id)
  const mayAdd = mayAttachToItem(viewer, plan, item)
  if (rows.length === 0 && !mayAdd) return null
  return (
    <section className="card">
      <h2 className="mb-2">{t('attachment.item.title')}</h2>
      <Answered say={say} asked={asked} />
      {rows.length === 0 ? (
        <p className="mb-3 text-ink-3">{t('attachment.item.none')}</p>
      ) : (
        <div className="mb-4">
          <PhotoGrid say={say} rows={rows} today={dayOf(now())} />
        </div>
      )}
      {mayAdd && (
        <UploadForm
          say={say}
          id="item-file"
          fields={{ kind: 'other', planItemId: item.id }}
          back={`/plans/${plan.id}/items/${item.id}`}
        />
      )}
    </section>
  )
}
