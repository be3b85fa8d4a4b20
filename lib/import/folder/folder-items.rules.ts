import { type Asked, byDefault, type Decision, isRemembered, type Said } from '@/lib/import/asked.rules'
import { comesBefore } from '@/lib/import/preview/comes-first.rules'
import type { Fault, ImportKind } from '@/lib/spreadsheet/importer.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import type { DraftSheet } from './folder-draft.sql'
import type { SheetSeen } from './folder-preview.queries'
import { isOfFile, keyOverFiles, NEW_UNITS } from './folder-questions.rules'

/** A question of a folder, for all files of a kind that ask the same: open, or with the answer that was given. */
export type FolderItem = {
  key: string
  /** The key under which it would be one question for several files; null where it never is. */
  shared: string | null
  /** Its files are asked one by one, though they ask the same. */
  isSplit: boolean
  kind: ImportKind
  /** The head of its column in the first of the files. */
  head: string
  first: Asked['first']
  text: string
  /** What the cells say that it is about, where they differ. */
  texts: string[]
  word: string | null
  said: Said | null
  isOpen: boolean
  /** Until another answer is given its first choice holds. */
  isOffer?: true
  remember: boolean
  files: { id: number; path: string; asked: Asked }[]
}

type File = { id: number; path: string; kind: ImportKind }
type Facts = { said: Said | null; isOpen: boolean; remember: boolean }

/**
 * The questions over all files: open ones first, those that most rows ask before others. Those of `split`, and those of
 * which files were answered differently, are asked file by file.
 */
export function folderItems(
  seen: readonly SheetSeen[],
  sheets: readonly DraftSheet[],
  split: readonly string[] = [],
): FolderItem[] {
  const items = new Map<string, FolderItem>()
  const apart = new Set([...split, ...answeredApart(sheets)])
  const heads = new Map(seen.map(each => [each.id, each.heads]))
  const add = ({ id, path, kind }: File, asked: Asked, { said, isOpen, remember }: Facts) => {
    const shared = keyOverFiles(kind, asked)
    const isSplit = shared !== null && shared !== NEW_UNITS && apart.has(shared)
    const key = shared === null || isSplit ? `${id} ${asked.key}` : shared
    const { first, text, word, isOffer } = asked
    const item = items.get(key) ?? {
      key,
      shared,
      isSplit,
      kind,
      first,
      text,
      texts: [],
      word,
      head: '',
      said,
      isOpen,
      ...(isOffer ? { isOffer } : {}),
      remember,
      files: [],
    }
    item.isOpen ||= isOpen
    item.head ||= heads.get(id)?.[first.field ?? ''] ?? ''
    item.texts = [...new Set([...item.texts, ...(asked.texts ?? [asked.text])])].filter(Boolean)
    item.files.push({ id, path, asked })
    items.set(key, item)
  }
  for (const file of seen)
    for (const each of file.asked) add(file, each, { said: null, isOpen: !each.isOffer, remember: false })
  for (const { said, isLeft, options, ...file } of sheets) {
    if (isLeft) continue
    const open = new Set(seen.find(each => each.id === file.id)?.asked.map(each => each.key))
    for (const each of Object.values(said))
      if (!open.has(each.key))
        add(file, each, { said: each, isOpen: false, remember: isRemembered(each, options.answers) })
  }
  return [...items.values()].sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || rowsOf(b) - rowsOf(a))
}

/** Keys of the questions that files were given different answers to, as before in another folder. */
function answeredApart(sheets: readonly DraftSheet[]): string[] {
  const given = new Map<string, Set<string>>()
  for (const { kind, said } of sheets)
    for (const each of Object.values(said)) {
      const { pick, typed } = each
      const shared = keyOverFiles(kind, each)
      if (shared === null) continue
      const answers = given.get(shared) ?? new Set()
      given.set(shared, answers.add(JSON.stringify([pick, pick === 'mend' ? typed : ''])))
    }
  return [...given].flatMap(([key, answers]) => (answers.size > 1 ? [key] : []))
}

/** What is picked to have a question asked file by file, and to have it asked of all again. */
export const SPLIT = 'split'
export const JOIN = 'join'

