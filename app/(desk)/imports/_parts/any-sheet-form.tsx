import type { Say } from '@/app/_i18n/messages'
import { SHEET_FILES } from '@/lib/spreadsheet/file-names.rules'

/** A file whose kind is recognised by its heads; a plain form to a route handler, as server actions truncate files. */
export function AnySheetForm({ say: { t } }: { say: Say }) {
  return (
    <form action="/api/imports" method="post" encType="multipart/form-data" className="card mb-6 max-w-2xl">
      <label htmlFor="any-file" className="mb-1 block font-semibold">
        {t('import.list.anyFile')}
      </label>
      <p id="any-file-hint" className="mb-2 text-ink-3 text-sm">
        {t('import.list.anyFileHint')} {t('import.form.fileHint')}
      </p>
      <div className="flex flex-wrap gap-2">
        <input
          id="any-file"
          name="file"
          type="file"
          required
          accept={SHEET_FILES}
          aria-describedby="any-file-hint"
          className="field min-w-0 flex-1 basis-60"
        />
        <button type="submit" className="btn btn-main">
          {t('import.form.upload')}
        </button>
      </div>
    </form>
  )
}
