import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { unrecorded } from '@/db/recording'
import { importRun } from '@/lib/import/messages/importRun.zh'
import { followers } from '@/lib/import/undo.rules'
import { files } from './source'

const configs = (
  await Promise.all(
    files(/^db\/schema\//).map(file => import(`../../db/schema/${file.slice('db/schema/'.length, -3)}.ts`)),
  )
)
  .flatMap(schema => Object.values(schema))
  .filter(each => each instanceof SQLiteTable)
  .map(each => getTableConfig(each))
const recorded = configs.map(each => each.name).filter(each => !unrecorded.has(each))
const refers = configs
  .filter(({ foreignKeys }) =>
    foreignKeys.some(key => recorded.includes(getTableConfig(key.reference().foreignTable).name)),
  )
  .map(each => each.name)
  .filter(each => !followers.has(each) && each !== 'import_change')

test('the page of an import has a word for every table that it may change or that may rest on it', () => {
  const wanted = [...new Set([...recorded, ...refers])].sort()

  expect(wanted, 'add it under `table` in lib/import/messages/importRun.zh.ts and .en.ts').toEqual(
    Object.keys(importRun.table).sort(),
  )
})
