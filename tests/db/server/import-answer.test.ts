import { afterEach, beforeEach, expect, test } from 'vitest'
import { columnKey, headRowKey } from '@/lib/spreadsheet/said.rules'
import { answerImport } from '@/server/commands/import-answer'
import { workbookOf } from '../../sheets'
import { closeWorld, openWorld } from '../../world'

beforeEach(async () => {
  await openWorld()
})
afterEach(closeWorld)

const asked = { command: 'import', kind: 'outputs', fileName: '宣传.xlsx' }

type Out = { questions: { key: string; reason: string; choices: { value: string }[] }[]; written: boolean }

async function imported(options: object, dryRun = false) {
  const bytes = await workbookOf({
    heads: '日期|宣传什么|数量',
    rows: ['2023-03-01|横幅|2'],
    title: '2023年',
  })
  const request = { ...asked, bytes: Buffer.from(bytes).toString('base64'), options, dryRun }
  const { exit, out } = await answerImport(request as never)
  return { exit, ...(out as Out) }
}

test('heads that are missing are asked for at the command line, and its answers are taken', async () => {
  const dry = await imported({ aliases: {} }, true)

  expect(dry).toMatchObject({ exit: 1, written: false })
  expect(dry.questions.map(each => [each.key, each.reason, each.choices[0]?.value])).toEqual([
    [headRowKey('Sheet1'), 'headRow', '2'],
    [columnKey('Sheet1', 1), 'column', 'channel'],
  ])
  const answers = Object.fromEntries(dry.questions.map(each => [each.key, each.choices[0]?.value]))
  expect(await imported({ aliases: {}, answers })).toMatchObject({ exit: 0, written: true, questions: [] })
  expect(await imported({ aliases: {}, answers })).toMatchObject({ exit: 0, new: 0, unchanged: 1 })
})
