import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { isDay } from '@/lib/core/time'
import { type ImportKind, type ImportOptions, importKinds } from '@/lib/spreadsheet/importer.rules'
import { readAlias } from '@/lib/spreadsheet/preview.rules'
import { readFolderArguments } from './folder-arguments'
import { pathOf } from './given-path'
import { runCommand } from './run'

const USAGE = `用法：npm run -s import -- KIND FILE [选项]
      npm run -s import -- folder DIR --year 2023 [--dry-run] [--answers 文件] [--reason 文字]
      npm run -s import -- list                   最近 30 天的导入，每次一个编号
      npm run -s import -- undo 编号 [选项]       撤销一次导入：--dry-run 只看能不能，--reason 原因

KIND  ${importKinds.join(' · ')}
FILE  .xlsx .xls .et .csv .tsv .txt .html .mht .xml .docx
DIR   一年的文件夹：各种表、照片和压缩包一次导入，全部写入，或者都不写入

--sheet 名称        只读这一张工作表（默认读每一张像的）
--year 2023         没有写年份的日期属于哪一年
--dry-run           只核对，不写入
--set-aside         有误的行暂不导入，其余写入
--alias 'X=Y'       表中的 X 就是 Y，并记住；可写多次
--on 2023-01-01     roster：没有任职起的从哪天算起
--end-missing       roster：表中单位里没有列出的人员，于该日前一天离岗
--plan officials|communities|work-points   plan：哪一份计划
--unit 名称         plan：哪个单位的计划（默认最上级单位）
--activity 名称     study：哪一项网上学法
--exam 名称         results：哪一场考试
--keep-open         attendance：不确认考勤
--replace           attendance、results：覆盖已有的不同登记
--reason 文字       更正已确认的考勤、已锁定的年度数据等时的原因
--clear             空着的格子清除已有的内容
--answers 文件      对问题的回答（JSON）：{"answers": {"key": "value"}, "aliases": {"X": "Y"}}
                    问题和可选的回答见 --dry-run 输出的 questions
                    folder：{"files": {"文件": {"answers": {}, "kind": "roster", "leave": true}}}
`

const plans: Record<string, ImportOptions['plan']> = {
  officials: 'officials',
  communities: 'communities',
  'work-points': 'workPoints',
}

/** The arguments of the command line, or what is wrong with them. */
export function readArguments(given: string[]) {
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    options: {
      sheet: { type: 'string' },
      year: { type: 'string' },
      'dry-run': { type: 'boolean' },
      'set-aside': { type: 'boolean' },
      alias: { type: 'string', multiple: true },
      on: { type: 'string' },
      'end-missing': { type: 'boolean' },
      plan: { type: 'string' },
      unit: { type: 'string' },
      activity: { type: 'string' },
      exam: { type: 'string' },
      'keep-open': { type: 'boolean' },
      replace: { type: 'boolean' },
      reason: { type: 'string' },
      clear: { type: 'boolean' },
      answers: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const [kind, file, ...more] = positionals
  const wrong = (text: string) => new Error(text)
  if (!kind || !file || more.length > 0) throw wrong('请写明 KIND 和 FILE。')
  if (!(importKinds as readonly string[]).includes(kind)) throw wrong(`没有“${kind}”这种表。`)
  if (values.year !== undefined && !/^(19|20|21)\d\d$/.test(values.year))
    throw wrong(`--year ${values.year}：不是年份。`)
  if (values.on !== undefined && !isDay(values.on)) throw wrong(`--on ${values.on}：请写成 2023-01-01。`)
  if (values.plan !== undefined && !(values.plan in plans))
    throw wrong(`--plan ${values.plan}：没有这种计划。`)
  if (kind === 'plan' && (!values.plan || !values.year)) throw wrong('plan 要写明 --year 和 --plan。')
  const said = values.answers === undefined ? null : readAnswers(values.answers)
  const aliases = (values.alias ?? []).map(text => {
    const read = readAlias(text)
    if (!read) throw wrong(`--alias ${text}：请写成 'X=Y'。`)
    return read
  })
  const options: ImportOptions = {
    year: values.year === undefined ? undefined : Number(values.year),
    on: values.on,
    endMissing: values['end-missing'],
    plan: values.plan === undefined ? undefined : plans[values.plan],
    unit: values.unit,
    activity: values.activity,
    exam: values.exam,
    keepOpen: values['keep-open'],
    replace: values.replace,
    reason: values.reason,
    clear: values.clear,
    answers: said?.answers,
    aliases: { ...said?.aliases, ...Object.fromEntries(aliases) },
  }
  return {
    kind: kind as ImportKind,
    file,
    sheet: values.sheet,
    dryRun: values['dry-run'] ?? false,
    setAside: values['set-aside'] ?? false,
    options,
  }
}

type Said = { answers: Record<string, string>; aliases: Record<string, string> }

/**
 * The answers to questions by their key, as `--dry-run` prints them, and the meanings of words; the answers alone may be
 * the whole file.
 */
function readAnswers(file: string): Said {
  let read: unknown
  try {
    read = JSON.parse(readFileSync(pathOf(file), 'utf8'))
  } catch {
    throw new Error(`--answers ${file}：没有这个文件，或者不是 JSON。`)
  }
  const { answers, aliases } = (read ?? {}) as Partial<Record<keyof Said, unknown>>
  const isPlain = answers === undefined && aliases === undefined
  const said = { answers: (isPlain ? read : answers) ?? {}, aliases: aliases ?? {} }
  if (!isTexts(said.answers) || !isTexts(said.aliases))
    throw new Error(
      `--answers ${file}：请写成 {"answers": {"问题的 key": "选择的 value"}, "aliases": {"表中的词": "它的意思"}}。`,
    )
  return { answers: said.answers, aliases: said.aliases }
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(each => typeof each === 'string')
  )
}

