import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import { textOfFault } from '@/lib/spreadsheet/preview.rules'
import { settleRow } from '../../actions'

type Props = {
  say: Say
  draftId: number
  fault: Fault
  /** The column head of the faulty cell, and its value. */
  cell: { head: string; text: string } | null
}

/** A faulty row with every way to resolve it; a single form, so that it works without script. */
export function FaultRow({ say, draftId, fault, cell }: Props) {
  const { t } = say
  const id = `cell-${fault.row}-${fault.field}`
  return (
    <li className="border-line border-t py-3 first:border-t-0">
      <p>
        <span className="font-semibold">{t('import.preview.row', { row: fault.row })}</span>
        {cell && <span className="ml-2 text-ink-2">{cell.head}</span>}
        <span className="ml-2 text-cinnabar">{textOfFault(say, fault)}</span>
      </p>
      <Form action={settleRow} className="mt-2 flex flex-wrap items-center gap-2">
        <input type="hidden" name="draftId" value={draftId} />
        <input type="hidden" name="row" value={fault.row} />
        <input type="hidden" name="field" value={fault.field ?? ''} />
        {cell && (
          <>
            <label htmlFor={id} className="sr-only">
              {t('import.preview.cell', { row: fault.row, head: cell.head })}
            </label>
            <input id={id} name="text" defaultValue={cell.text} className="field w-56 max-w-full" />
            <button type="submit" name="do" value="mend" className="btn">
              {t('import.preview.mend')}
            </button>
          </>
        )}
        {fault.likely && (
          <>
            <input type="hidden" name="likely" value={fault.likely.meaning} />
            <button type="submit" name="do" value="take" className="btn">
              {t('import.preview.take', { meaning: fault.likely.meaning })}
            </button>
          </>
        )}
        {fault.candidates && fault.candidates.length > 0 && (
          <>
            <select
              name="candidate"
              aria-label={t('import.preview.candidates', { row: fault.row })}
              className="field w-56 max-w-full"
            >
              {fault.candidates.map(each => (
                <option key={each.value} value={each.value}>
                  {each.label}
                </option>
              ))}
            </select>
            <button type="submit" name="do" value="choose" className="btn">
              {t('import.preview.choose')}
            </button>
          </>
        )}
        <button type="submit" name="do" value="aside" className="btn btn-plain">
          {t('import.preview.aside')}
        </button>
      </Form>
    </li>
  )
}
