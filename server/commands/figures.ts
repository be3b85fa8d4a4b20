import { parseArgs } from 'node:util'
import { isDay } from '@/lib/core/time'
import { runCommand } from './run'

const USAGE = `用法：npm run -s figures -- 2023 [--unit 名称] [--as-of 2023-12-31] --json

该年度的各项数字，连同分子、分母和名称，以 JSON 输出；--as-of 指当日结束时。
`

/** The arguments of the command line, or what is wrong with them. */
export function readArguments(given: string[]) {
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    options: { unit: { type: 'string' }, 'as-of': { type: 'string' }, json: { type: 'boolean' } },
  })
  const [year, ...more] = positionals
  if (!year || more.length > 0) throw new Error('请写明年份。')
  if (!/^(19|20|21)\d\d$/.test(year)) throw new Error(`${year}：不是年份。`)
  const asOf = values['as-of']
  if (asOf !== undefined && !isDay(asOf)) throw new Error(`--as-of ${asOf}：请写成 2023-12-31。`)
  return { year: Number(year), unit: values.unit, asOf }
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
  await runCommand(
    { command: 'figures', ...asked },
    async () => (await import('./figures-answer')).answerFigures,
  )
}

// Started as `npm run figures`; the tests read arguments without it.
if (process.argv[1]?.endsWith('server/commands/figures.ts')) await main()
