import { resolve } from 'node:path'
import { sayIn } from '@/app/_i18n/messages'
import { systemViewer } from '@/lib/access/access.queries'
import { backUpTo } from '@/lib/organisation/operations/backup.commands'
import { runCommand } from './run'
import type { Answer, Request } from './socket'
import { findingLines } from './verify-answer'

/** Makes a backup; with photos missing it is made as well, and ends with 1 and their names. */
export async function answerBackup({ to }: Request): Promise<Answer> {
  const copied = await backUpTo(await systemViewer('命令行'), String(to ?? ''))
  if (!copied.ok) {
    if (copied.reason === 'remote') return { exit: 2, say: '数据库不在本机，请用数据库服务器自己的备份。' }
    if (copied.reason === 'taken') return { exit: 2, say: `${copied.taken} 已经存在，请换一个文件名。` }
    if (copied.reason === 'damaged' && copied.findings.length > 0) {
      const say = sayIn('zh')
      const lines = await findingLines(say, copied.findings)
      return {
        exit: 1,
        out: { damaged: lines },
        say: [say.t('damage.verify.refused'), ...lines].join('\n'),
      }
    }
    return { exit: 3, say: '备份没有通过检查，未保留。' }
  }
  const { ok: _, ...out } = copied
  const { missing } = copied.files
  if (missing.length === 0) return { exit: 0, out }
  return {
    exit: 1,
    out,
    say: [
      `备份已做好，但有 ${missing.length} 个照片或附件磁盘上没有或已被改动，没有备份：`,
      `The backup is made, but ${missing.length} photos or files are lost or altered on the disk and are not in it:`,
      ...missing.map(hash => `  ${hash}`),
    ].join('\n'),
  }
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
