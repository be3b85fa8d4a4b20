import type { Say } from '@/app/_i18n/messages'
import type { Viewer } from '@/lib/access/access.rules'
import { proofsOf } from '@/lib/activity/attachments/attachment.queries'
import type { Day } from '@/lib/core/time'
import { PhotoGrid } from './photo-grid'
import { UploadForm } from './upload-form'

type Props = {
  say: Say
  viewer: Viewer
  /** Whose leave or make-up, and of which activity. */
  of: { activityId: number; personId: number; kind: 'leave' | 'makeUp' }
  /** The page to return to, which shows `Answered`. */
  back: string
  /** Whether a proof can be added here now. */
  mayAdd: boolean
  today: Day
}

/** The proofs of one leave or make-up; shown only to the person and to those who decide. */
export async function Proofs({ say, viewer, of, back, mayAdd, today }: Props) {
  const rows = await proofsOf(viewer, of)
  if (rows.length === 0 && !mayAdd) return null
  return (
    <section>
      <h3 className="mb-2">{say.t('attachment.proof.title')}</h3>
      {rows.length === 0 ? (
        <p className="mb-2 text-ink-2">{say.t('attachment.proof.none')}</p>
      ) : (
        <PhotoGrid say={say} rows={rows} today={today} />
      )}
      {mayAdd && (
        <details className="mt-2">
          <summary className="inline-flex min-h-11 items-center text-indigo">
            {say.t('attachment.proof.add')}
          </summary>
          <p className="mb-2 text-ink-2">{say.t('attachment.proof.hint')}</p>
          <UploadForm say={say} id={`proof-${of.kind}`} fields={of} back={back} />
        </details>
      )}
    </section>
  )
}
