import { expect, test } from 'vitest'
import type { DraftSheet } from '@/lib/import/folder/folder-draft.sql'
import {
  type FolderItem,
  folderItems,
  JOIN,
  mayBeSplit,
  SPLIT,
  splitAfter,
} from '@/lib/import/folder/folder-items.rules'
import type { SheetSeen } from '@/lib/import/folder/folder-preview.queries'
import { NEW_UNITS } from '@/lib/import/folder/folder-questions.rules'

/** Files of the ledger of material, each with the questions of these keys. */
function seen(keys: string[], files = 3): SheetSeen[] {
  return Array.from({ length: files }, (_, at) => ({
    ...{ id: at + 1, path: `${at + 1}.xlsx`, kind: 'outputs', isOpen: true, counts: null, heads: {} },
    ...{ missing: [], isTurned: false, unused: [], notes: [], meetings: [], namesOpen: [], more: 0 },
    asked: keys.map(key => ({
      ...{ key, text: '短信', word: '短信', rows: [2] },
      first: { row: 2, field: 'channel', reason: 'unknownChannel', choices: [] },
    })),
  }))
}

/** As it stands in the folder, with what was said of it. */
function sheet(id: number, pick: string): DraftSheet {
  const [file] = seen(['unknownChannel channel 短信'], 1)
  const asked = file?.asked[0]
  const said = { [String(asked?.key)]: { ...asked, pick, typed: '' } }
  return {
    id,
    path: `${id}.xlsx`,
    kind: 'outputs',
    options: {},
    isLeft: false,
    said,
  } as unknown as DraftSheet
}

const shown = (items: FolderItem[]) => items.map(each => [each.key, each.files.map(file => file.id)])

test('one answer for all alike is given file by file where somebody wants that, and for all again', () => {
  const files = seen(['unknownChannel channel 短信', 'noColumn unit column @0'])
  const shared = 'outputs unknownChannel channel 短信'
  const [item, ...perFile] = folderItems(files, [])

  expect([item?.key, item && mayBeSplit(item), perFile.map(mayBeSplit)]).toEqual([
    shared,
    true,
    [false, false, false],
  ])
  const split = splitAfter([], [{ pick: SPLIT, item: item as FolderItem }])
  const items = folderItems(files, [], split)
  expect(shown(items.filter(each => each.isSplit))).toEqual([
    ['1 unknownChannel channel 短信', [1]],
    ['2 unknownChannel channel 短信', [2]],
    ['3 unknownChannel channel 短信', [3]],
  ])
  expect(items.every(each => !mayBeSplit(each))).toBe(true)
  expect(splitAfter(split, [{ pick: JOIN, item: items.find(each => each.isSplit) as FolderItem }])).toEqual(
    [],
  )
})

test('files that were answered differently before are shown each with its own answer', () => {
  const given = [sheet(1, 'answer:短信'), sheet(2, 'answer:横幅'), sheet(3, 'answer:短信')]

  const [first, second, third] = folderItems([], given)

  expect([first?.said?.pick, second?.said?.pick, third?.said?.pick]).toEqual([
    'answer:短信',
    'answer:横幅',
    'answer:短信',
  ])
  expect(shown(folderItems([], [given[0] as DraftSheet, given[2] as DraftSheet]))).toEqual([
    ['outputs unknownChannel channel 短信', [1, 3]],
  ])
})

test('units that are not there are added once, for all files', () => {
  const [item] = folderItems(seen([NEW_UNITS]), [])

  expect(item && mayBeSplit(item)).toBe(false)
  expect(splitAfter([], [{ pick: SPLIT, item: item as FolderItem }])).toEqual([])
})
