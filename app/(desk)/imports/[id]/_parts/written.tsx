import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { dayOf, timeOf } from '@/lib/core/time'
import type { Draft } from '@/lib/import/import.queries'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import { RunLink } from '../../_parts/run-link'
import { continueImport } from '../../actions'

const pages: Record<ImportKind, string> = {
  units: '/people',
  roster: '/people',
  plan: '/plans',
  activities: '/activities',
  attendance: '/activities',
  study: '/activities',
  exams: '/exams',
  results: '/exams',
  outputs: '/outputs',
  advisers: '/advisers',
  works: '/advisers',
}

type Props = { say: Say; draft: Draft; aside: { row: number; text: string }[] }

/** The result of an import, with links to the imported data and to what was left. */
export function Written({ say, draft, aside }: Props) {
  const { t } = say
  const at = draft.writtenAt ?? draft.createdAt
  return (
    <>
      <PageHead
        title={draft.fileName}
        above={
          <>
            <Link href="/imports">{t('import.list.title')}</Link>
            {` · ${t(`import.kind.${draft.kind}`)}`}
          </>
        }
        below={t('importPreview.written.at', { day: dayOf(at), time: timeOf(at) })}
      >
        <Link href={pages[draft.kind]} className="btn btn-main">
          {t('importPreview.written.look')}
        </Link>
        <Link href="/imports" className="btn">
          {t('importPreview.written.next')}
        </Link>
      </PageHead>
      {draft.outcome && <p>{t('import.list.outcome', draft.outcome)}</p>}
      {draft.kind === 'plan' && <p className="mt-3">{t('importPreview.written.issue')}</p>}
      <RunLink say={say} runId={draft.runId} />
      <Left say={say} draft={draft} aside={aside} />
    </>
  )
}

/** The rows that were not written, to be seen to later. */
function Left({ say, draft, aside }: Props) {
  const { t } = say
  const rows = aside.filter(each => each.text !== '')
  if (rows.length === 0) return null
  return (
    <section className="mt-6" aria-labelledby="left-title">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 id="left-title">
          {t('importPreview.written.left', {
            count: draft.mending.aside.length,
            unit: t('importPreview.unit.rows'),
          })}
        </h2>
        <ButtonForm action={continueImport} fields={{ draftId: draft.id }} look="btn">
          {t('importPreview.written.continue')}
        </ButtonForm>
      </div>
      <ul className="card px-5 py-1 text-sm">
        {rows.map(({ row, text }) => (
          <li key={row} className="border-line border-t py-2 first:border-t-0">
            <span className="mr-3 text-ink-3">
              {t('importPreview.after.rowOf', { row: placeOf(row).row })}
            </span>
            {text}
          </li>
        ))}
      </ul>
    </section>
  )
}
