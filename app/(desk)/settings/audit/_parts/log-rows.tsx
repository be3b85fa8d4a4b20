import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { Tag } from '@/app/_ui/tag'
import { when } from '@/app/_ui/when'
import type { LogRow } from '@/lib/access/audit.queries'
import type { Names } from '@/lib/access/audit-ids.rules'
import { actionWord } from './action-word'
import { actorWords, changesIn, type Told, toldWords, whatWords } from './log-words'

type Props = { say: Say; rows: LogRow[]; names: Names }

/** On a phone each entry is a block of its own, with the heads beside the values. */
export function LogRows({ say, rows, names }: Props) {
  const { t } = say
  const heads = [
    t('audit.log.at'),
    t('audit.log.actor'),
    t('audit.log.action'),
    t('audit.log.what'),
    t('audit.log.details'),
  ]
  return (
    <table className="block desk:table">
      <thead className="sr-only desk:not-sr-only desk:table-header-group">
        <tr>
          {heads.map(head => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block desk:table-row-group">
        {rows.map(row => (
          <tr key={row.id} className="block desk:table-row border-line desk:border-0 border-b py-2">
            <Cell head={heads[0]} width="desk:whitespace-nowrap">
              <span className="text-ink-2">
                <span className="text-ink-3">{row.id}</span> {when(row.at)}
              </span>
              {row.isUnsealed && (
                <>
                  {' '}
                  <Tag tone="soon">{t('audit.log.unsealed')}</Tag>
                </>
              )}
            </Cell>
            <Cell head={heads[1]} width="desk:whitespace-nowrap">
              {actorWords(say, row)}
            </Cell>
            <Cell head={heads[2]} width="desk:whitespace-nowrap">
              {actionWord(say, row.action)}
            </Cell>
            <Cell head={heads[3]} width="desk:min-w-44">
              {whatWords(say, row) || '—'}
            </Cell>
            <Cell head={heads[4]}>
              {(row.reason || row.cleared.includes('reason')) && (
                <p>
                  <span className="text-ink-3">{t('audit.log.reason')}</span>{' '}
                  {row.reason ?? t('audit.log.cleared')}
                </p>
              )}
              <Changes say={say} changes={changesIn(say, row, names, MOST)} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ head, width = '', children }: { head?: string; width?: string; children: ReactNode }) {
  return (
    <td
      data-head={head}
      className={`flex desk:table-cell gap-3 border-0 desk:border-b desk:py-2.5 py-1 before:w-20 before:shrink-0 before:text-ink-3 before:text-sm before:content-[attr(data-head)] desk:before:content-none ${width}`}
    >
      <div className="min-w-0 break-words">{children}</div>
    </td>
  )
}

/** So many things of a list, such as the rows of a sheet; all of them are in the exported table. */
const MOST = 5

/** So many are shown at once; the rest of a long entry can be opened. */
const SHOWN = 4

function Changes({ say, changes }: { say: Say; changes: Told[] }) {
  const rest = changes.slice(SHOWN)
  return (
    <>
      <Lines say={say} changes={changes.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details>
          <summary className="text-indigo">{say.t('audit.log.more', { count: rest.length })}</summary>
          <Lines say={say} changes={rest} />
        </details>
      )}
    </>
  )
}

function Lines({ say, changes }: { say: Say; changes: Told[] }) {
  if (changes.length === 0) return null
  return (
    <ul className="text-sm">
      {changes.map(each => (
        <li key={`${each.field} ${each.from} ${each.to}`}>{toldWords(say, each)}</li>
      ))}
    </ul>
  )
}