/** Whether the files of a question may be asked one by one: not of what they make together. */
export const mayBeSplit = ({ shared, isSplit, files, first }: Splittable) =>
  shared !== null && shared !== NEW_UNITS && !first.isTyped && !isSplit && files.length > 1
type Splittable = Pick<FolderItem, 'shared' | 'isSplit' | 'files' | 'first'>

/** The questions that are asked file by file once these were picked. */
export function splitAfter(
  split: readonly string[],
  picked: readonly { pick: string; item: Splittable }[],
): string[] {
  const next = new Set(split)
  for (const { pick, item } of picked) {
    if (pick === SPLIT && mayBeSplit(item)) next.add(item.shared as string)
    if (pick === JOIN && item.isSplit) next.delete(item.shared as string)
  }
  return [...next]
}

export const rowsOf = ({ files }: Pick<FolderItem, 'files'>) =>
  files.reduce((sum, { asked }) => sum + asked.rows.length, 0)

/** Whether a decision leaves a question as it is. */
export function isAsBefore({ pick, typed, remember }: Decision, item: FolderItem): boolean {
  const { said, isOpen, isOffer, first, text } = item
  if (isOffer && !said) return pick === '' || pick === byDefault({ first })
  const isTyped = typed !== '' && typed !== text && first.field !== null && !first.isOfColumn
  if (isOpen) return pick === '' ? !isTyped : pick === 'mend' && !isTyped
  const isSame = pick === said?.pick && typed === (said.typed || text) && remember === item.remember
  return pick === '' || isSame
}

/** Open questions for one reason about one column of the same files, which may be answered alike. */
export type ItemGroup = { key: string; items: FolderItem[]; rows: number }

/**
 * The open questions in groups, the one of most rows first; before them what is asked of files as a whole, as its answer
 * may settle others. `later` are those about what another file brings that is open itself: once that one is settled, most
 * of them are gone.
 */
export function groupsOf(
  items: readonly FolderItem[],
  seen: readonly Pick<SheetSeen, 'kind' | 'namesOpen'>[] = [],
): { groups: ItemGroup[]; later: FolderItem[] } {
  const open = items.filter(each => each.isOpen)
  const waits = ({ kind, first }: FolderItem) => {
    const before = bringsIt(first)
    if (before === null || before === kind || !open.some(each => each.kind === before)) return false
    // Another name is likely only while the one that is meant is not there yet.
    return comesBefore(first) !== null || isNamedOpen(seen, before, first)
  }
  const groups = new Map<string, ItemGroup>()
  for (const item of open) {
    if (waits(item)) continue
    const { kind, first, files } = item
    const paths = files.map(each => each.path).join('\n')
    // Several files may ask alike which year holds.
    const key = isWhole(item) ? first.reason : [kind, first.field, first.reason, paths].join(' ')
    const group = groups.get(key) ?? { key, items: [], rows: 0 }
    group.items.push(item)
    group.rows += rowsOf(item)
    groups.set(key, group)
  }
  const isFirst = ({ items: [first] }: ItemGroup) => first !== undefined && isWhole(first)
  return {
    groups: [...groups.values()].sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || b.rows - a.rows),
    later: open.filter(waits),
  }
}

/** The kind of sheet that would bring what a question misses, though others of its kind are there to choose. */
function bringsIt({ reason }: Fault): ImportKind | null {
  return reason === 'noAdviserThen' ? 'advisers' : comesBefore({ row: 0, field: null, reason })
}

/** Whether a row of which something is open brings the name that is missed. */
function isNamedOpen(
  seen: readonly Pick<SheetSeen, 'kind' | 'namesOpen'>[],
  kind: ImportKind,
  { places = {} }: Fault,
): boolean {
  const word = matchKey(String(places.name ?? places.word ?? places.title ?? ''))
  return seen.some(each => each.kind === kind && (each.namesOpen === null || each.namesOpen.includes(word)))
}

const isWhole = ({ first, files: [file] }: FolderItem) =>
  first.row === 0 || (file !== undefined && isOfFile(file.asked.key))
