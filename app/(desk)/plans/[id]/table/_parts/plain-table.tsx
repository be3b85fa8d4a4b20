import { Link } from '@/app/_ui/link'
import type { Saved } from '@/lib/plan/table/table.rules'
import type { Field } from '@/lib/plan/table/table.sheet'

type Props = {
  planId: number
  caption: string
  columns: { field: Field; label: string }[]
  rows: Saved[]
  mayChange: boolean
}

/** The read-only table, each row with a link to its form: shown without script, and for a closed plan. */
export function PlainTable({ planId, caption, columns, rows, mayChange }: Props) {
  return (
    <table className="plan-table">
      <caption className="sr-only">{caption}</caption>
      <thead className="plan-heads">
        <tr className="plan-row">
          {columns.map(({ field, label }) => (
            <th key={field} className={`plan-at plan-${field}`}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="plan-rows">
        {rows.map(({ id, cells }) => (
          <tr key={id} className="plan-row">
            {columns.map(({ field, label }) => (
              <td key={field} data-label={label} className="plan-at whitespace-pre-line">
                {field === 'content' ? (
                  <Link
                    href={`/plans/${planId}/items/${id}${mayChange ? '/edit' : ''}`}
                    className="inline-flex desk:min-h-0 min-h-11 items-center"
                  >
                    {cells.content}
                  </Link>
                ) : (
                  cells[field] || '—'
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
