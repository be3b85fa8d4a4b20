import type { Tx } from '@/db/client'
import { slices } from '@/db/pause'
import { rehearse } from '@/db/rehearsal'
import { write } from '@/db/write'
import { holds, type Viewer } from '@/lib/access/access.rules'
import { type Facts, putAttachment } from '@/lib/activity/attachments/attachment.commands'
import { fileNameOf, storable } from '@/lib/activity/attachments/attachment.rules'
import { removeUnnamed } from '@/lib/activity/attachments/file-removal.commands'
import { withStoredFiles } from '@/lib/activity/attachments/file-store.commands'
import { Forbidden } from '@/lib/core/errors'
import { nameOf } from '@/lib/import/path-facts.rules'
import { unitNames } from '@/lib/import/preview/choosable.queries'
import { recordRun } from '@/lib/import/run.commands'
import { unreadOf } from '@/lib/import/run.rules'
import { addNamedUnits, putNamedUnits, topUnitId } from '@/lib/organisation/units/named-unit.commands'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import type { Counts } from '@/lib/spreadsheet/preview.rules'
import { type Contradiction, contradictionsIn } from './contradiction.queries'
import { noFacts, noteFacts } from './folder-facts.rules'
import { type InTurn, judgedInTurn } from './folder-order.commands'
import { columnsOpen, type SaidOfAll, unitsMissing } from './folder-questions.rules'
import {
  type FolderPhoto,
  type FolderSaid,
  type GivenFile,
  type SheetInFolder,
  sortedFiles,
} from './folder-sorting.queries'
import { unitsSaid } from './folder-top.rules'
import { type PlacedPhoto, placedPhotos } from './photo.queries'
import type { Photo, PhotoActivity } from './photo.rules'

type Given = { year: number; files: AsyncIterable<GivenFile>; said: FolderSaid; dryRun: boolean }

/** What is brought in at once: sheets in any order, and photos. */
type Folder<S extends SheetInFolder = SheetInFolder, P extends FolderPhoto = FolderPhoto> = {
  year: number
  sheets: readonly S[]
  photos: readonly P[]
  /** What was answered for all of its files. */
  said?: SaidOfAll
}

/** Units that are added before the files are judged. */
type UnitsMade = { top: string; names: readonly string[] }

export type Rehearsed<T, P extends Photo = FolderPhoto> = {
  taken: T[]
  /** Names in the files that read as those of units and are none yet. */
  unitsMissing: string[]
  /** The names of the units that are there by then. */
  unitsThere: string[]
  /** Whether there is a topmost unit by then. */
  hasTop: boolean
  /** Something keeps the folder from being written. */
  isOpen: boolean
  contradictions: Contradiction[]
  placed: PlacedPhoto<P>[]
  activities: PhotoActivity[]
}

/** A folder from the command line: all of its sheets are written, or none; `take` makes of each what is answered. */
export async function importFolder<T>(
  viewer: Viewer,
  { year, files, said, dryRun }: Given,
  take: (each: InTurn<SheetInFolder>) => Promise<T>,
) {
  if (!holds(viewer, 'organiser', 'administrator')) throw new Forbidden()
  const found = await sortedFiles(viewer, { year, files, said })
  if (!found.ok) return found
  const { left, ...folder } = found
  const made = { top: '', names: [] as readonly string[] }
  let rehearsed = await rehearsalOf(viewer, folder, take)
  const { top, makes } = unitsSaid(said.answers)
  if (!rehearsed.hasTop) made.top = top
  if (makes && (rehearsed.hasTop || top !== '')) made.names = rehearsed.unitsMissing
  if (made.top !== '' || made.names.length > 0) rehearsed = await rehearsalOf(viewer, folder, take, made)
  const placed = rehearsed.placed.filter(each => each.activity !== null)
  const isWritten = !dryRun && !rehearsed.isOpen && folder.sheets.length + placed.length > 0
  if (!isWritten) return { ok: true, ...rehearsed, left, isWritten, runId: null } as const
  const facts = new Map<string, Facts>()
  // By the command of the units' page, as where the page is answered.
  if (made.top !== '' || made.names.length > 0) await addNamedUnits(viewer, made.names, made.top)
  const written = await withStoredFiles(async store => {
    for (const { photo } of placed) {
      const stored = await storedPhoto(await photo.read(), photo.path, store)
      if (stored !== null) facts.set(photo.path, stored)
    }
    return writeFolder(viewer, folder, ({ path }) => facts.get(path))
  })
  const attached = new Set(written.ok ? written.attached.map(each => each.photo.path) : [])
  const unnamed = [...facts].flatMap(([path, { hash }]) => (attached.has(path) ? [] : [hash]))
  await removeUnnamed(unnamed)
  if (!written.ok) return written
  // A photo that its activity did not take waits.
  const asPlaced = rehearsed.placed.map(each =>
    attached.has(each.photo.path) ? each : { ...each, activity: null },
  )
  return { ok: true, ...rehearsed, placed: asPlaced, left, isWritten, runId: written.runId } as const
}

/**
 * Whether a sheet of units is still asked about: until it is settled nothing is known to be missing, as its names, and
 * their short ones, come with it.
 */
export const bringsUnits = (each: InTurn<SheetInFolder>) => each.file.kind === 'units' && isAsking(each)