/** The number of an import to undo, or what is wrong. */
export function readUndo(given: string[]) {
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, reason: { type: 'string' }, json: { type: 'boolean' } },
  })
  const [run, ...more] = positionals
  if (!run || more.length > 0) throw new Error('请写明一次导入的编号，见 npm run -s import -- list。')
  if (!/^[1-9]\d{0,8}$/.test(run)) throw new Error(`${run}：不是导入的编号。`)
  return { runId: Number(run), dryRun: values['dry-run'] ?? false, reason: values.reason }
}

async function onRuns([what, ...rest]: string[]): Promise<void> {
  const answers = () => import('./import-runs-answer')
  if (what === 'list') return runCommand({ command: 'importRuns' }, async () => (await answers()).answerRuns)
  let read: ReturnType<typeof readUndo>
  try {
    read = readUndo(rest)
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exitCode = 2
    return
  }
  await runCommand({ command: 'importUndo', ...read }, async () => (await answers()).answerUndo)
}

async function main() {
  const [what] = process.argv.slice(2)
  if (what === 'folder') return importFolder(process.argv.slice(3))
  if (what === 'list' || what === 'undo') return onRuns(process.argv.slice(2))
  let read: ReturnType<typeof readArguments>
  let bytes: Buffer
  try {
    read = readArguments(process.argv.slice(2))
    bytes = readFileSync(pathOf(read.file))
  } catch (error) {
    const text =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? '没有这个文件。' : (error as Error).message
    console.error(`${text}\n\n${USAGE}`)
    process.exitCode = 2
    return
  }
  const { file, ...rest } = read
  await runCommand(
    { command: 'import', ...rest, fileName: basename(file), bytes: bytes.toString('base64') },
    async () => (await import('./import-answer')).answerImport,
  )
}

/** The folder is read where its sheets are written: a request of its files would have to be held in memory. */
async function importFolder(given: string[]) {
  let read: ReturnType<typeof readFolderArguments>
  try {
    read = readFolderArguments(given)
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exitCode = 2
    return
  }
  await runCommand(
    { command: 'import-folder', ...read },
    async () => (await import('./folder-answer')).answerImportFolder,
  )
}

// Started as `npm run import`; the tests read arguments without it.
if (process.argv[1]?.endsWith('server/commands/import.ts')) await main()
