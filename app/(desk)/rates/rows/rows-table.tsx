import Link from 'next/link'
import type { Behind, Side } from '@/lib/rate/rules'
import { sideOf } from '@/lib/rate/rules'
import type { Column } from './rows-columns'

// Who is missing is what a reader looks for; the rest stays quiet.
const tones: Record<Exclude<Side, 'all'>, string> = {
  numerator: '',
  rest: 'bg-cinnabar-wash',
  aside: 'bg-ochre-wash',
}

type Props = { columns: Column<never>[]; behind: Behind }

export function RowsTable({ columns, behind }: Props) {
  const isFraction = behind.totals.denominator > 0
  return (
    <table>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column.head} scope="col" className={column.kind === 'number' ? 'n' : ''}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {behind.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a page never change places
          <tr key={at} className={isFraction ? tones[sideOf(row)] : ''}>
            {columns.map(column => {
              const { text, href } = column.cell(row as never)
              return (
                <td
                  key={column.head}
                  className={
                    column.kind === 'number' ? 'n' : column.kind === 'day' ? 'whitespace-nowrap' : ''
                  }
                >
                  {href ? (
                    <Link href={href} prefetch={false}>
                      {text}
                    </Link>
                  ) : (
                    text
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
