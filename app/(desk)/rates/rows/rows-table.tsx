import Link from 'next/link'
import { Tag } from '@/app/_ui/tag'
import type { Behind } from '@/lib/rate/rules'
import type { Cell, Column } from './rows-columns'

type Props = { columns: Column<never>[]; behind: Behind }

export function RowsTable({ columns, behind }: Props) {
  return (
    <table>
      <thead>
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
      <tbody>
        {behind.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a page never change places
          <tr key={at}>
            {columns.map(column => (
              <td key={column.head} className={column.width > 30 ? 'min-w-56' : widths[column.kind]}>
                <Content cell={column.cell(row as never)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const widths = { number: 'n', day: 'whitespace-nowrap', text: 'min-w-24' } as const

function Content({ cell: { text, href, tone } }: { cell: Cell }) {
  if (href)
    return (
      <Link href={href} prefetch={false}>
        {text}
      </Link>
    )
  return tone ? <Tag tone={tone}>{text}</Tag> : text
}
