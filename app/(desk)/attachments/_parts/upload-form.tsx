import { randomBytes } from 'node:crypto'
import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'

type Props = {
  say: Say
  /** Form fields sent with the file: kind, activity or item, person. */
  fields: Record<string, string | number>
  /** The page to come back to. */
  back: string
  photosOnly?: boolean
  /** Prefix that distinguishes this form's field ids from those of other forms on the page. */
  id: string
  children?: ReactNode
}

/** Uploads one file with a plain form, in every browser and without script. */
export function UploadForm({ say, fields, back, photosOnly = false, id, children }: Props) {
  const { t } = say
  return (
    <form action="/api/evidence" method="post" encType="multipart/form-data">
      {Object.entries({ ...fields, back, idempotencyKey: randomBytes(16).toString('hex') }).map(
        ([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ),
      )}
      {children}
      <label htmlFor={id} className="mb-1 block font-semibold">
        {t('attachment.form.file')}
      </label>
      <p id={`${id}-hint`} className="mb-1 text-ink-3 text-sm">
        {t(photosOnly ? 'attachment.form.hintPhoto' : 'attachment.form.hintPaper')}
      </p>
      <input
        id={id}
        type="file"
        name="file"
        required
        accept={
          photosOnly ? 'image/jpeg,image/png,image/webp' : 'image/jpeg,image/png,image/webp,application/pdf'
        }
        aria-describedby={`${id}-hint`}
        className="field mb-3"
      />
      <button type="submit" className="btn">
        {t('attachment.form.send')}
      </button>
    </form>
  )
}
