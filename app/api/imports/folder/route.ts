import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { filesLost } from '@/app/_forms/signed-out-upload'
import { type FileSent, filesWithin } from '@/app/_http/files-within'
import { type Refusal, refusalOf, refusalResponse } from '@/app/_http/refusal'
import { seeOther } from '@/app/_http/see-other'
import type { KeyUnder } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { holds, type Viewer } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { heldSession, viewerSeen } from '@/lib/access/session'
import type { Owed } from '@/lib/access/session.queries'
import { now } from '@/lib/core/clock'
import { filesDirectory } from '@/lib/core/files-directory'
import { fitText } from '@/lib/core/text'
import { yearOf as calendarYearOf, dayOf } from '@/lib/core/time'
import { uploadFolderInput } from '@/lib/import/folder/folder.input'
import {
  isOfNobody,
  isUnfitPath,
  LONGEST_PATH,
  MOST_FILES,
  MOST_ZIP_BYTES,
  shownPath,
} from '@/lib/import/folder/folder-file.rules'
import {
  type AnswersOfBefore,
  addToFolder,
  answersOfBefore,
} from '@/lib/import/folder/folder-upload.commands'
import { yearOfFolder } from '@/lib/import/path-year.rules'
import type { DraftRefusal } from '@/lib/spreadsheet/draft-room.rules'
import { archiveOf } from '@/lib/spreadsheet/formats/archive.mjs'
import { MAX_FILE_BYTES } from '@/lib/spreadsheet/formats/workbook'

type Why = KeyUnder<'importFolder.refused'> | DraftRefusal['reason'] | Refusal

/** A folder that is there, or one that is made with its first file. */
type Into = number | { name: string; year: number; idempotencyKey: string }

/** What is sent at once, with a few fields. */
const MAX_BODY = MOST_ZIP_BYTES + 1024 * 1024

/**
 * Receives files of a folder: with script one after the other, each answered in JSON; without script a zip, or a few
 * files, and a redirect to the preview. The viewer is checked before anything is read; files wait on the disk.
 */
export async function POST(request: Request): Promise<Response> {
  const asksJson = request.headers.get('accept')?.includes('application/json') ?? false
  const refuse = (reason: Why, detail = '') =>
    asksJson
      ? said(reason, detail)
      : seeOther(`/imports/folder?${new URLSearchParams({ refused: reason, ...(detail ? { detail } : {}) })}`)
  if (!isOwnOrigin(request.headers)) return refuse('badOrigin')
  const viewer = await viewerSeen()
  if (!viewer || viewer.owes) return asksJson ? said('signedOut') : lost(request, viewer)
  if (!holds(viewer, 'organiser', 'administrator')) return refuse('forbidden')
  const directory = await incoming()
  try {
    const sent = await filesWithin(request, directory, { bytes: MAX_BODY, files: MOST_FILES })
    if (sent === null) return refuse('bodyTooBig')
    const parsed = uploadFolderInput.safeParse(sent.fields)
    if (!parsed.success) return refuse('badField')
    if (sent.files.length === 0) return refuse('noFile')
    const { folderId, year, name, path, idempotencyKey } = parsed.data
    const called = fitText((name ?? sent.files[0]?.name ?? '').replace(/\/.*$|\.zip$/gi, '')).slice(0, 100)
    let into: Into = folderId ?? {
      name: called,
      year: year ?? (await yearOf(called, sent.files)),
      idempotencyKey,
    }
    const said = answersOfBefore(viewer)
    for (const file of sent.files) {
      // Nobody waits any more: what has come in stays, and is not sent again.
      if (request.signal.aborted) break
      // A zip that is the whole folder is no folder within it.
      const isWithin = path !== undefined || sent.files.length > 1
      const given = { ...file, name: path ?? file.name }
      const taken = await takeIn(viewer, { into, said }, given, isWithin, request.signal)
      if (!taken.ok) return refuse(taken.reason, taken.places?.detail)
      into = taken.into
    }
    const id = typeof into === 'number' ? into : null
    if (asksJson) return Response.json({ ok: true, folderId: id }, fresh)
    return id === null ? refuse('noFile') : seeOther(`/imports/folder/${id}`)
  } catch (error) {
    return refuse(refusalOf(error))
  } finally {
    await rm(/* turbopackIgnore: true */ directory, { recursive: true, force: true })
  }
}

