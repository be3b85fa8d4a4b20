import { eq, ne, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { slices } from '@/db/pause'
import { channel } from '@/db/schema/output'
import { topic } from '@/db/schema/plan'
import { person, tag, unitAlias } from '@/db/schema/roster'
import { termAlias } from '@/db/schema/setting'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { stateWords } from '@/lib/attendance/attendance.sheet'
import { Forbidden } from '@/lib/core/errors'
import { understandAudience } from '@/lib/organisation/audience/audience.rules'
import { knownWords } from '@/lib/organisation/audience/audience.sql'
import { loadKnown } from '@/lib/organisation/lookup/known.sql'
import { raiseUnits } from '@/lib/organisation/settings/setting.commands'
import { formsOf } from '@/lib/organisation/settings/setting.queries'
import { termsChosen } from '@/lib/spreadsheet/doubt.rules'
import type { ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import type { Reading } from '@/lib/spreadsheet/preview.rules'
import { type Counts, nothingMended } from '@/lib/spreadsheet/preview.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { wordsToRemember } from './asked.rules'
import { sheetsOf, unknownSheet, withSheet } from './file.import'
import { type Draft, mayImport } from './import.queries'
import { type Judgement, judgementOf, type Shelf } from './judgement.queries'
import { kindOf } from './kinds.import'
import { withNames } from './path-facts.rules'
import { rememberHeads } from './remembered-heads.commands'
import { recordRun } from './run.commands'

export type Upload = {
  kind: ImportKind
  fileName: string
  bytes: Uint8Array
  sheet?: string
  options: ImportOptions
}

export type Direct = Upload & { setAside?: boolean; dryRun?: boolean }

/** Reads, judges and writes in one step, for the command line. */
export async function importFile(
  viewer: Viewer,
  { kind, fileName, bytes, sheet, options, setAside, dryRun }: Direct,
) {
  if (!mayImport(viewer, kind)) throw new Forbidden()
  const file = await sheetsOf(bytes, fileName, slices())
  if (!file.ok) return file
  const read = { ...file, sheets: withNames(file.sheets, fileName) }
  const unknown = unknownSheet(read.sheets, sheet)
  if (unknown) return unknown
  const readSheets = async () => read.sheets
  const draft = {
    id: 0,
    kind,
    fileName,
    readSheets,
    options: withSheet(options, sheet),
    mending: nothingMended,
  }
  const shelf: Shelf = { kept: [] }
  const { columns } = kindOf(kind).columns(options)
  const fields = columns.columns.map(({ field, heads }) => ({ field, head: heads[0] ?? field }))
  const unread = ({ reading }: Judgement) => ({ read: reading.sheets, sheets: read.sheets, fields })
  // Judged before the transaction, which judges again only where something has changed since.
  const judgement = await judgementOf(viewer, draft, db, { shelf })
  if (!judgement.ok) return { ...headMissing(judgement), ...unread(judgement) }
  if (dryRun) return { ...judgement, isWritten: false }
  return write(async tx => {
    const judgement = await judgementOf(viewer, draft, tx, { shelf })
    if (!judgement.ok) return { ...headMissing(judgement), ...unread(judgement) }
    const isWritten = setAside === true || judgement.judged.faults.length === 0
    if (!isWritten) return { ...judgement, isWritten }
    const { counts, judged, reading } = judgement
    const { runId } = await recordRun(tx, viewer, async add => {
      await writeJudged(tx, viewer, draft, judged.effects, counts)
      await rememberHeads(tx, viewer, draft, reading)
      add({ kind, fileName, counts })
    })
    return { ...judgement, isWritten, runId }
  })
}

export function headMissing({ missing, reading }: { missing: string[]; reading: Pick<Reading, 'sheets'> }) {
  const isTurned = reading.sheets.some(each => each.isRead && each.isTurned)
  const places = { heads: missing.join('、') }
  return { ok: false, reason: isTurned ? 'turned' : 'headMissing', places } as const
}

/** Writes the effects of a sheet, and remembers the meanings given to its words. */
export async function writeJudged(
  tx: Tx,
  viewer: Viewer,
  { kind, fileName, options }: Pick<Draft, 'kind' | 'fileName' | 'options'>,
  effects: unknown,
  counts: Counts,
) {
  await kindOf(kind).importer.write(tx, viewer, effects, options)
  await remember(tx, wordsToRemember({ ...termsChosen(options), ...options.aliases }, options))
  // A sheet without changes leaves no trace, not even in the log.
  if (counts.new + counts.changed === 0) return
  await recordAudit(tx, viewer, {
    action: 'import.write',
    subject: 'import',
    subjectId: kind,
    after: { kind, fileName, ...counts, options },
  })
}

/** Remembers meanings of words: for units as aliases, for others by the kind of the meaning. */
async function remember(tx: Tx, aliases: ImportOptions['aliases']) {
  const pairs = Object.entries(aliases)
  if (pairs.length === 0) return
  const [known, words, forms, channels, tags, topics, titles, people] = await Promise.all([
    loadKnown(tx, { aliases: {} }),
    knownWords(tx),
    formsOf(tx),
    tx.select({ name: channel.name }).from(channel),
    tx.select({ name: tag.name }).from(tag),
    tx.select({ name: topic.name }).from(topic),
    tx.all<{ kind: string; name: string }>(sql`
      select 'activity' as kind, title as name from activity union select 'exam', title from exam
      union select 'item', content from plan_item`),
    tx.select({ staffNo: person.staffNo, name: person.name }).from(person),
  ])
  const isOne = (names: { name: string }[], meaning: string) =>
    names.some(each => matchKey(each.name) === matchKey(meaning))
  for (const [word, meaning] of pairs) {
    const unit = known.unitNamed(meaning)
    if (unit.ok && !word.includes('@')) {
      const before = await tx.select().from(unitAlias).where(eq(unitAlias.word, word))
      if (before.some(each => each.unitId === unit.value.id)) continue
      await tx
        .insert(unitAlias)
        .values({ word, unitId: unit.value.id })
        .onConflictDoUpdate({ target: unitAlias.word, set: { unitId: unit.value.id } })
      await raiseUnits(tx, [unit.value.id, ...before.map(each => each.unitId)])
      continue
    }
    const kinds = [
      word.includes('@') &&
        people.some(each => each.staffNo === meaning || matchKey(each.name) === matchKey(meaning)) &&
        'person',
      isOne(channels, meaning) && 'channel',
      forms.includes(meaning) && 'form',
      stateWords.includes(meaning) && 'state',
      isOne(tags, meaning) && 'tag',
      isOne(topics, meaning) && 'topic',
      ...['activity', 'exam', 'item'].map(
        kind =>
          isOne(
            titles.filter(each => each.kind === kind),
            meaning,
          ) && kind,
      ),
      understandAudience(meaning, words).unknown.length === 0 && 'audience',
    ].filter(kind => kind !== false)
    for (const kind of kinds) {
      await tx
        .insert(termAlias)
        .values({ kind, word, meaning })
        .onConflictDoUpdate({
          target: [termAlias.kind, termAlias.word],
          set: { meaning, version: sql`${termAlias.version} + 1` },
          setWhere: ne(termAlias.meaning, meaning),
        })
    }
  }
}
