import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { folderOfSheet } from '@/lib/import/folder/folder-draft.queries'
import { judgedInPlace } from '@/lib/import/folder/sheet-in-turn.queries'
import { previewPageOf } from '@/lib/import/preview/preview.queries'
import { lookOf, type Search } from './_parts/look'
import { OfFolder } from './_parts/of-folder'
import { Previewed } from './_parts/previewed'
import { Written } from './_parts/written'

export const generateMetadata = titled('importPreview.title')

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> }

export default async function PreviewPage({ params, searchParams }: Props) {
  const viewer = await requireViewer()
  const say = await saying()
  const look = lookOf(await searchParams)
  const id = idOf((await params).id)
  const preview = await orNotFound(previewPageOf(viewer, id, look, { placed: judgedInPlace }))
  const folderId = await folderOfSheet(viewer, id)
  return (
    <>
      {folderId !== null && <OfFolder say={say} folderId={folderId} />}
      {preview.judgement ? (
        <Previewed say={say} viewer={viewer} preview={preview} look={look} isInFolder={folderId !== null} />
      ) : (
        <Written say={say} draft={preview.draft} aside={preview.aside} />
      )}
    </>
  )
}
