import { eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { importDraft } from '@/db/schema/import'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { removeUnnamed } from '@/lib/activity/attachments/file-removal.commands'
import { removeLater } from '@/lib/activity/retention/purge.commands'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { mayImport } from '@/lib/import/import.queries'
import type { KindChoice } from '@/lib/import/kind.rules'
import { nothingMended } from '@/lib/spreadsheet/preview.rules'
import { attachPhotos } from './folder.commands'
import type { AssignInput, FolderFilesInput } from './folder.input'
import { folderOf } from './folder-draft.queries'
import {
  type DraftPhoto,
  type DraftSheet,
  type FolderDraft,
  type FolderFiles,
  filesOfFolder,
  type KeptPhoto,
  type KeptSheet,
  unsaid,
} from './folder-draft.sql'
import { forgetFolder } from './folder-preview.queries'
import { photoActivitiesOf } from './photo.queries'
import { wordsOfActivities } from './photo.rules'

export const alreadyWritten = { ok: false, reason: 'alreadyWritten' } as const

/** Says of files what they are: their kind and year, or that they are not imported. */
export async function saveFolderFiles(viewer: Viewer, { folderId, files }: FolderFilesInput) {
  return write(async tx => {
    const { sheets, ...opened } = await openFolder(viewer, folderId, tx)
    if (opened.isWritten) return alreadyWritten
    for (const said of files) {
      const sheet = sheets.find(each => each.id === said.id)
      if (!sheet) continue
      const kept = await keptOf(tx, sheet.id)
      await saySheet(tx, viewer, { sheet, kept, said })
    }
    return { ok: true, folderId } as const
  })
}

type Saying = {
  sheet: DraftSheet
  kept: KeptSheet
  said: Partial<KindChoice> & { year?: number | undefined }
}

/** Says of a file what it is, or without a kind that it is not imported. */
export async function saySheet(tx: Tx, viewer: Viewer, { sheet, kept, said }: Saying): Promise<void> {
  const kind = said.kind ?? sheet.kind
  if (!mayImport(viewer, kind)) throw new Forbidden()
  const isOther = kind !== sheet.kind || said.plan !== sheet.options.plan
  const year = said.year ?? sheet.options.year
  const isYearSaid = kept.file.isYearSaid || (said.year !== undefined && said.year !== sheet.options.year)
  const plan = kind === 'plan' ? { plan: said.plan ?? 'officials' } : {}
  const unit =
    kind === 'plan' && said.plan === 'communities' && kept.file.unit ? { unit: kept.file.unit } : {}
  // What was said of columns and cells was said of the other kind.
  const options = isOther && said.kind ? { ...plan, ...unit, aliases: {}, said: {} } : withoutYear(kept)
  const { kinds: _, why, ...facts } = kept.file
  const isLeft = said.kind === undefined
  const file = { ...facts, isYearSaid, isLeft, ...(isLeft && kept.file.isLeft && why ? { why } : {}) }
  await putSheet(tx, sheet.id, {
    kind,
    options: { ...options, year, file },
    ...(isOther && said.kind ? { mended: '{}', setAside: JSON.stringify(nothingMended.aside) } : {}),
  })
}

function withoutYear({ year: _, ...kept }: KeptSheet): Omit<KeptSheet, 'year'> {
  return kept
}

/** Says which questions of a folder are asked file by file, and what is answered for all of them. */
export async function saveFolderSaid(
  tx: Tx,
  { id, year, ...before }: FolderDraft,
  { split, ofAll }: Pick<FolderDraft, 'split' | 'ofAll'>,
): Promise<void> {
  const isSame = JSON.stringify([before.split, before.ofAll]) === JSON.stringify([split, ofAll])
  if (isSame) return
  await tx
    .update(importDraft)
    .set({ options: JSON.stringify({ year, split, ofAll }) })
    .where(eq(importDraft.id, id))
}

/** Says to which activity photos go; in a folder that is written they go there at once. */
export async function assignPhotos(viewer: Viewer, { folderId, photos: ids, activity: words }: AssignInput) {
  const placing = write(async tx => {
    const folder = await folderOf(viewer, folderId, tx)
    const { photos } = await filesOfFolder(folder, tx)
    const chosen = photos.filter(each => ids.includes(each.id))
    if (folder.writtenAt === null) {
      for (const photo of chosen) await putSaid(tx, photo, words)
      return { ok: true, folderId } as const
    }
    const activities = await photoActivitiesOf(viewer, folder.year, tx)
    const named = wordsOfActivities(activities)
    const to = activities.find(each => named.get(each.id) === words)
    if (!to) return { ok: false, reason: 'noSuchActivity' } as const
    const placed = chosen.map(photo => ({ photo, activity: to }))
    const attached = await attachPhotos(tx, viewer, placed, ({ stored }) => stored)
    if (attached.length < placed.length) throw new ActivityFull()
    await removeRows(
      tx,
      attached.map(({ photo }) => photo.id),
    )
    return { ok: true, folderId } as const
  })
  return placing.catch(error => {
    if (error instanceof ActivityFull) return { ok: false, reason: 'activityFull' } as const
    throw error
  })
}

/** The activity does not take all of the photos: then it takes none. */
class ActivityFull extends Error {}

async function putSaid(tx: Tx, { id, path: _, stored, ...photo }: DraftPhoto, words: string): Promise<void> {
  const kept = JSON.parse((await rowOf(tx, id)).options) as KeptPhoto
  // Said to wait, it is not placed by its day either.
  const options: KeptPhoto = { ...kept, stored, photo: { ...photo, said: words } }
  await tx
    .update(importDraft)
    .set({ options: JSON.stringify(options) })
    .where(eq(importDraft.id, id))
}

/** Drops a folder that is not written, with its files; of one that is written the photos that still wait. */
export async function dropFolder(viewer: Viewer, { folderId }: { folderId: number }) {
  const hashes = await write(async tx => {
    const { folder, files } = await openFolder(viewer, folderId, tx)
    const photos = files.photos.map(each => each.id)
    if (folder.writtenAt === null) await tx.delete(importDraft).where(eq(importDraft.id, folderId))
    else await removeRows(tx, photos)
    const hashes = files.photos.map(each => each.stored.hash)
    if (hashes.length > 0) await removeLater(tx, hashes)
    return hashes
  })
  forgetFolder(folderId)
  // The folder is gone, whatever becomes of its files now: the next purge takes those that stay.
  await removeUnnamed(hashes).catch(() => {})
  return { ok: true } as const
}

export type Opened = { folder: FolderDraft; files: FolderFiles; sheets: DraftSheet[]; isWritten: boolean }

export async function openFolder(viewer: Viewer, folderId: number, tx: Tx): Promise<Opened> {
  const folder = await folderOf(viewer, folderId, tx)
  const files = await filesOfFolder(folder, tx)
  return { folder, files, sheets: files.sheets, isWritten: folder.writtenAt !== null }
}

async function rowOf(tx: Tx, id: number) {
  const [row] = await tx
    .select({ options: importDraft.options, kind: importDraft.kind })
    .from(importDraft)
    .where(eq(importDraft.id, id))
  if (!row) throw new NotFound()
  return row
}

export async function keptOf(tx: Tx, id: number): Promise<KeptSheet> {
  return { file: unsaid, ...JSON.parse((await rowOf(tx, id)).options) } as KeptSheet
}

type Change = { kind?: string; options: KeptSheet; mended?: string; setAside?: string }

export async function putSheet(tx: Tx, id: number, { options, ...change }: Change): Promise<void> {
  await tx
    .update(importDraft)
    .set({ ...change, options: JSON.stringify(options) })
    .where(eq(importDraft.id, id))
}

/** So many rows are removed by one statement. */
const PART = 200

export async function removeRows(tx: Tx, ids: number[]): Promise<void> {
  for (let from = 0; from < ids.length; from += PART)
    await tx.delete(importDraft).where(inArray(importDraft.id, ids.slice(from, from + PART)))
}
