import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from './run'

const USAGE = `用法：npm run -s verify
      npm run -s verify -- --seal 'XUEFA-SEAL …'
      npm run -s verify -- --kept 日志封印.txt

核对整个数据库：结构、引用、各项数字的数据、文字，以及操作日志的记录、封印和触发器有没有被改动，逐条指出。--seal 与留存的一行封印核对，--kept 与下载的文件核对。没有改动时退出码为 0，有改动时为 1。
`

/** The arguments of the command line, or what is wrong with them. */
export function readArguments(given: string[]): { seal?: string; kept?: string } {
  const { values } = parseArgs({
    args: given,
    options: { seal: { type: 'string' }, kept: { type: 'string' } },
  })
  if (values.seal !== undefined && values.kept !== undefined) throw new Error('--seal 和 --kept 请只用一个。')
  return values
}

async function main() {
  let kept: string | undefined
  try {
    const asked = readArguments(process.argv.slice(2))
    kept =
      asked.kept === undefined
        ? asked.seal
        : readFileSync(resolve(process.env.INIT_CWD ?? '.', asked.kept), 'utf8')
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exitCode = 2
    return
  }
  await runCommand(
    { command: 'verify', kept },
    async () => (await import('./verify-answer')).answerVerify,
    // It is the check.
    { checks: false },
  )
}

// Started as `npm run verify`; the tests read arguments without it.
if (process.argv[1]?.endsWith('server/commands/verify.ts')) await main()
