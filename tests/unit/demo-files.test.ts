import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { demoFiles } from '@/db/demo/files'
import { readTable } from '@/lib/import/workbook'

const folder = path.resolve('db/demo/files')

test('the sheets of the demo year are those that the generator writes', async () => {
  const written = await demoFiles()

  expect(readdirSync(folder).sort()).toEqual([...written.keys()].sort())
  for (const [fileName, bytes] of written) {
    const committed = await readTable(readFileSync(path.join(folder, fileName)), { fileName })
    expect(committed, fileName).toEqual(await readTable(bytes, { fileName }))
  }
})
