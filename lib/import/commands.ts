import { and, eq, isNull, lt } from 'drizzle-orm'
import { db, type On, type Tx } from '@/db/client'
import { importDraft } from '@/db/schema/import'
import { channel } from '@/db/schema/output'
import { topic } from '@/db/schema/plan'
import { person, tag, unitAlias } from '@/db/schema/roster'
import { termAlias } from '@/db/schema/setting'
import type { Answer, Request } from '@/db/socket'
import { write } from '@/db/write'
import { systemViewer } from '../access/queries'
import type { Viewer } from '../access/rules'
import { knownWords } from '../audience/queries'
import { understandAudience } from '../audience/rules'
import { recordAudit } from '../audit/commands'
import { now } from '../clock'
import { Forbidden } from '../errors'
import { sayIn } from '../i18n/rules'
import { formsOf } from '../setting/queries'
import type { HeadMissing } from './heads'
import type { ImportKind, ImportOptions } from './importer'
import type { SettleInput } from './input'
import { loadKnown } from './known'
import { type Draft, draftOf, faultOf, type Judgement, judgementOf, mayImport } from './queries'
import { kindOf } from './registry'
import { type Counts, linesOf, type Mending, mendKey, nothingMended, readSheet, reportOf } from './rules'
import { matchKey } from './text'
import { readTable, UnreadableFile } from './workbook'

const KEPT_DAYS = 30

type Upload = {
  kind: ImportKind
  fileName: string
  bytes: Uint8Array
  sheet?: string
  options: ImportOptions
}

/** Reads the file and keeps its cells until the preview decides. Nothing of it is written yet. */
export async function draftImport(viewer: Viewer, { kind, fileName, bytes, sheet, options }: Upload) {
  if (!mayImport(viewer, kind)) throw new Forbidden()
  const read = await tableOf(bytes, fileName, sheet)
  if (!read.ok) return read
  const reading = readSheet(read.table, kindOf(kind).columns(options))
  if (!reading.ok) return headMissing(reading)
  return write(async tx => {
    const at = now()
    // What nobody decided on for a month is forgotten: it holds a copy of people's names.
    await tx
      .delete(importDraft)
      .where(and(isNull(importDraft.writtenAt), lt(importDraft.createdAt, at - KEPT_DAYS * 86_400_000)))
    const [made] = await tx
      .insert(importDraft)
      .values({
        accountId: viewer.accountId,
        kind,
        fileName,
        options: JSON.stringify(options),
        table: JSON.stringify(read.table),
        createdAt: at,
      })
      .returning({ id: importDraft.id })
    return { ok: true, draftId: (made as { id: number }).id } as const
  })
}

/** One faulty row, as the person in front of the preview decided. */
export async function settleFault(viewer: Viewer, { draftId, row, field, ...decided }: SettleInput) {
  return changeDraft(viewer, draftId, (draft, tx) => {
    if (decided.do === 'aside') return withAside(draft, row, true)
    if (decided.do === 'mend') return mendedWith(draft, row, field, decided.text.trim())
    return meantBy(
      viewer,
      draft,
      { row, field },
      decided.do === 'take' ? decided.likely : decided.candidate,
      tx,
    )
  })
}

/** The row takes part again. */
export async function takeBack(viewer: Viewer, { draftId, row }: { draftId: number; row: number }) {
  return changeDraft(viewer, draftId, draft => withAside(draft, row, false))
}

/** Sets aside every row that is faulty now. */
export async function setFaultyAside(viewer: Viewer, { draftId }: { draftId: number }) {
  return changeDraft(viewer, draftId, async (draft, tx) => {
    const judgement = await judgementOf(viewer, draft, tx)
    const faulty = judgement.ok ? judgement.judged.faults.map(each => each.row) : []
    return { mending: { ...draft.mending, aside: [...new Set([...draft.mending.aside, ...faulty])] } }
  })
}

/** What is said beside the file. */
export async function changeOptions(
  viewer: Viewer,
  { draftId, options }: { draftId: number; options: Partial<ImportOptions> },
) {
  return changeDraft(viewer, draftId, draft => ({ options: { ...draft.options, ...options } }))
}

