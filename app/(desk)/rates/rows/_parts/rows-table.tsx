import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import type { Behind } from '@/lib/statistics/rates/rate.rules'
import type { Cell, Column } from './rows-columns'

type Props = { columns: Column<never>[]; behind: Behind }

/** On a phone each row is a block, its cells one below the other, each after its column head. */
export function RowsTable({ columns, behind }: Props) {
  return (
    <table className="block desk:table">
      <thead className="sr-only desk:not-sr-only desk:table-header-group">
        <tr>
          {columns.map(column => (
            <th
              key={column.head}
              scope="col"
              className={column.kind === 'number' ? 'n' : 'whitespace-nowrap'}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block desk:table-row-group">
        {behind.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a page are never reordered
          <tr key={at} className="block desk:table-row border-line desk:border-0 border-b py-2">
            {columns.map(column => (
              <td
                key={column.head}
                data-head={column.head}
                className={`${stacked} ${column.width > 30 ? 'desk:min-w-56' : widths[column.kind]}`}
              >
                <Content cell={column.cell(row as never)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A cell that stands below the others of its row on a phone, after its head. */
export const stacked =
  'flex gap-3 border-0 py-1 before:w-20 before:shrink-0 before:text-ink-3 before:text-sm before:content-[attr(data-head)] desk:table-cell desk:border-b desk:py-2.5 desk:before:content-none'
const widths = { number: 'desk:text-right', day: 'whitespace-nowrap', text: 'desk:min-w-24' } as const

function Content({ cell: { text, href, tone } }: { cell: Cell }) {
  if (href) return <Link href={href}>{text}</Link>
  return tone ? <Tag tone={tone}>{text}</Tag> : text
}
