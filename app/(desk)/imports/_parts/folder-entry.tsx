import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { Tag } from '@/app/_ui/tag'
import { dayOf, timeOf } from '@/lib/core/time'
import type { foldersOf } from '@/lib/import/folder/folder-draft.queries'

type Props = { say: Say; folders: Awaited<ReturnType<typeof foldersOf>> }

/** The way to a whole folder, and the folders that were put in. */
export function FolderEntry({ say: { t }, folders }: Props) {
  return (
    <section className="card mb-6 max-w-2xl" aria-labelledby="folder">
      <h2 id="folder" className="mb-1">
        {t('importFolder.title')}
      </h2>
      <p className="mb-3 text-ink-2 text-sm">{t('importFolder.lead')}</p>
      <Link href="/imports/folder" className="btn">
        {t('importFolder.enter')}
      </Link>
      {folders.length > 0 && (
        <ul className="mt-3">
          {folders.map(each => (
            <li key={each.id} className="flex flex-wrap items-baseline gap-x-4">
              <Link
                href={`/imports/folder/${each.id}`}
                className="inline-flex min-h-11 items-center break-all"
              >
                {each.name}
              </Link>
              <span className="text-ink-3 text-sm">
                {dayOf(each.createdAt)} {timeOf(each.createdAt)}
              </span>
              {each.writtenAt === null && <Tag tone="soon">{t('import.list.open')}</Tag>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
