import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { checkAtStart, unreadable } from '@/db/check'
import { closeDatabase, databaseFile, isOpen } from '@/db/client'
import { damage } from '@/db/damage'
import { migrateDatabase } from '@/db/migrate'
import { readOnly } from '@/db/read-only'
import { isTold } from '@/db/refused'
import { write } from '@/db/write'
import { hasAccounts, systemViewer } from '@/lib/access/access.queries'
import { makeFirstRunCode } from '@/lib/access/password.crypto'
import { type Config, isLoopback, readConfig } from '@/lib/core/config'
import { filesDirectory } from '@/lib/core/files-directory'
import { signInCollisions } from '@/lib/organisation/accounts/account.queries'
import { syncOpenExams } from '@/lib/organisation/audience/audience.commands'
import { type DemoAccount, demoAccounts } from '@/lib/organisation/settings/setting.queries'
import { guardLockedYears } from '@/lib/statistics/lock/correction.commands'
import { capInstants, watchClock } from '@/server/clock'
import { answerBackup } from '@/server/commands/backup'
import { answerFigures } from '@/server/commands/figures-answer'
import { answerImportFolder } from '@/server/commands/folder-answer'
import { answerImport } from '@/server/commands/import-answer'
import { answerRuns, answerUndo } from '@/server/commands/import-runs-answer'
import { answerPurge } from '@/server/commands/purge'
import { answerReport } from '@/server/commands/report-answer'
import { answerResetFactor } from '@/server/commands/reset-factor'
import { listenForCommands } from '@/server/commands/socket'
import { answerVerify } from '@/server/commands/verify-answer'
import { errorLine } from '@/server/error-line'
import { endWith } from '@/server/failure'
import { sweepLeftovers } from '@/server/leftovers'
import { openLog } from '@/server/log'
import { closeToOthers } from '@/server/private-files'
import { openWithRoom } from '@/server/room'
import { noteSetUp } from '@/server/set-up'

/** Start-up before the first request is answered; a failure ends the process with two lines that say what to do. */
export async function openProduct(): Promise<void> {
  if (isOpen()) return
  try {
    const config = readConfig()
    await openWithRoom(config.DATABASE_URL, {
      authToken: config.DATABASE_AUTH_TOKEN,
      filesDirectory: config.FILES_DIR,
    })
    await checkAtStart(error =>
      console.error(errorLine(error, { what: 'The database could not be checked' })),
    )
    await migrateDatabase()
    guardLockedYears()
    announceDamage()
    await openLog()
    const file = databaseFile()
    if (file) {
      closeToOthers(file, filesDirectory())
      for (const line of await sweepLeftovers(file, filesDirectory())) console.log(line)
    }
    process.env.NEXTAUTH_SECRET ??= secretBeside(config.DATABASE_URL)
    process.env.NEXTAUTH_URL ??= config.APP_URL ?? `http://127.0.0.1:${config.PORT}`
    // A process that only reads caps them at its next start.
    if (!readOnly()) await capInstants()
    if (!readOnly()) await write(syncOpenExams)
    watchClock(capInstants)
    await noteSetUp()
    const demo = await demoAccounts()
    if (demo.length > 0) refuseOpenDemo(config)
    if (!(await hasAccounts())) announceFirstRun(config)
    else announceCollisions(await signInCollisions(await systemViewer('启动')))
    const commands = await listen()
    process.once('SIGTERM', () => commands?.close())
    // After SIGTERM Next finishes its open requests and then ends the process: the database is needed until then.
    process.once('exit', () => void closeDatabase())
    if (demo.length > 0) announceDemo(demo)
  } catch (error) {
    const file = process.env.DATABASE_URL || undefined
    // Damage that was found first explains whatever failed after it.
    const isDamaged = damage().length > 0 && !isTold(error)
    endWith(isDamaged ? unreadable(databaseFile() ?? 'DATABASE_URL') : error, file)
  }
}

