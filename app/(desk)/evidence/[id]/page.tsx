import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { stampWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { attachmentFile } from '@/lib/activity/attachments/attachment.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { altWords, stateWords } from '../../attachments/_parts/photo-grid'
import { remove } from '../actions'

export const generateMetadata = titled('attachment.title')

export default async function EvidencePage({ params }: PageProps<'/evidence/[id]'>) {
  const viewer = await requireViewer()
  const { row, file } = await orNotFound(attachmentFile(viewer, idOf((await params).id)))
  const say = await saying()
  const { t } = say
  const today = dayOf(now())
  const places = { by: row.addedByName ?? '', time: stampWords(say, row.addedAt, today), name: row.name }
  const address = `/api/evidence/${row.id}`
  return (
    <>
      <PageHead
        above={
          <Link
            href={
              row.activityId === null
                ? `/plans/${row.planId}/items/${row.planItemId}`
                : `/activities/${row.activityId}`
            }
            className="inline-flex min-h-11 items-center"
          >
            {row.of}
          </Link>
        }
        title={t(`attachment.kind.${row.kind}`)}
        below={[
          row.name,
          t(row.addedByName ? 'attachment.page.added' : 'attachment.page.addedNobody', places),
        ]
          .filter(Boolean)
          .join(' · ')}
      />
      {file.state === 'purged' ? (
        <Alert tone="note">{stateWords(say, row)}</Alert>
      ) : file.state !== 'whole' ? (
        <Alert tone="error" role="alert">
          {t(`attachment.state.${file.state}`)}
        </Alert>
      ) : row.mediaType.startsWith('image/') ? (
        <a href={address} className="mb-4 block">
          {/* biome-ignore lint/performance/noImgElement: a photo of the office's own, served by hash */}
          <img
            src={address}
            alt={altWords(say, row, today)}
            width={row.width ?? undefined}
            height={row.height ?? undefined}
            className="h-auto max-w-full rounded"
          />
          <span className="mt-1 inline-flex min-h-11 items-center">{t('attachment.page.open')}</span>
        </a>
      ) : (
        <p className="mb-4">
          <a href={address} className="btn">
            {t('attachment.page.download', places)}
          </a>
        </p>
      )}
      {row.mayRemove && (
        <details className="max-w-xl">
          <summary className="inline-flex min-h-11 items-center text-indigo">
            {t('attachment.page.remove')}
          </summary>
          <Form action={remove} labels={{ reason: t('attachment.page.reason') }} className="mt-2">
            <p className="mb-3">{t('attachment.page.removeQuestion', places)}</p>
            <input type="hidden" name="id" value={row.id} />
            <TextField name="reason" label={`${t('attachment.page.reason')}${t('common.form.optional')}`} />
            <button type="submit" className="btn">
              {t('attachment.page.removeButton', places)}
            </button>
          </Form>
        </details>
      )}
    </>
  )
}
