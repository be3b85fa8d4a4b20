import { and, desc, eq, getTableColumns, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { importDraft } from '@/db/schema/import'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { holds, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { common as enCommon } from '@/lib/core/i18n/messages/common.en'
import { common as zhCommon } from '@/lib/core/i18n/messages/common.zh'
import { speaker } from '@/lib/core/i18n/say'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { namedOf } from '@/lib/spreadsheet/heads.rules'
import { type ImportKind, type ImportOptions, importKinds } from '@/lib/spreadsheet/importer.rules'
import type { Counts } from '@/lib/spreadsheet/preview.rules'
import type { OutgoingSheet } from '@/lib/spreadsheet/workbook.sheet'
import type { Said } from './asked.rules'
import { sheetsOfDraft } from './draft-cells.sql'
import { exampleRows } from './example.sheet'
import type { Judgeable } from './judgement.queries'
import type { KindChoice } from './kind.rules'
import { kindOf } from './kinds.import'
import { importing as enImport } from './messages/import.en'
import { importing as zhImport } from './messages/import.zh'

const sayIn = speaker({
  zh: { common: zhCommon, import: zhImport },
  en: { common: enCommon, import: enImport },
})

export type Draft = Judgeable & {
  fileName: string
  /** The answers given in the preview, by the key of their question. */
  said: Record<string, Said>
  /** The kind was recognised by the heads, and not chosen. */
  isKindGuessed: boolean
  /** It may be one of these kinds, and somebody has to say which before it is written. */
  kindsOpen?: KindChoice[] | undefined
  createdAt: number
  writtenAt: number | null
  outcome: Counts | null
  /** The write that it was part of, where it changed something. */
  runId: number | null
}

/** As they are stored: what was said in the preview stands beside the options, and not in the log. */
export type KeptOptions = ImportOptions & Partial<Pick<Draft, 'said' | 'isKindGuessed' | 'kindsOpen'>>

/** Whether the viewer may import this kind at all; a row outside the scope is a fault of that row. */
export function mayImport(viewer: Viewer, kind: ImportKind): boolean {
  return kindOf(kind).by === 'administrator'
    ? holds(viewer, 'administrator')
    : holds(viewer, 'organiser', 'administrator')
}

/** The viewer's own draft; throws NotFound for somebody else's. */
export async function draftOf(viewer: Viewer, id: number, on: On = db): Promise<Draft> {
  const [found] = await on
    .select(withoutCells)
    .from(importDraft)
    .where(and(eq(importDraft.id, id), isOwn(viewer), ofAKind))
  if (!found || !mayImport(viewer, found.kind as ImportKind)) throw new NotFound()
  const { said = {}, isKindGuessed = false, kindsOpen, ...options } = JSON.parse(found.options) as KeptOptions
  return {
    id: found.id,
    kind: found.kind as ImportKind,
    fileName: found.fileName,
    options,
    said,
    isKindGuessed,
    kindsOpen,
    mending: { cells: JSON.parse(found.mended), aside: JSON.parse(found.setAside) },
    createdAt: found.createdAt,
    writtenAt: found.writtenAt,
    outcome: found.outcome === null ? null : (JSON.parse(found.outcome) as Counts),
    runId: found.runId,
    readSheets: (from, pause) => sheetsOfDraft(id, from, pause),
  }
}

/** The viewer's own imports of single sheets, newest first; those not committed are drafts. */
export async function importsOf(viewer: Viewer, limit = 20) {
  const rows = await db
    .select({
      id: importDraft.id,
      kind: importDraft.kind,
      fileName: importDraft.fileName,
      createdAt: importDraft.createdAt,
      writtenAt: importDraft.writtenAt,
      outcome: importDraft.outcome,
    })
    .from(importDraft)
    .where(and(isOwn(viewer), ofAKind, isNull(importDraft.folderId)))
    .orderBy(desc(importDraft.id))
    .limit(limit)
  return rows.map(row => ({
    ...row,
    kind: row.kind as ImportKind,
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as Counts),
  }))
}

const { table: _, ...withoutCells } = getTableColumns(importDraft)

// The table also holds drafts of meeting logs (lib/attendance/meeting-log), which have pages of their own.
const ofAKind = inArray(importDraft.kind, [...importKinds])

export function isOwn(viewer: Viewer) {
  return viewer.accountId === null
    ? isNull(importDraft.accountId)
    : and(isNotNull(importDraft.accountId), eq(importDraft.accountId, viewer.accountId))
}

export type KindWords = { kind: ImportKind; required: string[]; optional: string[] }

/** The required heads of a kind, alternatives joined by /, and the optional ones. */
export function headsOf(kind: ImportKind, plan?: ImportOptions['plan']): KindWords {
  const spec = kindOf(kind).columns({ plan }).columns
  const { columns, required, quiet = [] } = spec
  const nameOf = (field: string) => columns.find(each => each.field === field)?.heads[0] ?? field
  const asked = new Set(required.flat(2))
  return {
    kind,
    required: required.map(each =>
      namedOf(each, spec)
        .map(set => set.map(nameOf).join(' + '))
        .join(' / '),
    ),
    optional: columns
      .filter(each => !asked.has(each.field) && !quiet.includes(each.field))
      .map(each => each.heads[0] ?? ''),
  }
}

/** An example of the sheet: every head that is named, and one or two filled rows. */
export function exampleOf(kind: ImportKind, plan?: ImportOptions['plan']): OutgoingSheet {
  const { columns, quiet = [] } = kindOf(kind).columns({ plan }).columns
  const named = columns
    .filter(each => !quiet.includes(each.field))
    .map(each => ({ ...each, head: each.heads[0] ?? '' }))
  return {
    sheetName: sayIn('zh').t(`import.kind.${kind}`),
    columns: named.map(({ head }) => ({ head, width: Math.max(10, head.length * 2 + 4), kind: 'text' })),
    rows: exampleRows(kind, plan).map(row => named.map(({ field }) => row[field] ?? null)),
  }
}

/**
 * The studies or exams that a sheet can be about, where its rows do not name one: those of the scope, newest
 * first.
 */
export async function subjectsOf(viewer: Viewer, kind: ImportKind, on: On = db): Promise<string[]> {
  const table =
    kind === 'study'
      ? sql`select distinct a.title as title, a.day from activity a join unit on unit.id = a.host_unit_id
          where a.form in (select value from json_each(${JSON.stringify(onlineStudyForms)})) and a.status <> 'draft'
            and a.deleted_at is null and (${inScope(viewer, unit.path, 'organiser', 'administrator')}) order by a.day desc limit 30`
      : kind === 'results'
        ? sql`select e.title as title from exam e join unit on unit.id = e.host_unit_id
          where e.status <> 'draft' and (${inScope(viewer, unit.path, 'organiser', 'administrator')})
          order by e.closing_day desc limit 30`
        : null
  return table ? [...new Set((await on.all<{ title: string }>(table)).map(row => row.title))] : []
}

/** Meetings of which a column of a 横表 can hold the marks, newest first: `7月9日 中心组学习`. */
export async function meetingsOf(viewer: Viewer): Promise<string[]> {
  const rows = await db.all<{ title: string; day: string }>(sql`
    select a.title as title, a.day as day from activity a join unit on unit.id = a.host_unit_id
    where a.day is not null and a.status <> 'draft' and a.deleted_at is null
      and (${inScope(viewer, unit.path, 'organiser', 'administrator')})
    order by a.day desc, a.id desc limit 60`)
  return rows.map(({ title, day }) => `${day} ${title}`)
}
