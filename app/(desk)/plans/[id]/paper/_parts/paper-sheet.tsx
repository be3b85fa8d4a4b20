import type { Say } from '@/app/_i18n/messages'
import type { Paper } from '@/lib/plan/papers/document.rules'

/** The annex as printed. Its text is the document's own, in Chinese whatever the reader's language. */
export function PaperSheet({ say, paper }: { say: Say; paper: Paper }) {
  const { t } = say
  return (
    <section
      className={`official ${paper.isWide ? 'official-wide' : ''}`}
      aria-label={t('paper.sheet')}
      lang="zh-CN"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
    >
      <p className="annex">{paper.mark}</p>
      <h2 className="title">
        {paper.titleLines.map(line => (
          <span key={line} className="block">
            {line}
          </span>
        ))}
      </h2>
      <p className="note">{paper.note}</p>
      <table>
        <thead>
          <tr>
            {paper.columns.map(column => (
              <th key={column.head} scope="col" className={column.isNumber ? 'number' : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {paper.rows.map(row => (
            <tr key={row[0]}>
              {row.map((text, at) => (
                <td
                  key={paper.columns[at]?.head}
                  className={paper.columns[at]?.isNumber ? 'number' : undefined}
                >
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
