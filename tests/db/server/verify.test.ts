import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import { partLines, partTitle } from '@/app/(desk)/settings/damage/_parts/damage-words'
import { checkAtStart } from '@/db/check'
import { closeDatabase, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { readOnly } from '@/db/read-only'
import { write } from '@/db/write'
import { markAttendance } from '@/lib/attendance/attendance.commands'
import { NotFound } from '@/lib/core/errors'
import { damageFound } from '@/lib/statistics/damage/damage.queries'
import { lockYear } from '@/lib/statistics/lock/lock.commands'
import { reportOf } from '@/lib/statistics/report/report.queries'
import { answerBackup } from '@/server/commands/backup'
import { answerFigures } from '@/server/commands/figures-answer'
import { answerVerify } from '@/server/commands/verify-answer'
import { closeWorld, hasActivity, openWorld, people, type World } from '../../world'

let world: World

beforeEach(async () => {
  world = await openWorld()
  const activityId = await hasActivity(world.viewers.organiser)
  for (const personId of [people.linjing, people.huanglijuan])
    await markAttendance(world.viewers.organiser, { activityId, personId, mark: 'present', version: 0 })
})
afterEach(closeWorld)

async function byHand(...statements: string[]): Promise<void> {
  const client = createClient({ url: `file:${world.file}` })
  for (const statement of statements) await client.execute(statement)
  client.close()
}
const changeMark = () => byHand(`update attendance set mark = 'absent' where person_id = ${people.linjing}`)

test('of a whole database verify says so in a line each', async () => {
  const { exit, out, say } = await answerVerify()

  expect([exit, out]).toEqual([
    0,
    {
      ok: true,
      checks: ['integrity', 'foreignKeys', 'digests', 'texts', 'log'].map(name => ({ name, found: [] })),
    },
  ])
  expect(say?.split('\n')).toEqual([
    '数据库结构：完好',
    '数据之间的引用：完好',
    '各项数字的数据：完好',
    '文字：完好',
    '操作日志：完好',
  ])
})

test('verify names the activity, the person and the value, a reference that leads nowhere and a text', async () => {
  await changeMark()
  await byHand(
    'pragma foreign_keys=off',
    'insert into meeting_record (activity_id, changed_at, summary) values (99, 1, char(65534, 20320))',
  )

  const { exit, say } = await answerVerify()

  expect(exit).toBe(1)
  expect(say?.split('\n')).toEqual([
    '数据库结构：完好',
    '数据之间的引用：1 处不符',
    '  meeting_record 的第 99 行所指的 activity 不存在',
    '各项数字的数据：1 处不符',
    '  活动“集中学法：民法典 2023-03-10”；林静，登记：现在是“缺席”，写入时是“出席”',
    '文字：1 处不符',
    '  meeting_record.summary，第 1 行：“你”里有导出时会略去的字符',
    '操作日志：完好',
  ])
})

test('a damaged database is not copied, and an earlier backup stays', async () => {
  const [first, second] = ['a', 'b'].map(name => path.join(path.dirname(world.file), `${name}.db`))
  expect((await answerBackup({ command: 'backup', to: first })).exit).toBe(0)
  const before = readFileSync(first as string)
  await changeMark()

  const answer = await answerBackup({ command: 'backup', to: second })

  expect(answer.exit).toBe(1)
  expect(answer.say).toContain('集中学法：民法典')
  expect([existsSync(second as string), existsSync(`${second}.part`)]).toEqual([false, false])
  expect(readFileSync(first as string).equals(before)).toBe(true)
})

test('a report made of damaged rows says so, the year is not locked, and every percentage carries the words', async () => {
  const say = sayIn('zh')
  const rate = { numerator: 1, denominator: 2 }
  expect(percentShown(say, rate)).toBe('50.0%')
  await changeMark()

  await reportOf(world.viewers.administrator, 2023)

  expect(percentShown(say, rate)).toBe('50.0%（可能有误）')
  expect(percentShown(sayIn('en'), rate)).toBe('50.0% (may be wrong)')
  const figures = await answerFigures({ command: 'figures', year: 2023 })
  expect(figures).toMatchObject({ exit: 1, out: { damaged: [expect.stringContaining('林静')] } })
  expect(figures.say).toContain('请勿上报')
  await expect(lockYear(world.viewers.administrator, { year: 2022 })).rejects.toMatchObject({
    reason: 'readOnly',
  })
})

test('the administrator of the top unit reads what is damaged and what the log says of it, others do not', async () => {
  await changeMark()
  await closeDatabase()
  await openDatabase(`file:${world.file}`)

  await checkAtStart()

  expect(readOnly()?.reason).toBe('damaged')
  const { parts, checkedAt } = await damageFound(world.viewers.administrator)
  const say = sayIn('zh')
  expect(parts.map(part => [partTitle(say, part), ...partLines(say, part)])).toEqual([
    ['活动“集中学法：民法典 2023-03-10”', '林静，登记：现在是“缺席”，写入时是“出席”'],
  ])
  expect(parts[0]).toMatchObject({ href: '/activities/1', log: expect.any(Array) })
  expect('log' in (parts[0] ?? {}) && (parts[0] as { log: { action: string }[] }).log[0]?.action).toBe(
    'attendance.mark',
  )
  expect(checkedAt).not.toBe(null)
  await expect(damageFound(world.viewers.organiser)).rejects.toThrow(NotFound)
})

test('a damaged database is opened to be read, and nothing is written at the start', async () => {
  await changeMark()
  await closeDatabase()
  const copy = `${world.file}.copy`
  copyFileSync(world.file, copy)
  await openDatabase(`file:${world.file}`)

  await checkAtStart()
  await migrateDatabase()

  await expect(write(async () => {})).rejects.toMatchObject({ reason: 'readOnly' })
  await closeDatabase()
  expect(readFileSync(world.file).equals(readFileSync(copy))).toBe(true)
})

test('a large file whose last process was cut short is only read until its check has passed', async () => {
  // As a process leaves it that was killed: with its WAL.
  const cut = path.join(path.dirname(world.file), 'cut.db')
  for (const beside of ['', '-wal']) copyFileSync(`${world.file}${beside}`, `${cut}${beside}`)
  await closeDatabase()
  await openDatabase(`file:${cut}`)
  const isLarge = () => false

  await checkAtStart(undefined, isLarge)

  expect(readOnly()?.reason).toBe('checking')
  await vi.waitFor(() => expect(readOnly()).toBe(null), 10_000)
  await closeDatabase()
  await openDatabase(`file:${cut}`)
  // Closed in order, it is written at once while it is checked.
  await checkAtStart(undefined, isLarge)
  expect(readOnly()).toBe(null)
})
