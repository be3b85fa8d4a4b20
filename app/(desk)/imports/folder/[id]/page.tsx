import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { folderSeen } from '@/lib/import/folder/folder-preview.queries'
import { FolderPreviewed } from './_parts/folder-previewed'
import { FolderWritten } from './_parts/folder-written'

export const generateMetadata = titled('importFolder.preview')

type Props = {
  params: Promise<{ id: string }>
  searchParams: Promise<{ files?: string; asked?: string }>
}

/** Milliseconds for which the page waits for the preview; then it says how far it is, and asks again. */
const PATIENCE = 4000
const AGAIN_SECONDS = 3

export default async function FolderPreviewPage({ params, searchParams }: Props) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const seen = await orNotFound(folderSeen(viewer, idOf((await params).id), PATIENCE))
  const { folder } = seen
  const look = await searchParams
  return (
    <>
      <PageHead
        title={t('importFolder.named', { name: folder.name })}
        above={<Link href="/imports">{t('import.list.title')}</Link>}
        below={t('importFolder.ofYear', { year: folder.year })}
      />
      {seen.state === 'written' ? (
        <FolderWritten say={say} viewer={viewer} folder={folder} files={seen.files} />
      ) : seen.state === 'ready' ? (
        <FolderPreviewed say={say} viewer={viewer} preview={seen.preview} look={look} />
      ) : (
        <div role="status" className="card max-w-2xl">
          <meta httpEquiv="refresh" content={String(AGAIN_SECONDS)} />
          <p className="mb-2">{t('importFolder.judging', { done: seen.done, count: seen.total })}</p>
          <progress
            max={seen.total}
            value={seen.done}
            className="block w-full"
            aria-label={t('importFolder.preview')}
          />
          <p className="mt-2">
            <Link href={`/imports/folder/${folder.id}`} className="inline-flex min-h-11 items-center">
              {t('importFolder.lookAgain')}
            </Link>
          </p>
        </div>
      )}
    </>
  )
}