/** Judges the sheets of a folder each on what those before it will have written, and compares them. */
export async function rehearsalOf<T, S extends SheetInFolder, P extends FolderPhoto>(
  viewer: Viewer,
  { year, sheets, photos, said }: Folder<S, P>,
  take: (each: InTurn<S>) => Promise<T>,
  made: UnitsMade = { top: '', names: [] },
): Promise<Rehearsed<T, P>> {
  if (sheets.length + photos.length === 0)
    return {
      ...{ taken: [], isOpen: false, unitsMissing: [], unitsThere: [], hasTop: true },
      ...{ contradictions: [], placed: [], activities: [] },
    }
  return rehearse(String(viewer.accountId), async tx => {
    if (made.top !== '' || made.names.length > 0) await putNamedUnits(tx, viewer, made.names, made.top)
    const facts = noFacts()
    const missing = new Set<string>()
    const taken: T[] = []
    const pause = slices()
    let isOpen = false
    let isUnitsOpen = false
    for await (const each of judgedInTurn(tx, viewer, sheets, said)) {
      isOpen ||= isAsking(each)
      isUnitsOpen ||= bringsUnits(each)
      if (each.judgement.ok && !isUnitsOpen)
        for (const name of unitsMissing(each.judgement.judged.faults, each.file.options)) missing.add(name)
      if (each.file.kinds.length === 0) await noteFacts(facts, each.file, each.judgement.reading.rows, pause)
      taken.push(await take(each))
    }
    const contradictions = await contradictionsIn(viewer, { year, facts }, tx)
    const hasTop = (await topUnitId(tx)) !== null
    const units = { unitsMissing: [...missing], hasTop, unitsThere: await unitNames(viewer, tx) }
    return { taken, isOpen, ...units, contradictions, ...(await placedPhotos(viewer, { year, photos }, tx)) }
  })
}

/** A file of a folder asks for something by now that it did not when it was rehearsed. */
class FolderChanged extends Error {}

/** What one write of a folder did: the sheets, and the photos that wait no more. */
export type WrittenFolder<P> = {
  runId: number | null
  sheets: { id: number; path: string; kind: ImportKind; counts: Counts }[]
  attached: { photo: P; evidenceId: number }[]
}

type Around<P> = {
  /** Whether it is written already, so that nothing is left to do. */
  isDone(tx: Tx): Promise<boolean>
  /** Writes what the caller keeps of it; false: it is not what was to be written. */
  after(tx: Tx, written: WrittenFolder<P>): Promise<boolean>
}

/**
 * Writes all sheets, and the rows of the photos that are on disk, in one transaction; nothing of it where what they rest
 * on has changed.
 */
export async function writeFolder<P extends FolderPhoto>(
  viewer: Viewer,
  { year, sheets, photos, said }: Folder<SheetInFolder, P>,
  factsOf: (photo: P) => Facts | undefined,
  around?: Around<P>,
) {
  try {
    const done = await write(async tx => {
      if (await around?.isDone(tx)) return { runId: null, attached: [] }
      const written: WrittenFolder<P>['sheets'] = []
      const { answer: attached, runId } = await recordRun(tx, viewer, async add => {
        for await (const each of judgedInTurn(tx, viewer, sheets, said)) {
          if (isAsking(each) || !each.judgement.ok) throw new FolderChanged()
          const { id, kind, path } = each.file
          const { counts } = each.judgement
          written.push({ id, kind, path, counts })
          add({
            ...{ kind, fileName: path, counts, unread: unreadOf(each.judgement) },
            ...(id === 0 ? {} : { draftId: id }),
          })
        }
        const { placed } = await placedPhotos(viewer, { year, photos }, tx)
        return attachPhotos(tx, viewer, placed, factsOf)
      })
      const isAsSeen = (await around?.after(tx, { runId, sheets: written, attached })) ?? true
      if (!isAsSeen) throw new FolderChanged()
      return { runId, attached }
    })
    return { ok: true, ...done } as const
  } catch (error) {
    if (error instanceof FolderChanged) return { ok: false, reason: 'countsChanged' } as const
    throw error
  }
}

/** Writes the rows of photos whose files are on disk; one more than an activity takes waits. */
export async function attachPhotos<P extends Photo>(
  tx: Tx,
  viewer: Viewer,
  placed: readonly PlacedPhoto<P>[],
  factsOf: (photo: P) => Facts | undefined,
): Promise<WrittenFolder<P>['attached']> {
  const attached: WrittenFolder<P>['attached'] = []
  for (const { photo, activity } of placed) {
    const facts = factsOf(photo)
    if (!activity || !facts) continue
    const to = {
      kind: 'photo',
      activityId: activity.id,
      planItemId: null,
      personId: null,
      unitId: null,
    } as const
    const added = await putAttachment(tx, viewer, { ...to, idempotencyKey: '' }, facts)
    if (added.ok) attached.push({ photo, evidenceId: added.id })
  }
  return attached
}

/** Puts a photo on the disk, without what its camera says; null where it cannot be kept. */
export async function storedPhoto(
  bytes: Uint8Array,
  path: string,
  store: (bytes: Uint8Array) => Promise<string>,
): Promise<Facts | null> {
  const fit = storable(bytes, 'photo')
  if (!fit.ok) return null
  const { bytes: kept, ...file } = fit.file
  const hash = await store(kept)
  return { ...file, hash, size: kept.length, name: fileNameOf(nameOf(path), file.mediaType) }
}

/** Whether something keeps the file, and with it the folder, from being written. */
export function isAsking({ file, judgement }: InTurn<SheetInFolder>): boolean {
  return (
    file.kinds.length > 0 ||
    file.otherYear !== null ||
    !judgement.ok ||
    judgement.judged.faults.length > 0 ||
    columnsOpen(judgement.reading, file.options).length > 0
  )
}
