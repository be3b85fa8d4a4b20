import { opendirSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MOST_BYTES } from '@/lib/activity/attachments/attachment.rules'
import { isOfNobody, isUnfitPath, MOST_FILES, shownPath } from '@/lib/import/folder/folder-file.rules'
import type { GivenFile } from '@/lib/import/folder/folder-sorting.queries'
import { archiveOf, beginsAsZip } from '@/lib/spreadsheet/formats/archive.mjs'
import { MAX_FILE_BYTES } from '@/lib/spreadsheet/formats/workbook'

const MOST = Math.max(MAX_FILE_BYTES, MOST_BYTES)

/** Archives that stay open, as their files are read again: to be closed by whoever asked for them. */
export type Opened = { close(): void }[]

/** The files below a directory; links are not followed, and a zip is a folder. */
export async function* filesBelow(directory: string, opened: Opened, below = ''): AsyncGenerator<GivenFile> {
  const found = opendirSync(join(directory, below))
  const entries = []
  for await (const each of found) entries.push(each)
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (isOfNobody(path)) continue
    if (entry.isSymbolicLink()) yield refused(path, 'link')
    else if (entry.isDirectory()) yield* filesBelow(directory, opened, path)
    else if (entry.isFile()) yield* fileAt(directory, path, opened)
  }
}

async function* fileAt(directory: string, path: string, opened: Opened): AsyncGenerator<GivenFile> {
  const whole = join(directory, path)
  const handle = await open(whole)
  let size = 0
  let isZip = false
  try {
    const beginning = Buffer.alloc(4)
    await handle.read(beginning, 0, 4, 0)
    size = (await handle.stat()).size
    isZip = beginsAsZip(beginning)
  } finally {
    await handle.close()
  }
  const archive = isZip ? await archiveOf(whole, { bytes: MOST, files: MOST_FILES }) : null
  if (archive === null) {
    yield size > MOST
      ? refused(path, 'tooBig')
      : { path, size, refused: null, read: async () => new Uint8Array(await readFile(whole)) }
    return
  }
  opened.push(archive)
  for (const each of archive.files) {
    if (isUnfitPath(each.path)) yield refused(shownPath(`${path}/${each.path}`), 'unfitPath')
    else if (!isOfNobody(each.path)) yield { ...each, path: `${path}/${each.path}` }
  }
}

function refused(path: string, reason: string): GivenFile {
  return { path, size: 0, refused: reason, read: async () => new Uint8Array() }
}
