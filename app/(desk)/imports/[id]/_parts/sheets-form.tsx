import type { Say } from '@/app/_i18n/messages'
import type { PreviewPage } from '@/lib/import/preview/preview.queries'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { KeptTick } from './kept.client'
import { KeptChoice } from './kept-choice'

export type Sheet = PreviewPage['sheets'][number]
type Props = {
  say: Say
  kind: ImportKind
  sheets: Sheet[]
  isOpen: boolean
  asks: boolean
}

/** All sheets of the file, ticked where they are read, each with the row of its heads. */
export function SheetsForm({ say, kind, sheets, isOpen, asks }: Props) {
  const { t } = say
  return (
    <>
      <input id="show-sheets" type="checkbox" className="pre-toggle" defaultChecked={isOpen} />
      <label htmlFor="show-sheets" className="pre-toggle-word pre-toggle-top">
        {t('importPreview.sheets.open')}
      </label>
      <div className="pre-fold">
        <ul className="pre-list">
          {sheets.map(each => (
            <SheetRow key={each.at} say={say} kind={kind} sheet={each} isOnly={sheets.length === 1} />
          ))}
        </ul>
        {asks && <p className="mt-2 text-ochre text-sm">{t('importPreview.sheets.several')}</p>}
        <button type="submit" name="press" value="sheets" className="btn mt-3">
          {t('importPreview.sheets.save')}
        </button>
      </div>
    </>
  )
}

type RowProps = { say: Say; kind: ImportKind; sheet: Sheet; isOnly: boolean }

function SheetRow({ say, kind, sheet, isOnly }: RowProps) {
  const { t } = say
  const name = nameOf(say, sheet)
  return (
    <li className="pre-sheet">
      <input type="hidden" name={`sheet-${sheet.at}`} value={sheet.at} />
      {isOnly ? (
        <span className="flex min-h-11 min-w-0 items-center font-semibold">
          <input type="hidden" name={`read-${sheet.at}`} value="on" />
          {name}
        </span>
      ) : (
        <KeptTick
          name={`read-${sheet.at}`}
          isTicked={sheet.isRead}
          look="flex min-h-11 min-w-0 items-center gap-2.5"
        >
          <span className={`min-w-0 break-words ${sheet.isRead ? 'font-semibold' : 'text-ink-3'}`}>
            {name}
          </span>
        </KeptTick>
      )}
      <span className="whitespace-nowrap text-right">
        {sheet.blocks > 1 ? `${sheet.blocks} × ` : ''}
        {t('importPreview.sheets.rows', {
          count: sheet.blocks > 1 ? Math.ceil(sheet.size / sheet.blocks) : sheet.size,
        })}
      </span>
      <div className="pre-sheet-what desk:pb-0 pb-2">
        {whatOf(say, kind, sheet)}
        {sheet.isRead && sheet.rowsToChoose.length > 1 && (
          <details className="inline-block align-middle">
            <summary className="inline-flex min-h-11 items-center px-2 text-indigo underline">
              {t('importPreview.sheets.otherRow')}
            </summary>
            <KeptChoice
              name={`headRow-${sheet.at}`}
              label={t('importPreview.sheets.headRow', { name })}
              value={String(sheet.headRow ?? '')}
              look="pre-pick mb-1 max-w-md"
              choices={sheet.rowsToChoose.map(({ row, text }) => ({
                value: String(row),
                label: t('importPreview.sheets.row', { row, text }),
              }))}
            />
          </details>
        )}
      </div>
    </li>
  )
}

export function nameOf({ t }: Say, { name, at }: { name: string; at: number }): string {
  return name || t('importPreview.sheets.unnamed', { number: at + 1 })
}

/** What a sheet seems to be, in words. */
function whatOf({ t }: Say, kind: ImportKind, sheet: Sheet): string {
  const fitting = sheet.seeming.find(each => each.fits)
  const likely = sheet.seeming.find(each => each.kind === kind) ?? sheet.seeming[0]
  const seems = sheet.isRead && sheet.missing.length === 0 ? kind : fitting?.kind
  const about = seems
    ? sheet.isRead && sheet.headRow !== null
      ? t('importPreview.sheets.seemsHead', { kind: t(`import.kind.${seems}`), row: sheet.headRow })
      : t('importPreview.sheets.seems', { kind: t(`import.kind.${seems}`) })
    : sheet.isRead && likely
      ? t('importPreview.sheets.incomplete', {
          kind: t(`import.kind.${kind}`),
          heads: sheet.missing.join('、'),
        })
      : t('importPreview.sheets.notATable')
  return [
    sheet.isHidden && t('importPreview.sheets.hidden'),
    sheet.sameAs !== null ? t('importPreview.sheets.sameAs', { name: sheet.sameAs }) : about,
    sheet.blocks > 1 && t('importPreview.sheets.blocks', { count: sheet.blocks }),
  ]
    .filter(Boolean)
    .join('，')
}
