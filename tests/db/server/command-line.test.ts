import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { logTriggers } from '@/lib/access/seal.crypto'
import { readArguments as readFigures } from '@/server/commands/figures'
import { readArguments as readImport, readUndo } from '@/server/commands/import'
import { readArguments as readVerify } from '@/server/commands/verify'
import { workbookOf } from '../../sheets'

const root = path.resolve(import.meta.dirname, '../../..')
let folder: string
let holder: ChildProcess | undefined

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-cli-'))
  const units = ['某某街道||街道', '东埔社区|某某街道|社区']
  const people = ['张三|东埔社区', '李四|东埔社区']
  await file('单位.xlsx', '单位名称|上级单位|类别', units)
  await file('有误.xlsx', '单位名称|上级单位|类别', [...units, '和平社区|某某街到|社区'])
  await file('花名册.xlsx', '姓名|单位', people)
  writeFileSync(path.join(folder, '坏.xlsx'), Buffer.from('89504e470d0a1a0a', 'hex'))
})
afterEach(async () => {
  if (holder && holder.exitCode === null && holder.signalCode === null) {
    const gone = new Promise(resolve => holder?.once('exit', resolve))
    holder.kill('SIGTERM')
    await gone
  }
  holder = undefined
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function file(name: string, heads: string, rows: string[]) {
  writeFileSync(path.join(folder, name), await workbookOf({ heads, rows }))
}

type Ended = { code: number | null; out: string; err: string }

const environment = (database: string) => ({
  ...process.env,
  INIT_CWD: folder,
  XUEFA_TEST: '1',
  XUEFA_NOW: '2023-03-10T09:00:00+08:00',
  DATABASE_URL: `file:${path.join(folder, database)}`,
})

function run(database: string, script: string, given: string[], { isUnread = false } = {}): Promise<Ended> {
  // Those whose answer is not read are run as users do; the other loader takes a third of the time.
  const loader = isUnread ? './server/loader.mjs' : './tests/loader.mjs'
  const child = spawn(process.execPath, ['--import', loader, script, ...given], {
    cwd: root,
    env: environment(database),
  })
  const ended: Ended = { code: null, out: '', err: '' }
  if (isUnread) child.stdout.destroy()
  child.stdout.setEncoding('utf8').on('data', text => {
    ended.out += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    ended.err += text
  })
  return new Promise(resolve => child.once('close', code => resolve({ ...ended, code })))
}

const importing = (database: string, ...given: string[]) => run(database, 'server/commands/import.ts', given)
const figures = (database: string, ...given: string[]) => run(database, 'server/commands/figures.ts', given)

/** Another process that holds the database, as the server does or without its socket. */
async function hold(database: string, how: 'server' | 'silent') {
  const open =
    how === 'server'
      ? `const { openProduct } = await import('./server/open.ts'); await openProduct()`
      : `const { openDatabase } = await import('./db/client.ts'); await openDatabase(process.env.DATABASE_URL)`
  holder = spawn(
    process.execPath,
    [
      '--import',
      './tests/loader.mjs',
      '--input-type=module',
      '-e',
      `${open}; console.log('held'); process.once('SIGTERM', () => setTimeout(() => process.exit(), 300)); setInterval(() => {}, 1e6)`,
    ],
    { cwd: root, env: environment(database) },
  )
  await new Promise<void>((resolve, reject) => {
    let text = ''
    const listen = (chunk: string) => {
      text += chunk
      if (text.includes('held')) resolve()
    }
    holder?.stdout?.setEncoding('utf8').on('data', listen)
    holder?.stderr?.setEncoding('utf8').on('data', listen)
    holder?.once('exit', () => reject(new Error(text)))
  })
}

describe('npm run import', { timeout: 300_000 }, () => {
  test('an empty database begins with its units; stdout has JSON alone', async () => {
    const { code, out, err } = await importing('a.db', 'units', '单位.xlsx')

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      kind: 'units',
      file: '单位.xlsx',
      new: 2,
      changed: 0,
      unchanged: 0,
      leftOut: [],
      faulty: [],
      unknownColumns: [],
      written: true,
    })
    expect(err).toContain('新增 2 行')
  })

  test('one faulty row ends with 1, and nothing is written; with --set-aside it is left out, with --alias taken', async () => {
    const refused = await importing('a.db', 'units', '有误.xlsx')
    const aside = await importing('a.db', 'units', '有误.xlsx', '--set-aside')
    const taken = await importing('a.db', 'units', '有误.xlsx', '--alias', '某某街到=某某街道')

    const { written: wroteOthers, faulty: leftOut } = JSON.parse(aside.out)
    expect([aside.code, wroteOthers, leftOut.length]).toEqual([0, true, 1])
    const { faulty, written } = JSON.parse(refused.out)
    expect([refused.code, written]).toEqual([1, false])
    expect(faulty).toEqual([
      {
        sheet: 'Sheet1',
        row: 4,
        field: 'parent',
        head: '上级单位',
        reason: 'noSuchUnit',
        text: '没有“某某街到”，是“某某街道”吗？',
        likely: { word: '某某街到', meaning: '某某街道' },
      },
    ])
    expect(taken.code).toBe(0)
    expect(JSON.parse(taken.out)).toMatchObject({ new: 1, changed: 0, unchanged: 2 })
  })

  test('wrong usage ends with 2 and says how it is used', async () => {
    const { code, out, err } = await importing('a.db', 'units', '没有.xlsx')

    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('用法')
  })

  test('a file that is no sheet ends with 1', async () => {
    const { code, out } = await importing('a.db', 'units', '坏.xlsx')

    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      written: false,
      faulty: [{ row: null, reason: 'unreadable.notASheet' }],
    })
  })

  test('a running server answers; its socket is for the same account alone and goes with it', async () => {
    await hold('a.db', 'server')
    const socket = path.join(folder, 'a.db.sock')
    expect(statSync(socket).mode & 0o777).toBe(0o600)

    const roster = await importing('a.db', 'roster', '花名册.xlsx', '--year', '2023')

    expect([roster.code, JSON.parse(roster.out).new]).toEqual([0, 2])
    holder?.kill('SIGTERM')
    await new Promise(resolve => holder?.once('exit', resolve))
    expect(existsSync(socket)).toBe(false)
  })

  test('a stale socket of a dead server is ignored', async () => {
    await hold('a.db', 'server')
    holder?.kill('SIGKILL')
    await new Promise(resolve => holder?.once('exit', resolve))
    expect(existsSync(path.join(folder, 'a.db.sock'))).toBe(true)

    const { code, out } = await importing('a.db', 'roster', '花名册.xlsx', '--year', '2023')

    expect([code, JSON.parse(out).unchanged]).toEqual([0, 2])
  })

  test('a database that another process holds without answering ends with 3', async () => {
    await hold('a.db', 'silent')

    const { code, out, err } = await importing('a.db', 'units', '单位.xlsx')

    expect([code, out]).toEqual([3, ''])
    expect(err).toContain('in use by')
  })

  test('verify names the entry that another program changed, and ends with 1', async () => {
    const client = createClient({ url: `file:${path.join(folder, 'a.db')}` })
    await client.execute('drop trigger audit_keeps_its_rows')
    await client.execute('update audit set at = at + 1 where id = 1')
    await client.execute(logTriggers.audit_keeps_its_rows ?? '')
    client.close()

    const { code, out, err } = await run('a.db', 'server/commands/verify.ts', [])

    const { ok, checks } = JSON.parse(out)
    expect([code, ok, checks.at(-1)]).toEqual([1, false, { name: 'log', found: ['第 1 条被改动。'] }])
    expect(err).toContain('操作日志：1 处不符')
  })

  test('the figures of a year, of every unit below and by month', async () => {
    const { code, out } = await figures('a.db', '2023', '--as-of', '2023-03-31', '--json')
    const answer = JSON.parse(out)

    expect(code).toBe(0)
    expect(answer).toMatchObject({ year: 2023, unit: '某某街道', asOf: '2023-03-10', awaitingRecord: 0 })
    expect(answer).toMatchObject({ notRecorded: 0, makeUpsEnded: 0, otherForms: 0 })
    expect(answer.figures[0]).toEqual({
      code: 'attendanceRate',
      name: '出勤率',
      numerator: 0,
      denominator: 0,
      text: '—',
    })
    expect(answer.figures).toContainEqual({
      code: 'publicEvents',
      name: '宣传咨询活动',
      value: 0,
      unitWord: '场次',
    })
    expect(answer.figures).toContainEqual({
      code: 'communitiesWithAdviser',
      name: '法律顾问覆盖',
      value: 0,
      unitWord: '个社区',
      numerator: 0,
      denominator: 2,
      text: '0%',
    })
    expect(answer.byUnit.map((each: { unit: string }) => each.unit)).toEqual(['东埔社区', '和平社区'])
    expect(answer.byMonth.map((each: { month: string }) => each.month)).toEqual([
      '2023-01',
      '2023-02',
      '2023-03',
    ])
  })

  test.each([
    ['figures', '2023'],
    ['import', 'units', '单位.xlsx'],
    ['backup', '没人读.db'],
  ])('%s ends quietly where whoever reads the answer has ended before', async (command, ...given) => {
    const { code, err } = await run('a.db', `server/commands/${command}.ts`, given, { isUnread: true })

    expect({ code, isFault: /EPIPE|\bat \S+/.test(err) }).toEqual({ code: 0, isFault: false })
  })

  test('a bare year is as of its last day, or of today in the current year; a unit that is not there is wrong usage', async () => {
    const current = await figures('a.db', '2023', '--unit', '东埔社区')
    const nowhere = await figures('a.db', '2023', '--unit', '无此单位')
    const past = await figures('a.db', '2022')

    expect(JSON.parse(current.out)).toMatchObject({ asOf: '2023-03-10', unit: '东埔社区', byUnit: [] })
    expect([nowhere.code, nowhere.out]).toEqual([2, ''])
    expect(JSON.parse(past.out).asOf).toBe('2022-12-31')
  })

  test('verify ends with 1 after a change by another program, and nothing is written any more', async () => {
    const other = createClient({ url: environment('a.db').DATABASE_URL })
    await other.execute("update unit set short_name = '东' where name = '东埔社区'")
    other.close()

    const damaged = await run('a.db', 'server/commands/verify.ts', [])
    const refused = await importing('a.db', 'units', '有误.xlsx', '--alias', '某某街到=东埔社区')

    expect([damaged.code, JSON.parse(damaged.out).ok]).toEqual([1, false])
    expect(damaged.err).toContain('单位“东埔社区”；unit.short_name：现在是“东”，写入时是“—”')
    expect([refused.code, refused.out]).toEqual([3, ''])
    expect(refused.err).toContain('数据库有损坏')
  })
})

