import { resolve } from 'node:path'
import { sayIn } from '@/app/_i18n/messages'
import { actionWord } from '@/app/(desk)/settings/audit/_parts/action-word'
import { readConfig } from '@/lib/core/config'
import { keepValuesOut } from '@/server/error-line'
import { failureOf } from '@/server/failure'
import { keepFilesPrivate } from '@/server/private-files'
import type { Carried, NotCarried } from '@/server/restore/carry-over'
import type { Younger } from '@/server/restore/reading'
import { type Restored, restore } from '@/server/restore/restoring'
import type { Step } from '@/server/restore/step'

/** What is told while it works. */
const steps: Partial<Record<Step, string>> = {
  copied: '正在核对备份 Checking the backup …',
  checked: '正在升级表结构 Upgrading the schema …',
  carriedOver: '正在放回照片和附件 Bringing photos back …',
}

const kinds: Record<keyof Carried, [zh: string, en: string]> = {
  disabled: ['停用账号', 'accounts disabled'],
  passwords: ['已改的密码', 'passwords changed'],
  grants: ['收回的角色', 'roles withdrawn'],
  feeds: ['撤销的订阅', 'calendar addresses revoked'],
  memberships: ['离岗和调动', 'memberships ended'],
  factors: ['两步验证', 'second factors'],
  phones: ['解除绑定的手机', 'phones unbound'],
  erased: ['注销', 'people erased'],
  settings: ['更严的登录设置', 'stricter settings of signing in'],
}

async function main() {
  keepFilesPrivate()
  keepValuesOut()
  const [from, ...more] = process.argv.slice(2)
  if (!from || more.length > 0) {
    console.error(
      '用法：npm run -s restore -- 备份文件.db （先停止服务）\nUsage: npm run -s restore -- FILE.db (with the server stopped)',
    )
    process.exitCode = 2
    return
  }
  try {
    const { DATABASE_URL: url, FILES_DIR: filesDirectory } = readConfig()
    if (!url.startsWith('file:')) {
      console.error(
        `DATABASE_URL: ${url} 不在本机，请用数据库服务器自己的恢复。\nDATABASE_URL: ${url} is not on this machine; restore it with the tools of its server.`,
      )
      process.exitCode = 2
      return
    }
    const given = { from: resolve(process.env.INIT_CWD ?? '.', from), url, filesDirectory }
    const restored = await restore(given, step => {
      if (steps[step]) console.error(steps[step])
    })
    console.error(linesOf(restored).join('\n'))
    // What stands in the lines and nowhere else.
    process.stdout.write(`${JSON.stringify({ ...restored, letIn: undefined })}\n`)
    process.exitCode = isLeftToDo(restored) ? 1 : 0
  } catch (error) {
    const { lines, exit } = failureOf(error)
    console.error(lines.join('\n'))
    // 1 is what was done and has something left to see to.
    process.exitCode = exit === 1 ? 3 : exit
  }
}

/** Whether somebody has something to see to. */
function isLeftToDo({ files, notCarried, unplaced }: Restored): boolean {
  return files.missing.length > 0 || notCarried.length > 0 || unplaced.length > 0
}

/** What was done, what was not, and what has to be done again, in both languages. */
export function linesOf(restored: Restored): string[] {
  const { from, database, aside, files, isFinished, isSecretOurs, letIn, unplaced } = restored
  return [
    isFinished
      ? `上次没有做完的恢复已经做完。 The restore that was broken off is complete.`
      : `已恢复。 Restored.`,
    `备份 ${from} → 数据库 ${database}`,
    ...(aside === null
      ? []
      : [`原来的数据库改名为 ${aside} ，没有删除。 The database before is kept there.`]),
    isSecretOurs
      ? '密钥已更换，所有人重新登录。 The secret is new: everybody signs in again.'
      : '密钥由 NEXTAUTH_SECRET 给出，没有更换，请自己换一个。 The secret comes from NEXTAUTH_SECRET: change it yourself.',
    ...carriedLines(restored),
    ...(letIn === null
      ? []
      : [
          `备份里的管理员都已停用，请用 ${letIn.staffNo}（${letIn.name}）和初始密码 ${letIn.password} 登录。 No administrator of the backup is left: sign in with this one.`,
        ]),
    ...(unplaced.length === 0
      ? []
      : [
          `备份之后调到了新建的单位，备份里没有那个单位，现在没有任职：${unplaced.map(each => `${each.name}（${each.staffNo}）`).join('、')}。请在“单位”里重新新建，再到各人的页面按“调动或兼任”。 Their unit is younger than the backup and they belong to none now: add the unit again, then move them.`,
        ]),
    `照片和附件：原有 ${files.there}，放回 ${files.brought}，缺 ${files.missing.length}。 Photos: ${files.there} there, ${files.brought} brought back, ${files.missing.length} missing.`,
    ...files.missing.map(hash => `  缺 missing ${hash}`),
    ...youngerLines(restored.younger),
    '现在可以启动服务：npm start Now start the server.',
  ]
}

function carriedLines({ carried, notCarried, kinship }: Restored): string[] {
  const done = Object.entries(kinds).flatMap(([kind, [zh]]) => {
    const count = carried?.[kind as keyof Carried] ?? 0
    return count > 0 ? [`${zh} ${count}`] : []
  })
  const whole = notCarried.includes('everything')
  return [
    ...(done.length > 0
      ? [`备份之后的这些仍然有效：${done.join('，')}。 Taken away since the backup, and still so.`]
      : []),
    ...(whole
      ? [
          kinship === 'foreign'
            ? '原来的数据库与备份没有共同的记录，备份之后的停用、改密、撤销都没有沿用，请逐项再办。 The database before has nothing in common with the backup: nothing was carried over.'
            : '原来的数据库读不出来，备份之后的停用、改密、撤销都没有沿用，请逐项再办。 The database before cannot be read: nothing was carried over.',
        ]
      : notCarried.map(kind => notCarriedLine(kind))),
  ]
}

function notCarriedLine(kind: NotCarried): string {
  const [zh, en] = kinds[kind as keyof Carried]
  return `没有读全、请再核对：${zh}。 Not all could be read, check: ${en}.`
}

/** By day, the newest first. */
function youngerLines(younger: Younger | null): string[] {
  if (younger === null) return ['备份之后做过什么读不出来。 What was done since the backup cannot be read.']
  if (younger.length === 0) return ['原来的数据库里没有比备份新的。 Nothing is younger than the backup.']
  const say = sayIn('zh')
  const days = [...new Set(younger.map(each => each.day))]
  return [
    '比备份新、要再办一次的（按日，次数）： Younger than the backup, to be done again:',
    ...days.map(day => {
      const ofDay = younger.filter(each => each.day === day)
      return `  ${day}  ${ofDay.map(each => `${actionWord(say, each.action)} ${each.count}`).join('，')}`
    }),
  ]
}

// Started as `npm run restore`; the tests read the lines without it.
if (process.argv[1]?.endsWith('server/commands/restore.ts')) await main()
