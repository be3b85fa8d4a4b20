import { getTableConfig } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { unrecorded } from '@/db/recording'
import { importRun } from '@/lib/import/undo/messages/importRun.zh'
import { followers, logged, yesNo } from '@/lib/import/undo/undo.rules'
import { tables } from './schema'

const recorded = tables.map(each => each.name).filter(each => !unrecorded.has(each))
const refers = tables
  .filter(({ foreignKeys }) =>
    foreignKeys.some(key => recorded.includes(getTableConfig(key.reference().foreignTable).name)),
  )
  .map(each => each.name)
  .filter(each => !followers.has(each) && each !== 'import_change')

test('the page of an import has a word for every table that it may change or that may rest on it', () => {
  const wanted = [...new Set([...recorded, ...refers])].sort()

  expect(wanted, 'add it under `table` in lib/import/undo/messages/importRun.zh.ts and .en.ts').toEqual(
    Object.keys(importRun.table).sort(),
  )
})

test('what an undone import gives back is logged as 是 or 否 where the table holds that', () => {
  const columns = tables.filter(each => logged[each.name]).flatMap(each => each.columns)
  const names = (are: boolean) =>
    columns.filter(each => (each.dataType === 'boolean') === are).map(each => each.name)

  expect([...new Set(names(true))].sort(), 'name it in `yesNo` of lib/import/undo/undo.rules.ts').toEqual(
    [...yesNo].sort(),
  )
  expect(names(false).filter(each => yesNo.has(each))).toEqual([])
})
