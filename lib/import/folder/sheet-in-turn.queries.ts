import { db } from '@/db/client'
import { rehearse } from '@/db/rehearsal'
import type { Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { type Draft, draftOf } from '@/lib/import/import.queries'
import { type Judgement, judgementOf } from '@/lib/import/judgement.queries'
import { unitNames } from '@/lib/import/preview/choosable.queries'
import type { Placed } from '@/lib/import/preview/preview.queries'
import { folderOf, folderOfSheet } from './folder-draft.queries'
import { filesOfFolder } from './folder-draft.sql'
import { judgedInTurn } from './folder-order.commands'
import { baseOf } from './folder-preview.queries'

type Kept = { id: number; restsOn: string; answer: Promise<Placed> }
const shared = globalThis as typeof globalThis & { xuefaInTurn?: Kept[] }

/** Sheets that are kept, each with its rows. */
const MOST = 2

/** A sheet as its own page judges it: alone, or where it came with a folder, on what the files before it will have written. */
export async function judgedInPlace(viewer: Viewer, draft: Draft): Promise<Placed> {
  const folderId = await folderOfSheet(viewer, draft.id)
  if (folderId !== null) return judgedInFolder(viewer, folderId, draft.id)
  return { judgement: await judgementOf(viewer, draft, db) }
}

async function judgedInFolder(viewer: Viewer, folderId: number, id: number): Promise<Placed> {
  const folder = await folderOf(viewer, folderId)
  const files = await filesOfFolder(folder)
  const restsOn = await baseOf(viewer, folder, files)
  const before = shared.xuefaInTurn?.find(each => each.id === id && each.restsOn === restsOn)
  if (before) return before.answer
  // One that is not imported is looked at all the same.
  const sheets = files.sheets.filter(each => !each.isLeft || each.id === id)
  const answer = rehearse(String(viewer.accountId), async tx => {
    for await (const { file, judgement } of judgedInTurn(tx, viewer, sheets, folder.ofAll))
      if (file.id === id) return { judgement, units: await unitNames(viewer, tx) }
    throw new NotFound()
  })
  const others = (shared.xuefaInTurn ?? []).filter(each => each.id !== id)
  const kept = { id, restsOn, answer }
  shared.xuefaInTurn = [...others, kept].slice(-MOST)
  // One that failed is made anew.
  answer.catch(() => {
    shared.xuefaInTurn = shared.xuefaInTurn?.filter(each => each !== kept)
  })
  return answer
}

/** The same of a draft by its id, unless it is written. */
export async function sheetInPlace(viewer: Viewer, draftId: number): Promise<Judgement | null> {
  const draft = await draftOf(viewer, draftId)
  return draft.writtenAt === null ? (await judgedInPlace(viewer, draft)).judgement : null
}
