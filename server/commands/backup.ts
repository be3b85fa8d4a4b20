import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { sayIn } from '@/app/_i18n/messages'
import { checkDatabase, checkFile } from '@/db/check'
import { databaseFile } from '@/db/client'
import { filesDirectory } from '@/lib/activity/attachments/directory.queries'
import { runCommand } from './run'
import type { Answer, Request } from './socket'
import { findingLines } from './verify-answer'

type Files = { kept: number; missing: string[] }
type Copied = { ok: boolean; rows: Record<string, number>; files: Files }

/**
 * Copies the database while it runs, opens the copy and counts its rows; the copy gets its name only after that
 * check. Photos and sheets are copied to `….files` beside it, each checked against its hash; files missing on
 * disk are named in the answer.
 */
export async function answerBackup({ to }: Request): Promise<Answer> {
  const file = databaseFile()
  const target = String(to ?? '')
  if (file === null) return { exit: 2, say: '数据库不在本机，请用数据库服务器自己的备份。' }
  const files = `${target}.files`
  // An existing file under one of these names is never overwritten: it may be the folder of the photos itself.
  for (const taken of [target, files])
    if (existsSync(/* turbopackIgnore: true */ taken))
      return { exit: 2, say: `${taken} 已经存在，请换一个文件名。` }
  // A copy of a damaged file would take the place of a good one some day.
  const findings = await checkDatabase({ integrity: true, digests: true })
  if (findings.length > 0) {
    const say = sayIn('zh')
    const lines = await findingLines(say, findings)
    return { exit: 1, out: { damaged: lines }, say: [say.t('damage.verify.refused'), ...lines].join('\n') }
  }
  mkdirSync(dirname(target), { recursive: true })
  const [part, filesPart] = [`${target}.part`, `${files}.part`]
  for (const unfinished of [part, filesPart]) rmSync(unfinished, { recursive: true, force: true })
  const copied = await inWorker({ file, copy: part, filesFrom: filesDirectory(), filesTo: filesPart })
  if (!copied.ok || (await checkFile(part, { digests: true })).length > 0)
    return { exit: 3, say: '备份没有通过检查，未保留。' }
  if (existsSync(/* turbopackIgnore: true */ filesPart)) renameSync(filesPart, files)
  renameSync(part, target)
  return {
    exit: 0,
    out: {
      file: target,
      bytes: statSync(/* turbopackIgnore: true */ target).size,
      rows: copied.rows,
      files: copied.files,
    },
  }
}

function inWorker(workerData: Record<string, string>): Promise<Copied> {
  return new Promise((done, fail) => {
    const worker = new Worker(/* turbopackIgnore: true */ resolve('server/commands/backup.worker.mjs'), {
      workerData,
    })
    worker.once('message', done)
    worker.once('error', fail)
  })
}

async function main() {
  const [file, ...more] = process.argv.slice(2)
  if (!file || more.length > 0) {
    console.error('用法：npm run -s backup -- 备份文件.db')
    process.exitCode = 2
    return
  }
  await runCommand(
    { command: 'backup', to: resolve(process.env.INIT_CWD ?? '.', file) },
    async () => answerBackup,
  )
}

// Started as `npm run backup`; the server imports only the answer.
if (process.argv[1]?.endsWith('server/commands/backup.ts')) await main()