export async function dropDraft(viewer: Viewer, { draftId }: { draftId: number }) {
  return write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    if (draft.writtenAt === null) await tx.delete(importDraft).where(eq(importDraft.id, draftId))
    return { ok: true } as const
  })
}

/** Writes what the preview shows: all rows that are not set aside, or none. Asked twice, it answers the same. */
export async function commitDraft(viewer: Viewer, { draftId }: { draftId: number }) {
  return write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    if (draft.writtenAt !== null) return { ok: true, draftId } as const
    const judgement = await judgementOf(viewer, draft, tx)
    if (!judgement.ok) return headMissing(judgement)
    if (judgement.judged.faults.length > 0) {
      return { ok: false, reason: 'faultsLeft', places: { count: judgement.counts.faulty } } as const
    }
    await writeJudged(tx, viewer, draft, judgement.judged.effects, judgement.counts)
    await tx
      .update(importDraft)
      // The cells are in the tables now; the copy of the sheet goes.
      .set({
        writtenAt: now(),
        outcome: JSON.stringify(judgement.counts),
        table: '{"rows":[],"rowNumbers":[],"sheetName":"","sheetNames":[]}',
      })
      .where(eq(importDraft.id, draftId))
    return { ok: true, draftId } as const
  })
}

type Direct = Upload & { setAside?: boolean; dryRun?: boolean }

/** The same in one step, for the command line: reads, judges and writes. */
export async function importFile(
  viewer: Viewer,
  { kind, fileName, bytes, sheet, options, setAside, dryRun }: Direct,
) {
  if (!mayImport(viewer, kind)) throw new Forbidden()
  const read = await tableOf(bytes, fileName, sheet)
  if (!read.ok) return read
  const draft = { kind, fileName, table: read.table, options, mending: nothingMended }
  const judge = async (on: On, mayWrite: (judgement: Judgement) => boolean, tx?: Tx) => {
    const judgement = await judgementOf(viewer, draft, on)
    if (!judgement.ok) return headMissing(judgement)
    const isWritten = tx !== undefined && mayWrite(judgement)
    if (isWritten) await writeJudged(tx, viewer, draft, judgement.judged.effects, judgement.counts)
    return { ...judgement, isWritten }
  }
  if (dryRun) return judge(db, () => false)
  return write(tx => judge(tx, ({ judged }) => setAside === true || judged.faults.length === 0, tx))
}

/** What the command line asks, here or over the socket of the server. It acts as the top unit's administrator. */
export async function answerImport(request: Request): Promise<Answer> {
  const { kind, fileName, bytes, ...rest } = request as unknown as Omit<Direct, 'bytes'> & { bytes: string }
  const say = sayIn('zh')
  const viewer = await systemViewer('命令行')
  const found = await importFile(viewer, { ...rest, kind, fileName, bytes: Buffer.from(bytes, 'base64') })
  if (!found.ok) {
    const text = say.said(`import.refused.${found.reason}`, found.places)
    return {
      exit: 1,
      out: {
        kind,
        file: fileName,
        faulty: [{ row: null, field: null, reason: found.reason, text }],
        written: false,
      },
      say: text,
    }
  }
  const report = reportOf(say, { kind, fileName }, found, found.isWritten)
  const isHeldBack = found.judged.faults.length > 0 && !rest.setAside
  return { exit: isHeldBack ? 1 : 0, out: report, say: linesOf(say, report) }
}

function headMissing({ missing }: HeadMissing) {
  return { ok: false, reason: 'headMissing', places: { heads: missing.join('、') } } as const
}

async function writeJudged(
  tx: Tx,
  viewer: Viewer,
  { kind, fileName, options }: Pick<Draft, 'kind' | 'fileName' | 'options'>,
  effects: unknown,
  counts: Counts,
) {
  await kindOf(kind).importer.write(tx, viewer, effects, options)
  await remember(tx, options.aliases)
  // A sheet that changes nothing leaves nothing behind.
  if (counts.new + counts.changed === 0) return
  await recordAudit(tx, viewer, {
    action: 'import.write',
    subject: 'import',
    subjectId: kind,
    after: { kind, fileName, ...counts, options },
  })
}

