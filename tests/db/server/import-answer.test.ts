import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { write } from '@/db/write'
import { correcting } from '@/lib/core/correction'
import { columnKey, headRowKey } from '@/lib/spreadsheet/said.rules'
import { answerImport } from '@/server/commands/import-answer'
import { answerRuns, answerUndo } from '@/server/commands/import-runs-answer'
import { workbookOf } from '../../sheets'
import { closeWorld, openWorld, units } from '../../world'

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

test('an import is listed at the command line and undone by its number, with a reason where one is asked', async () => {
  const answers = { 'heads Sheet1': '2', 'column B Sheet1': 'channel' }
  await imported({ aliases: {}, answers })
  const undo = (given: object) => answerUndo({ command: 'importUndo', runId: 1, ...given })
  await write(tx =>
    tx.run(sql`insert into locked_year (year, unit_id, locked_at) values (2023, ${units.street}, 0)`),
  )

  const listed = await answerRuns()
  const answered = [await undo({ dryRun: true }), await undo({}), await undo({ runId: 9 })]
  const put = (quantity: number) =>
    correcting('补登', () => write(tx => tx.run(sql`update output set quantity = ${quantity}`)))
  await put(3)
  answered.push(await undo({ reason: '导错了' }))
  await put(2)
  const old = (days: number) =>
    sql`update import_run set written_at = written_at - ${days * 86_400_000}, erased_at = null`
  await write(tx => tx.run(old(31)))
  const over = [await undo({ dryRun: true })]
  await write(tx => tx.run(old(-31)))
  await write(tx => tx.run(sql`update import_run set erased_at = 1`))
  over.push(await undo({ dryRun: true }))
  await write(tx => tx.run(old(0)))
  answered.push(await undo({ reason: '导错了' }), await undo({}))
  over.push(await undo({ dryRun: true }))

  expect(listed.out).toMatchObject({ runs: [{ run: 1, by: null, undone: false, canUndo: true }] })
  expect(answered).toEqual([
    {
      exit: 0,
      out: { run: 1, canUndo: true, needs: ['lockedYear'], resting: [] },
      say: '其中有已锁定的年度数据，要写明原因。',
    },
    {
      exit: 1,
      out: { run: 1, undone: false, reason: 'reasonNeeded', needs: ['lockedYear'], resting: [] },
      say: '请写明撤销的原因。',
    },
    { exit: 1, out: { run: 9, undone: false }, say: '没有第 9 次导入。' },
    {
      exit: 1,
      out: {
        run: 1,
        undone: false,
        reason: 'resting',
        needs: ['lockedYear'],
        resting: ['“2023-03-01 横幅 3条”此后修改过'],
      },
      say: '现在还不能撤销\n“2023-03-01 横幅 3条”此后修改过',
    },
    { exit: 0, out: { run: 1, undone: true }, say: '第 1 次导入已撤销。' },
    { exit: 0, out: { run: 1, undone: true }, say: '第 1 次导入已撤销。' },
  ])
  const cannot = { run: 1, canUndo: false, needs: [], resting: [] }
  expect(over).toEqual([
    { exit: 1, out: { ...cannot, reason: 'tooOld' }, say: '导入已满 30 天，不能再撤销。' },
    { exit: 1, out: { ...cannot, reason: 'erased' }, say: '其中有人员已经注销，不能再撤销。' },
    { exit: 1, out: { ...cannot, reason: 'undone' }, say: '第 1 次导入已撤销。' },
  ])
})
