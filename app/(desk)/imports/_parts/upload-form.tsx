import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { KindWords } from '@/lib/import/import.queries'
import { SHEET_FILES } from '@/lib/spreadsheet/file-names.rules'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { OptionFields } from './option-fields'

type Props = {
  say: Say
  kind: ImportKind
  heads: KindWords
  options: Partial<ImportOptions>
  names: { units: string[]; subjects: string[] }
}

/** A plain form to a route handler: server actions truncate long bodies. */
export function UploadForm({ say, kind, heads, options, names }: Props) {
  const { t } = say
  const query = options.plan ? `&plan=${options.plan}` : ''
  return (
    <form action="/api/imports" method="post" encType="multipart/form-data" className="card max-w-2xl">
      <input type="hidden" name="kind" value={kind} />
      <dl className="mb-4 text-sm">
        <dt className="font-semibold">{t('import.form.required')}</dt>
        <dd className="mb-2">{heads.required.join('、')}</dd>
        {heads.optional.length > 0 && (
          <>
            <dt className="font-semibold">{t('import.form.optional')}</dt>
            <dd className="text-ink-2">{heads.optional.join('、')}</dd>
          </>
        )}
      </dl>
      <p className="mb-4 text-sm">
        <Link href={`/imports/example?kind=${kind}${query}`}>{t('import.form.example')}</Link>
      </p>
      <div className="mb-4">
        <label htmlFor="file" className="mb-1 block font-semibold">
          {t('import.form.file')}
        </label>
        <p id="file-hint" className="mb-1 text-ink-3 text-sm">
          {t('import.form.fileHint')}
        </p>
        <input
          id="file"
          name="file"
          type="file"
          required
          accept={SHEET_FILES}
          aria-describedby="file-hint"
          className="field"
        />
      </div>
      <OptionFields say={say} kind={kind} options={options} names={names} />
      <div className="mb-4">
        <label htmlFor="sheet" className="mb-1 block font-semibold">
          {t('import.form.sheet')}
        </label>
        <p id="sheet-hint" className="mb-1 text-ink-3 text-sm">
          {t('import.form.sheetHint')}
        </p>
        <input id="sheet" name="sheet" className="field max-w-60" aria-describedby="sheet-hint" />
      </div>
      <button type="submit" className="btn btn-main">
        {t('import.form.upload')}
      </button>
    </form>
  )
}