/** Keeps what words were said to mean: of units as their alias, of the rest by what the meaning is. */
async function remember(tx: Tx, aliases: ImportOptions['aliases']) {
  const pairs = Object.entries(aliases)
  if (pairs.length === 0) return
  const [known, words, forms, channels, tags, topics, people] = await Promise.all([
    loadKnown(tx, { aliases: {} }),
    knownWords(tx),
    formsOf(tx),
    tx.select({ name: channel.name }).from(channel),
    tx.select({ name: tag.name }).from(tag),
    tx.select({ name: topic.name }).from(topic),
    tx.select({ staffNo: person.staffNo, name: person.name }).from(person),
  ])
  const isOne = (names: { name: string }[], meaning: string) =>
    names.some(each => matchKey(each.name) === matchKey(meaning))
  for (const [word, meaning] of pairs) {
    const unit = known.unitNamed(meaning)
    if (unit.ok && !word.includes('@')) {
      await tx
        .insert(unitAlias)
        .values({ word, unitId: unit.value.id })
        .onConflictDoUpdate({ target: unitAlias.word, set: { unitId: unit.value.id } })
      continue
    }
    const kinds = [
      word.includes('@') &&
        people.some(each => each.staffNo === meaning || matchKey(each.name) === matchKey(meaning)) &&
        'person',
      isOne(channels, meaning) && 'channel',
      forms.includes(meaning) && 'form',
      isOne(tags, meaning) && 'tag',
      isOne(topics, meaning) && 'topic',
      understandAudience(meaning, words).unknown.length === 0 && 'audience',
    ].filter(kind => kind !== false)
    for (const kind of kinds) {
      await tx
        .insert(termAlias)
        .values({ kind, word, meaning })
        .onConflictDoUpdate({ target: [termAlias.kind, termAlias.word], set: { meaning } })
    }
  }
}

async function tableOf(bytes: Uint8Array, fileName: string, sheet?: string) {
  try {
    return { ok: true as const, table: await readTable(bytes, { fileName, sheet }) }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return { ok: false as const, reason: `unreadable.${error.reason}`, places: { detail: error.detail } }
  }
}

/** A name means the likely one or a candidate: in the whole sheet at once, and remembered when it is written. */
async function meantBy(
  viewer: Viewer,
  draft: Draft,
  place: { row: number; field: string },
  meaning: string,
  on: On,
): Promise<Change> {
  const found = await faultOf(viewer, draft, place, on)
  const { fault, cells = {} } = found ?? {}
  const isPerson = ['staffNo', 'name'].includes(place.field) && cells.name && 'unit' in cells
  const word =
    fault?.likely?.meaning === meaning
      ? fault.likely.word
      : isPerson && fault?.candidates?.some(each => each.value === meaning)
        ? `${cells.name}@${cells.unit}`
        : null
  if (word === null) return mendedWith(draft, place.row, place.field, meaning)
  return { options: { ...draft.options, aliases: { ...draft.options.aliases, [word]: meaning } } }
}

function mendedWith({ mending }: Draft, row: number, field: string, text: string): Change {
  return { mending: { ...mending, cells: { ...mending.cells, [mendKey(row, field)]: text } } }
}

function withAside({ mending }: Draft, row: number, aside: boolean): Change {
  const others = mending.aside.filter(each => each !== row)
  return { mending: { ...mending, aside: aside ? [...others, row] : others } }
}

type Change = { mending?: Mending; options?: ImportOptions }

async function changeDraft(
  viewer: Viewer,
  draftId: number,
  change: (draft: Draft, tx: Tx) => Change | Promise<Change>,
) {
  return write(async tx => {
    const draft = await draftOf(viewer, draftId, tx)
    if (draft.writtenAt !== null) return { ok: false, reason: 'alreadyWritten' } as const
    const { mending = draft.mending, options = draft.options } = await change(draft, tx)
    await tx
      .update(importDraft)
      .set({
        mended: JSON.stringify(mending.cells),
        setAside: JSON.stringify(mending.aside),
        options: JSON.stringify(options),
      })
      .where(eq(importDraft.id, draftId))
    return { ok: true, draftId } as const
  })
}