/** Beside the files that stay; what a killed process has left goes at the next start (server/leftovers.ts). */
async function incoming(): Promise<string> {
  await mkdir(/* turbopackIgnore: true */ filesDirectory(), { recursive: true })
  return mkdtemp(join(/* turbopackIgnore: true */ filesDirectory(), 'incoming-'))
}

/** Without script, of somebody whose session has ended: which files are to be chosen again. Nothing is put on the disk. */
async function lost(request: Request, viewer: { owes: Owed } | null): Promise<Response> {
  if (!(await heldSession())) return seeOther('/sign-in')
  const sent = await filesWithin(request, null, { bytes: MAX_BODY, files: MOST_FILES })
  const files = (sent?.files ?? []).map(({ name }) => ({ field: 'file', name: name.slice(0, 200) }))
  return filesLost(request, await saying(), { viewer, fields: Object.entries(sent?.fields ?? {}), files })
}

const fresh = { headers: { 'cache-control': 'private, no-store' } }

type Taken = { ok: true; into: Into } | { ok: false; reason: Why; places?: DraftRefusal['places'] }

/** The year that the folder or its files name, else the last one. */
async function yearOf(called: string, files: FileSent[]): Promise<number> {
  const own = yearOfFolder(called, [])
  if (own !== null) return own
  const paths: string[] = []
  for (const { name, path } of files) {
    const archive = await archiveOf(path, { bytes: MAX_FILE_BYTES, files: MOST_FILES })
    paths.push(...(archive?.files.slice(0, MOST_FILES).map(each => each.path) ?? [name]))
    archive?.close()
  }
  return yearOfFolder(called, paths) ?? calendarYearOf(dayOf(now())) - 1
}

/** Takes a file in, or each file of a zip. */
async function takeIn(
  viewer: Viewer,
  { into, said }: { into: Into; said: AnswersOfBefore },
  { name, path, size }: FileSent,
  isWithin: boolean,
  signal: AbortSignal,
): Promise<Taken> {
  const place = (of: string) =>
    isUnfitPath(of)
      ? { path: shownPath(of), refused: 'unfitPath' }
      : { path: of.slice(0, LONGEST_PATH), refused: null }
  const archive = await archiveOf(path, { bytes: MAX_FILE_BYTES, files: MOST_FILES })
  if (archive === null) {
    const tooBig = size > MAX_FILE_BYTES ? 'tooBig' : null
    const read = async () => new Uint8Array(await readFile(/* turbopackIgnore: true */ path))
    const { path: at, refused } = place(name.replaceAll('\\', '/'))
    const added = await addToFolder(viewer, into, { path: at, size, read, refused: refused ?? tooBig }, said)
    return added.ok ? { ok: true, into: added.folderId ?? into } : added
  }
  try {
    if (archive.files.length > MOST_FILES) return { ok: false, reason: 'tooManyFiles' }
    let to = into
    for (const each of archive.files.filter(of => !isOfNobody(of.path))) {
      if (signal.aborted) break
      const { path: at, refused } = place(isWithin ? `${name}/${each.path}` : each.path)
      const given = { ...each, path: at, refused: refused ?? each.refused }
      const added = await addToFolder(viewer, to, given, said)
      if (!added.ok) return added
      to = added.folderId ?? to
    }
    return { ok: true, into: to }
  } finally {
    archive.close()
  }
}

function said(reason: Why, detail = ''): Response {
  if (reason === 'bodyTooBig') return refusalResponse('tooBig', fresh)
  const known = [
    'badOrigin',
    'signedOut',
    'forbidden',
    'notFound',
    'databaseBusy',
    'diskFull',
    'readOnly',
  ] as const
  const one = known.find(each => each === reason)
  return one
    ? refusalResponse(one, fresh)
    : Response.json({ ok: false, reason, detail }, { status: 422, ...fresh })
}
