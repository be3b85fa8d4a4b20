import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import type { Viewer } from '@/lib/access/access.rules'
import { mayImport } from '@/lib/import/import.queries'
import type { ComesFirst } from '@/lib/import/preview/comes-first.rules'

/** Where each is entered by hand. */
const pages: Record<ComesFirst, string> = {
  units: '/people/units',
  roster: '/people',
  plan: '/plans',
  activities: '/activities/new',
  exams: '/exams/new',
}

type Props = { say: Say; viewer: Viewer; first: { kind: ComesFirst; rows: number }[] }

/** What the sheet rests on and is not there yet: where it is entered. The draft waits meanwhile. */
export function FirstThings({ say: { t }, viewer, first }: Props) {
  if (first.length === 0) return null
  return (
    <Alert tone="warning" className="mb-4">
      <ul>
        {first.map(({ kind, rows }) => (
          <li key={kind} className="flex flex-wrap items-center gap-x-3">
            <span>{t(`importPreview.first.${kind}`, { count: rows })}</span>
            {mayImport(viewer, kind) && (
              <>
                <Link href={`/imports?kind=${kind}`} className="inline-flex min-h-11 items-center">
                  {t('importPreview.first.import')}
                </Link>
                <Link href={pages[kind]} className="inline-flex min-h-11 items-center">
                  {t('importPreview.first.enter')}
                </Link>
              </>
            )}
          </li>
        ))}
      </ul>
      <p className="text-ink-2 text-sm">{t('importPreview.first.later')}</p>
    </Alert>
  )
}
