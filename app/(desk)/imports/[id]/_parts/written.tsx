import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { dayOf, timeOf } from '@/lib/core/time'
import type { Draft } from '@/lib/import/import.queries'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'

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
  advisers: '/people',
}

type Props = {
  say: Say
  draft: Draft
  head(below: string): { title: string; above: ReactNode; below: string }
}

/** The result of an import, with links to the imported data. */
export function Written({ say: { t }, draft, head }: Props) {
  const at = draft.writtenAt ?? draft.createdAt
  return (
    <>
      <PageHead {...head(t('import.written.at', { day: dayOf(at), time: timeOf(at) }))}>
        <Link href={pages[draft.kind]} className="btn btn-main">
          {t('import.written.look')}
        </Link>
        <Link href="/imports" className="btn">
          {t('import.written.next')}
        </Link>
      </PageHead>
      {draft.outcome && <p>{t('import.list.outcome', draft.outcome)}</p>}
      {draft.kind === 'plan' && <p className="mt-3">{t('import.written.issue')}</p>}
    </>
  )
}
