import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isDay } from '@/lib/core/time'
import { runCommand } from './run'

const USAGE = `用法：npm run -s report -- 2023 [--docx 报告.docx] [--xlsx 附表.xlsx] [--unit 名称] [--from 2023-04-01 --to 2023-06-30]

该年度（或其中一段）的报告：公文格式的 .docx，数字和明细的 .xlsx；不写文件名时以 JSON 输出正文和数字。
`

/** The arguments of the command line, or what is wrong with them. */
export function readArguments(given: string[]) {
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    options: {
      unit: { type: 'string' },
      docx: { type: 'string' },
      xlsx: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
    },
  })
  const [year, ...more] = positionals
  if (!year || more.length > 0) throw new Error('请写明年份。')
  if (!/^20\d\d$/.test(year)) throw new Error(`${year}：不是年份。`)
  const { from, to } = values
  if ((from === undefined) !== (to === undefined)) throw new Error('--from 和 --to 要一起写。')
  for (const day of [from, to])
    if (day !== undefined && !isDay(day)) throw new Error(`${day}：请写成 2023-12-31。`)
  if (from !== undefined && to !== undefined && (from > to || from.slice(0, 4) !== year))
    throw new Error(`${from} 至 ${to}：不在 ${year} 年，或先后颠倒。`)
  return { year: Number(year), ...values }
}

async function main() {
  let asked: ReturnType<typeof readArguments>
  try {
    asked = readArguments(process.argv.slice(2))
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exitCode = 2
    return
  }
  const there = (file?: string) =>
    file === undefined ? undefined : resolve(process.env.INIT_CWD ?? '.', file)
  await runCommand(
    { command: 'report', ...asked, docx: there(asked.docx), xlsx: there(asked.xlsx) },
    async () => (await import('./report-answer')).answerReport,
  )
}

// Started as `npm run report`; the tests read arguments without it.
if (process.argv[1]?.endsWith('server/commands/report.ts')) await main()
