import { systemViewer } from '@/lib/access/access.queries'
import { resetFactor } from '@/lib/organisation/accounts/account.commands'
import { accountsOf } from '@/lib/organisation/accounts/account.queries'
import { runCommand } from './run'
import type { Answer, Request } from './socket'

/** For the only administrator of the top unit, without phone and recovery codes: nobody else could reset it. */
export async function answerResetFactor({ staffNo }: Request): Promise<Answer> {
  const asked = String(staffNo ?? '')
  const viewer = await systemViewer('命令行')
  const { rows } = await accountsOf(viewer, { search: asked })
  const found = rows.find(each => each.staffNo.toUpperCase() === asked.toUpperCase())
  if (!found?.accountId) return { exit: 2, say: `${asked}：没有这个工号的账号。` }
  await resetFactor(viewer, { accountId: found.accountId })
  return {
    exit: 0,
    say: `${found.name}的两步验证已重置，下次登录只用密码。`,
    out: { staffNo: found.staffNo },
  }
}

async function main() {
  const [staffNo, ...more] = process.argv.slice(2)
  if (!staffNo || more.length > 0) {
    console.error('用法：npm run -s reset-factor -- 工号')
    process.exitCode = 2
    return
  }
  await runCommand({ command: 'reset-factor', staffNo }, async () => answerResetFactor)
}

// Started as `npm run reset-factor`; the server imports only the answer.
if (process.argv[1]?.endsWith('server/commands/reset-factor.ts')) await main()
