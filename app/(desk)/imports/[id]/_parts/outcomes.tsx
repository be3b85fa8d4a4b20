import type { Say } from '@/app/_i18n/messages'
import type { Preview } from '@/lib/import/preview/preview.queries'
import type { RowOutcome } from '@/lib/spreadsheet/importer.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import { spokenCodes, textOfRemark } from '@/lib/spreadsheet/preview.rules'
import { goTo, type List, type Looked, lists } from './look'
import { PageButtons } from './page-buttons'

const ROWS = { changed: 20, others: 40, unasked: 8 }

type Row = Pick<RowOutcome, 'row' | 'label' | 'before' | 'after' | 'remark' | 'places'>
type Props = { say: Say; preview: Preview; look: Looked; aside: { row: number; text: string }[] }

/** What will stand after writing, one list at a time: changed rows in words, before → after. */
export function Outcomes({ say, preview, look, aside }: Props) {
  const { t } = say
  const { draft, judgement } = preview
  if (!judgement.ok) return <p className="text-ink-2">{t('importPreview.after.waiting')}</p>
  const rows = rowsOf(say, judgement, aside)
  const counts = { ...countOf(rows), aside: draft.mending.aside.length }
  const list = look.list ?? lists.find(each => counts[each] > 0) ?? 'changed'
  // What is new needs no look row by row.
  const size = list === 'changed' ? ROWS.changed : look.list === null ? ROWS.unasked : ROWS.others
  const pages = Math.max(1, Math.ceil(rows[list].length / size))
  const page = Math.min(look.at, pages)
  const shown = rows[list].slice((page - 1) * size, page * size)
  return (
    <>
      <nav aria-label={t('importPreview.after.lists')} className="mb-2 flex flex-wrap gap-2">
        {lists
          .filter(each => counts[each] > 0)
          .map(each => (
            <button
              key={each}
              type="submit"
              name="press"
              value={goTo(look, { list: each, at: 1 }, 'after')}
              aria-current={each === list ? 'true' : undefined}
              className="btn aria-[current]:border-indigo aria-[current]:bg-indigo-wash aria-[current]:text-indigo"
            >
              {t(`importPreview.after.${each}`, { count: counts[each] })}
            </button>
          ))}
      </nav>
      {shown.length === 0 ? (
        <p className="text-ink-2">{t('importPreview.after.none')}</p>
      ) : list === 'changed' ? (
        <ul className="pre-changes">
          {shown.map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row may have two outcomes
            <Change key={`${each.row} ${at}`} say={say} row={each} />
          ))}
        </ul>
      ) : (
        <ul className="card px-5 py-1 text-sm">
          {shown.map((each, at) => (
            <Line
              // biome-ignore lint/suspicious/noArrayIndexKey: a row may have two outcomes
              key={`${each.row} ${at}`}
              say={say}
              row={each}
              isAside={list === 'aside'}
            />
          ))}
        </ul>
      )}
      {look.list === null && list !== 'changed' && rows[list].length > size ? (
        <p className="mt-2 text-ink-2">
          {t('importPreview.after.first', { count: size })}
          <button
            type="submit"
            name="press"
            value={goTo(look, { list, at: 1 }, 'after')}
            className="btn btn-plain"
          >
            {t('importPreview.after.all')}
          </button>
        </p>
      ) : (
        <PageButtons
          say={say}
          page={page}
          pages={pages}
          label={t('importPreview.after.lists')}
          pressOf={next => goTo(look, { list, at: next }, 'after')}
        />
      )}
    </>
  )
}

function rowsOf(
  say: Say,
  { judged, reading }: Extract<Preview['judgement'], { ok: true }>,
  aside: { row: number; text: string }[],
): Record<List, Row[]> {
  const of = (outcome: RowOutcome['outcome']) => judged.outcomes.filter(each => each.outcome === outcome)
  const unread = reading.leftOut
    .filter(each => each.why !== 'blank')
    .map(({ row, why, text }) => ({
      row,
      label: [say.t(`import.leftOut.${why}`), text].filter(Boolean).join(' '),
    }))
  return {
    changed: of('changed'),
    new: of('new'),
    unchanged: of('unchanged'),
    leftOut: [...unread, ...of('leftOut')].sort((a, b) => a.row - b.row),
    aside: aside.map(({ row, text }) => ({ row, label: text })),
  }
}

function countOf(rows: Record<List, Row[]>): Record<List, number> {
  return Object.fromEntries(lists.map(each => [each, rows[each].length])) as Record<List, number>
}

function Change({ say, row }: { say: Say; row: Row }) {
  const { t } = say
  return (
    <li>
      <span className="min-w-0">
        <b className="break-words">{row.label}</b>
        <Remark say={say} row={row} />
      </span>
      <span className="min-w-0">
        {changesIn(say, row).map(({ head, was, now }) => (
          <span key={head} className="mr-3 inline-block max-w-full">
            {head && <span className="mr-1 text-ink-2 text-sm">{head}</span>}
            <span className="sr-only">{t('importPreview.after.was')} </span>
            <del className="pre-was">{was}</del>
            <span aria-hidden="true"> → </span>
            <span className="sr-only">{t('importPreview.after.now')} </span>
            <ins className="pre-now no-underline">{now}</ins>
          </span>
        ))}
      </span>
    </li>
  )
}

/** `职务 科员；手机 —` and `职务 副主任；手机 138…` as fields with both values; else the two texts as they are. */
function changesIn(say: Say, { before = '', after = '' }: Row): { head: string; was: string; now: string }[] {
  const [was, now] = [before, after].map(text => text.split('；').map(each => splitHead(each)))
  const isByField =
    was?.length === now?.length && was?.every((each, at) => each.head !== '' && each.head === now?.[at]?.head)
  const whole = { head: '', was: spokenCodes(say, before) || '—', now: spokenCodes(say, after) || '—' }
  if (!isByField || !was || !now) return [whole]
  return was.map(({ head, value }, at) => ({
    head,
    was: spokenCodes(say, value) || '—',
    now: spokenCodes(say, now[at]?.value ?? '') || '—',
  }))
}

function splitHead(text: string): { head: string; value: string } {
  const at = text.indexOf(' ')
  return at === -1 ? { head: '', value: text } : { head: text.slice(0, at), value: text.slice(at + 1) }
}

function Line({ say, row, isAside }: { say: Say; row: Row; isAside: boolean }) {
  const { t } = say
  const place = t('importPreview.after.rowOf', { row: placeOf(row.row).row })
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-line border-t py-2 first:border-t-0">
      <span className="text-ink-3">{place}</span>
      <span className="min-w-0 flex-1 break-words">
        {row.label}
        <Remark say={say} row={row} />
      </span>
      {isAside && (
        <button
          type="submit"
          name="press"
          value={`back ${row.row}`}
          className="btn btn-plain"
          aria-label={t('importPreview.after.takeBackRow', { place })}
        >
          {t('importPreview.after.takeBack')}
        </button>
      )}
    </li>
  )
}

function Remark({ say, row }: { say: Say; row: Row }) {
  if (!row.remark) return null
  return <span className="ml-2 text-ink-3">{textOfRemark(say, row.remark, row.places)}</span>
}
