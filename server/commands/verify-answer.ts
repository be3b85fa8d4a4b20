import { isUtf8 } from 'node:buffer'
import { type Say, sayIn } from '@/app/_i18n/messages'
import { comparedWords } from '@/app/(desk)/settings/audit/_parts/compared-words'
import { findingWords } from '@/app/(desk)/settings/audit/_parts/finding-words'
import { partLines, partTitle } from '@/app/(desk)/settings/damage/_parts/damage-words'
import { type Checks, checkDatabase } from '@/db/check'
import { writerClient } from '@/db/client'
import { damage, type Finding } from '@/db/damage'
import { slices } from '@/db/pause'
import { systemViewer } from '@/lib/access/access.queries'
import { checkAndKeep } from '@/lib/access/log-check'
import { comparedWith } from '@/lib/access/seal.queries'
import { fitText, isFit } from '@/lib/core/text'
import { damagedParts } from '@/lib/statistics/damage/damage.queries'
import type { Answer, Request } from './socket'

type Check = {
  name: 'integrity' | 'foreignKeys' | 'digests' | 'texts' | 'log'
  /** One line for each thing that does not agree. */
  found(say: Say): Promise<string[]>
}

/** What `npm run -s verify` looks at, in this order. */
const checks: Check[] = [
  { name: 'integrity', found: say => compared(say, { integrity: true }) },
  { name: 'foreignKeys', found: say => compared(say, { foreignKeys: true }) },
  { name: 'digests', found: say => compared(say, { digests: true }) },
  { name: 'texts', found: unfitTexts },
  { name: 'log', found: logFindings },
]

/** Checks the whole database: one line each, and exit 1 where something does not agree; or one kept seal alone. */
export async function answerVerify({ kept }: Partial<Request> = {}): Promise<Answer> {
  if (typeof kept === 'string') return answerKept(kept)
  const say = sayIn('zh')
  const done: { name: string; found: string[] }[] = []
  for (const check of checks) done.push({ name: check.name, found: await check.found(say) })
  const lines = done.flatMap(({ name, found }) => {
    const check = say.t(`damage.verify.${name as Check['name']}`)
    return found.length === 0
      ? [say.t('damage.verify.ok', { check })]
      : [say.t('damage.verify.found', { check, count: found.length }), ...found.map(each => `  ${each}`)]
  })
  const ok = done.every(({ found }) => found.length === 0)
  return { exit: ok ? 0 : 1, out: { ok, checks: done }, say: lines.join('\n') }
}

async function answerKept(text: string): Promise<Answer> {
  const say = sayIn('zh')
  const kept = await comparedWith(await systemViewer('命令行'), text)
  const said = comparedWords(say, kept)
  if (kept.state === 'unreadable') return { exit: 2, say: said }
  const ok = kept.state === 'same'
  const found = kept.findings.map(each => findingWords(say, each))
  return {
    exit: ok ? 0 : 1,
    out: { ok, checks: [{ name: 'kept', found }] },
    say: [said, ...found].join('\n'),
  }
}

/** The driver ends the process at a text that is no UTF-8: where there is one, the log is not looked at. */
async function logFindings(say: Say): Promise<string[]> {
  if (damage().some(each => each.kind === 'unreadable')) return [say.t('damage.verify.logUnread')]
  return (await checkAndKeep('whole')).map(each => findingWords(say, each))
}

async function compared(say: Say, asked: Checks): Promise<string[]> {
  return findingLines(say, await checkDatabase(asked))
}

/** A line for each finding, by name; as it was found where not even names can be read. */
export async function findingLines(say: Say, findings: Finding[]): Promise<string[]> {
  if (findings.length === 0) return []
  const references = findings.filter(each => each.kind === 'foreignKey')
  const others = findings.filter(each => each.kind !== 'foreignKey')
  let lines: string[]
  try {
    const parts = await damagedParts(await systemViewer('命令行'), others)
    lines = parts.map(part => [partTitle(say, part), ...partLines(say, part)].join('；'))
  } catch {
    lines = others.map(each => JSON.stringify(each))
  }
  return [
    ...lines,
    ...references.map(({ table, row, parent }) =>
      say.t('damage.verify.foreign', { table, row: row ?? '?', parent }),
    ),
  ]
}

const PART = 500

/** Texts that were stored before they were checked, and hold what no export can (lib/core/text.ts). */
async function unfitTexts(say: Say): Promise<string[]> {
  const client = writerClient()
  const pause = slices()
  const { rows: columns } = await client.execute(`
    select t.name as "table", json_group_array(c.name) as columns from sqlite_schema t, pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite_%' and t.name not in ('audit', 'audit_text') and lower(c.type) = 'text' group by t.name`)
  const found: string[] = []
  for (const { table, columns: names } of columns) {
    const texts = JSON.parse(String(names)) as string[]
    for (let from = 0; ; from += PART) {
      await pause()
      const { rows } = await client.execute(
        `select ${texts.map(name => `cast("${name}" as blob)`).join(', ')} from "${table}" limit ${PART} offset ${from}`,
      )
      for (const [at, row] of rows.entries())
        for (const [of, name] of texts.entries()) {
          const bytes = row[of] as ArrayBuffer | null
          if (bytes === null) continue
          const text = Buffer.from(bytes).toString()
          if (isFit(text) && isUtf8(Buffer.from(bytes))) continue
          const places = { table: String(table), column: name, row: from + at + 1 }
          found.push(say.t('damage.verify.text', { ...places, text: fitText(text).slice(0, 40) }))
        }
      if (rows.length < PART) break
    }
  }
  return found
}
