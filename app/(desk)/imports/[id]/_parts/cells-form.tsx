import type { Say } from '@/app/_i18n/messages'
import type { ToChoose } from '@/lib/import/preview/choosable.queries'
import type { Line, LineCell, LineTable } from '@/lib/import/preview/preview-lines.rules'
import { Question } from './question'

type Props = {
  say: Say
  tables: LineTable[]
  sheetNames: string[]
  there: ToChoose
}

/** Rows of which single cells are asked, under the heads of their sheet, with the question below each. */
export function CellsForm({ say, tables, sheetNames, there }: Props) {
  const { t } = say
  return (
    <>
      {tables.map(table => (
        <div key={table.sheet.name} className="card mb-3 overflow-hidden p-0!">
          <Rows say={say} table={table} isNamed={sheetNames.length > 1} there={there} />
        </div>
      ))}
      <button type="submit" className="btn">
        {t('importPreview.cells.save')}
      </button>
    </>
  )
}

type RowsProps = { say: Say; table: LineTable; isNamed: boolean; there: ToChoose }

function Rows({ say, table, isNamed, there }: RowsProps) {
  const { t } = say
  const { sheet, columns, lines } = table
  return (
    <table className="pre-rows">
      <caption className="sr-only">{t('importPreview.cells.rows', { sheet: sheet.name })}</caption>
      <thead>
        <tr>
          <th scope="col">
            {isNamed ? sheet.name : <span className="sr-only">{t('importPreview.unit.rows')}</span>}
          </th>
          {columns.map(each => (
            <th key={each.at} scope="col" className="break-words">
              {each.head || '—'}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <RowAndQuestions
            key={line.items[0]?.key}
            say={say}
            table={table}
            line={line}
            isNamed={isNamed}
            there={there}
          />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = RowsProps & { line: Line }

function RowAndQuestions({ say, table: { sheet, columns }, line, isNamed, there }: RowProps) {
  const { t } = say
  const { place, cells, items } = line
  // Who or what the row is about, which a phone shows beside the cell.
  const who = columns
    .filter(each => each.field !== null)
    .slice(0, 2)
    .map(each => each.at)
  const row = isNamed
    ? t('importPreview.cells.rowOf', { sheet: sheet.name, row: place.row })
    : t('importPreview.cells.row', { row: place.row })
  return (
    <>
      <tr className="pre-line">
        <th scope="row">{row}</th>
        {cells.map((cell, at) => (
          <td
            key={cell.at}
            className={cell.mark === null && !who.includes(cell.at) ? 'pre-other' : undefined}
            data-head={cell.mark === null ? undefined : columns[at]?.head}
          >
            <Cell say={say} cell={cell} />
          </td>
        ))}
      </tr>
      {items.map(item => (
        <tr key={item.key} className="pre-ask">
          <td colSpan={columns.length + 1}>
            <Question say={say} item={item} place={place} sheet={sheet} there={there} />
          </td>
        </tr>
      ))}
    </>
  )
}

const frames = {
  faulty: 'pre-frame',
  doubtful: 'pre-frame pre-frame-doubtful',
  said: 'pre-frame pre-frame-said',
}

function Cell({ say: { t }, cell: { text, mark } }: { say: Say; cell: LineCell }) {
  const shown = text || t('importPreview.cells.blank')
  if (mark === null) return text === '' ? <span className="text-ink-3">{shown}</span> : shown
  return <span className={frames[mark]}>{shown}</span>
}
