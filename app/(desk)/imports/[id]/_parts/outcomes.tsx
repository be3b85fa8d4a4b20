import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { TableCard } from '@/app/_ui/table'
import type { RowOutcome } from '@/lib/spreadsheet/importer.rules'
import { spokenCodes, textOfRemark } from '@/lib/spreadsheet/preview.rules'

const SHOWN = 200

/** Changed rows, before → after. */
export function Changed({ say, outcomes }: { say: Say; outcomes: RowOutcome[] }) {
  const { t } = say
  if (outcomes.length === 0) return null
  return (
    <section className="mb-8">
      <h2 className="mb-2">{t('import.preview.changed', { count: outcomes.length })}</h2>
      <TableCard label={t('import.preview.changed', { count: outcomes.length })}>
        <table>
          <thead>
            <tr>
              <th className="n">{t('import.preview.rowHead')}</th>
              <th>{t('import.preview.what')}</th>
              <th>{t('import.preview.before')}</th>
              <th>{t('import.preview.after')}</th>
            </tr>
          </thead>
          <tbody>
            {outcomes.slice(0, SHOWN).map(each => (
              <tr key={each.row}>
                <td className="n">{each.row}</td>
                <td>
                  {each.label}
                  <Remark say={say} outcome={each} />
                </td>
                <td className="text-ink-2">{spokenCodes(say, each.before ?? '') || '—'}</td>
                <td>{spokenCodes(say, each.after ?? '') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableCard>
      <More say={say} count={outcomes.length} />
    </section>
  )
}

/** Rows that need no decision, collapsed. */
export function Folded({ say, title, outcomes }: { say: Say; title: string; outcomes: RowOutcome[] }) {
  if (outcomes.length === 0) return null
  return (
    <Fold title={title}>
      <ul className="card px-5 py-1 text-sm">
        {outcomes.slice(0, SHOWN).map(each => (
          <li key={`${each.row} ${each.label}`} className="border-line border-t py-2 first:border-t-0">
            <span className="mr-3 text-ink-3">{each.row}</span>
            {each.label}
            <Remark say={say} outcome={each} />
          </li>
        ))}
      </ul>
      <More say={say} count={outcomes.length} />
    </Fold>
  )
}

export function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="mb-4">
      <summary className="min-h-11 py-2 font-semibold">{title}</summary>
      {children}
    </details>
  )
}

function Remark({ say, outcome }: { say: Say; outcome: RowOutcome }) {
  if (!outcome.remark) return null
  return <span className="ml-2 text-ink-3">{textOfRemark(say, outcome.remark, outcome.places)}</span>
}

function More({ say, count }: { say: Say; count: number }) {
  if (count <= SHOWN) return null
  return <p className="mt-2 text-ink-3 text-sm">{say.t('import.preview.more', { count: count - SHOWN })}</p>
}
