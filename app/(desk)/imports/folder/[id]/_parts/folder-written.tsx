import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import type { Viewer } from '@/lib/access/access.rules'
import type { FolderDraft, FolderFiles } from '@/lib/import/folder/folder-draft.sql'
import { placedPhotos } from '@/lib/import/folder/photo.queries'
import { RunLink } from '../../../_parts/run-link'
import { dropAll } from '../../actions'
import { Contradictions } from './contradictions'
import { countsWords } from './counts-words'
import { LeftFiles } from './left-files'
import { PhotosForm } from './photos-form'

type Props = { say: Say; viewer: Viewer; folder: FolderDraft; files: FolderFiles }

/** What was written of a folder, and the photos that still wait for their activity. */
export async function FolderWritten({ say, viewer, folder, files }: Props) {
  const { t } = say
  const { outcome } = folder
  const { placed, activities } = await placedPhotos(viewer, { year: folder.year, photos: files.photos })
  return (
    <>
      <Alert tone="done" role="status" className="mb-4 max-w-3xl">
        {t('importFolder.done', { files: outcome?.files.length ?? 0, photos: outcome?.photos ?? 0 })}
      </Alert>
      <RunLink say={say} runId={folder.runId} />
      {outcome && outcome.contradictions.length > 0 && (
        <Contradictions say={say} contradictions={outcome.contradictions} />
      )}
      {files.photos.length > 0 && (
        <section className="mb-6" aria-labelledby="photos">
          <h2 id="photos" className="mb-2">
            {t('importFolder.photosPart.waiting', { count: files.photos.length })}
          </h2>
          <PhotosForm say={say} folder={folder} placed={placed} activities={activities} />
          <ButtonForm action={dropAll} fields={{ folderId: folder.id }} className="mt-3" look="btn btn-plain">
            {t('importFolder.photosPart.drop')}
          </ButtonForm>
        </section>
      )}
      <ol className="card px-5 py-1">
        {outcome?.files.map(each => (
          <li key={each.path} className="border-line border-t py-2 first:border-t-0">
            <span className="break-all">{each.path}</span>{' '}
            <span className="text-ink-2 text-sm">
              {t(`import.kind.${each.kind}`)} · {countsWords(say, each.counts)}
            </span>
          </li>
        ))}
      </ol>
      {outcome && outcome.left.length > 0 && (
        <section className="mt-6" aria-labelledby="left">
          <h2 id="left" className="mb-2">
            {t('importFolder.leftPart', { count: outcome.left.length })}
          </h2>
          <LeftFiles say={say} left={outcome.left} />
        </section>
      )}
    </>
  )
}
