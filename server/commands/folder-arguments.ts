import { readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { kindOfValue } from '@/lib/import/folder/folder-kind.rules'
import type { FileSaid, FolderSaid } from '@/lib/import/folder/folder-sorting.queries'
import { planKinds } from '@/lib/plan/plan.rules'
import { importKinds } from '@/lib/spreadsheet/importer.rules'
import { pathOf } from './given-path'

const texts = z.record(typedText(), typedText()).default({})

/** The answers to what `--dry-run` asks, of all files and of one. */
const answersFile = z.object({
  answers: texts,
  aliases: texts,
  files: z
    .record(
      typedText(),
      z.object({
        answers: texts,
        aliases: texts,
        leave: z.boolean().optional(),
        kind: z.enum(importKinds).optional(),
        plan: z.enum(planKinds).optional(),
        on: z.iso.date().optional(),
        unit: typedText().optional(),
        replace: z.boolean().optional(),
        reason: typedText().optional(),
        keepOpen: z.boolean().optional(),
        clear: z.boolean().optional(),
      }),
    )
    .default({}),
})

/** The arguments of `import -- folder`; throws what is wrong with them. */
export function readFolderArguments(given: string[]) {
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    options: {
      year: { type: 'string' },
      'dry-run': { type: 'boolean' },
      answers: { type: 'string' },
      reason: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const [folder, ...more] = positionals
  if (!folder || more.length > 0) throw new Error('请写明文件夹。')
  if (values.year === undefined) throw new Error('folder 要写明 --year。')
  if (!/^(19|20|21)\d\d$/.test(values.year)) throw new Error(`--year ${values.year}：不是年份。`)
  const directory = pathOf(folder)
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${folder}：没有这个文件夹。`)
  return {
    directory,
    year: Number(values.year),
    dryRun: values['dry-run'] ?? false,
    reason: values.reason,
    said: values.answers === undefined ? nothingSaid : readAnswers(values.answers),
  }
}

const nothingSaid: FolderSaid = { answers: {}, aliases: {}, files: {} }

function readAnswers(file: string): FolderSaid {
  let read: unknown
  try {
    read = JSON.parse(readFileSync(pathOf(file), 'utf8'))
  } catch {
    throw new Error(`--answers ${file}：没有这个文件，或者不是 JSON。`)
  }
  const parsed = answersFile.safeParse(read)
  if (!parsed.success)
    throw new Error(
      `--answers ${file}：请写成 {"answers": {"问题的 key": "选择的 value"}, "files": {"文件": {"answers": {}}}}。`,
    )
  const { files, ...all } = parsed.data
  return {
    ...all,
    files: Object.fromEntries(Object.entries(files).map(([path, said]) => [path, saidOf(said)])),
  }
}

/** What is asked of a file as a whole is an option of its sheet. */
function saidOf({ answers, ...said }: z.infer<typeof answersFile>['files'][string]): FileSaid {
  const { kind, exam, activity, fileYear, photoOf, ...others } = answers
  const chosen = kind === undefined ? null : kindOfValue(kind)
  return {
    ...said,
    ...(chosen === null ? {} : chosen.kind ? chosen : { leave: true }),
    ...(exam === undefined ? {} : { exam }),
    ...(activity === undefined ? {} : { activity }),
    ...(photoOf === undefined ? {} : { photoOf }),
    ...(fileYear === undefined ? {} : { year: Number(fileYear) }),
    answers: others,
  }
}