test.each([
  ['plan', '计划.xlsx', '--plan', 'officials'],
  ['plan', '计划.xlsx', '--year', '2023'],
  ['roster', '花名册.xlsx', '--on', '2023-02-30'],
  ['roster', '花名册.xlsx', '--year', '23'],
  ['roster', '花名册.xlsx', '--alias', '东铺社区'],
  ['units'],
  ['people', '单位.xlsx'],
  ['units', '单位.xlsx', '--unknown'],
])('import %s %s %s %s is wrong usage', (...given) => {
  expect(() => readImport(given)).toThrow()
})

test('the arguments of the command line', () => {
  expect(
    readImport([
      'plan',
      '计划.xlsx',
      '--year',
      '2023',
      '--plan',
      'work-points',
      '--alias',
      'X=Y',
      '--alias',
      'A=B',
      '--dry-run',
    ]),
  ).toMatchObject({
    kind: 'plan',
    file: '计划.xlsx',
    dryRun: true,
    setAside: false,
    options: { year: 2023, plan: 'workPoints', aliases: { X: 'Y', A: 'B' } },
  })
  expect(readUndo(['12', '--reason', '导错了'])).toEqual({ runId: 12, dryRun: false, reason: '导错了' })
  expect(() => readUndo(['roster'])).toThrow()
  expect(() => readUndo([])).toThrow()
  expect(readFigures(['2023', '--unit', '东埔社区', '--json'])).toEqual({
    year: 2023,
    unit: '东埔社区',
    asOf: undefined,
  })
  expect(() => readFigures(['2023', '--as-of', '2023-13-01'])).toThrow()
  expect(readVerify(['--seal', 'XUEFA-SEAL 1'])).toEqual({ seal: 'XUEFA-SEAL 1' })
  expect(() => readVerify(['--seal', 'a', '--kept', 'b'])).toThrow()
})