/** The passwords of a demo are public, so no other machine may reach it unless that is intended. */
export function refuseOpenDemo({ HOST, ALLOW_DEMO }: Config): void {
  if (isLoopback(HOST) || ALLOW_DEMO) return
  console.error(
    `HOST: ${HOST} 会让别的电脑访问，而这个数据库是演示，账号和密码公开。请去掉 HOST，或者设 ALLOW_DEMO=1。\nHOST: ${HOST} can be reached from other machines, and this database is a demo with public passwords. Leave HOST away, or set ALLOW_DEMO=1.`,
  )
  process.exit(2)
}

/** The product works without the socket; the command line then asks to stop the server first. */
async function listen() {
  const file = databaseFile()
  if (file === null) return undefined
  try {
    return await listenForCommands(file, {
      import: answerImport,
      'import-folder': answerImportFolder,
      importRuns: answerRuns,
      importUndo: answerUndo,
      figures: answerFigures,
      report: answerReport,
      backup: answerBackup,
      purge: answerPurge,
      'reset-factor': answerResetFactor,
      verify: answerVerify,
    })
  } catch (error) {
    console.error(errorLine(error, { what: 'No socket for the command line' }))
    return undefined
  }
}

/** A demo database says so and prints its accounts, however it was started. */
function announceDemo(accounts: DemoAccount[]): void {
  console.log('\n演示数据库，账号和密码公开。 A demo: its sign-ins are public.\n')
  console.table(
    accounts.map(({ role, name, staffNo, password }) => ({
      '角色 Role': role,
      '姓名 Name': name,
      '工号 Sign-in': staffNo,
      '密码 Password': password,
    })),
  )
}

/** A damaged database is served to be read, and says so here as on every page. */
function announceDamage(): void {
  const count = damage().length
  if (count === 0) return
  console.error(
    `${databaseFile()} 有损坏（${count} 处），现在只能查看，不能保存。用 npm run -s verify 看是哪里，然后停止服务，恢复最近的备份：npm run -s restore -- 备份文件.db\n${databaseFile()} is damaged (${count} places) and can only be read. See npm run -s verify, then stop the server and restore the latest backup: npm run -s restore -- FILE.db`,
  )
}

/** Staff numbers that are somebody else's phone, from before both were one space of names. */
function announceCollisions(found: Awaited<ReturnType<typeof signInCollisions>>): void {
  if (found.length === 0) return
  console.log(
    `工号与别人的手机号相同 ${found.length} 个，只按工号登录，请在“账号”页处理。 ${found.length} staff numbers are somebody else's phone and sign in by the staff number alone: see the page of accounts.`,
  )
}

/** An empty database belongs to whoever reads this console: its one-time code is printed here. */
function announceFirstRun(config: Config): void {
  console.log(`首次使用：请打开 ${addressOf(config)}/first-run First run: open this address`)
  console.log(`一次性验证码 One-time code: ${makeFirstRunCode()}`)
}

function addressOf({ APP_URL, HOST, PORT }: Config): string {
  return APP_URL ?? `http://${['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST}:${PORT}`
}

/**
 * The secret that signs sessions, created once beside the database; it is in no backup. An empty file (a start that
 * was killed, a full disk) is none. Written aside and renamed, so that it is there whole or not at all.
 */
export function secretBeside(url: string): string {
  const directory = url.startsWith('file:') ? dirname(resolve(url.slice(5))) : resolve('data')
  const file = `${directory}/session.secret`
  mkdirSync(directory, { recursive: true })
  const held = existsSync(/* turbopackIgnore: true */ file)
    ? readFileSync(/* turbopackIgnore: true */ file, 'utf8').trim()
    : ''
  if (held.length >= 32) return held
  const made = randomBytes(32).toString('base64')
  const aside = `${file}.${process.pid}.part`
  writeFileSync(aside, made, { flag: 'wx', mode: 0o600, flush: true })
  renameSync(aside, file)
  return made
}
