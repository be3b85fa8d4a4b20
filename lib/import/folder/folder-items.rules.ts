import { type Asked, byDefault, type Decision, type Said } from '@/lib/import/asked.rules'
import type { DraftSheet } from './folder-draft.sql'
import type { SheetSeen } from './folder-preview.queries'
import { isForAllFiles } from './folder-questions.rules'

/** A question of a folder, for all files that ask the same: open, or with the answer that was given. */
export type FolderItem = {
  key: string
  first: Asked['first']
  text: string
  word: string | null
  said: Said | null
  isOpen: boolean
  /** Until another answer is given its first choice holds. */
  isOffer?: true
  files: { id: number; path: string; asked: Asked }[]
}

/** The questions over all files: open ones first, those that most files ask before others. */
export function folderItems(seen: readonly SheetSeen[], sheets: readonly DraftSheet[]): FolderItem[] {
  const items = new Map<string, FolderItem>()
  const add = (file: { id: number; path: string }, asked: Asked, said: Said | null, isOpen: boolean) => {
    const key = isForAllFiles(asked.key) ? `* ${asked.key}` : `${file.id} ${asked.key}`
    const { first, text, word, isOffer } = asked
    const offered = isOffer ? { isOffer } : {}
    const item = items.get(key) ?? { key, first, text, word, said, isOpen, ...offered, files: [] }
    item.isOpen ||= isOpen
    item.files.push({ id: file.id, path: file.path, asked })
    items.set(key, item)
  }
  for (const { id, path, asked } of seen)
    for (const each of asked) add({ id, path }, each, null, !each.isOffer)
  for (const { id, path, said, isLeft } of sheets) {
    if (isLeft) continue
    const open = new Set(seen.find(each => each.id === id)?.asked.map(each => each.key))
    for (const each of Object.values(said)) if (!open.has(each.key)) add({ id, path }, each, each, false)
  }
  return [...items.values()].sort(
    (a, b) => Number(b.isOpen) - Number(a.isOpen) || b.files.length - a.files.length,
  )
}

export const rowsOf = ({ files }: FolderItem) => files.reduce((sum, { asked }) => sum + asked.rows.length, 0)

/** Whether a decision leaves a question as it is. */
export function isAsBefore(
  { pick, typed }: Decision,
  { said, isOpen, isOffer, first, text }: FolderItem,
): boolean {
  if (isOffer && !said) return pick === '' || pick === byDefault({ first })
  const isTyped = typed !== '' && typed !== text && first.field !== null && !first.isOfColumn
  if (isOpen) return pick === '' ? !isTyped : pick === 'mend' && !isTyped
  return pick === '' || (pick === said?.pick && typed === said.typed)
}
