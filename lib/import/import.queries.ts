import { and, desc, eq, getTableColumns, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { type Pause, slices } from '@/db/pause'
import { importDraft } from '@/db/schema/import'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { holds, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { common as enCommon } from '@/lib/core/i18n/messages/common.en'
import { common as zhCommon } from '@/lib/core/i18n/messages/common.zh'
import { speaker } from '@/lib/core/i18n/say'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { sheetsOfText } from '@/lib/spreadsheet/draft.rules'
import {
  type Fault,
  type ImportKind,
  type ImportOptions,
  importKinds,
} from '@/lib/spreadsheet/importer.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import type { Counts } from '@/lib/spreadsheet/preview.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import type { OutgoingSheet } from '@/lib/spreadsheet/workbook.sheet'
import { exampleRows } from './example.sheet'
import { type Judgeable, judgementOf } from './judgement.queries'
import { kindOf } from './kinds.import'
import { importing as enImport } from './messages/import.en'
import { importing as zhImport } from './messages/import.zh'

const sayIn = speaker({
  zh: { common: zhCommon, import: zhImport },
  en: { common: enCommon, import: enImport },
})

export type Draft = Judgeable & {
  fileName: string
  createdAt: number
  writtenAt: number | null
  outcome: Counts | null
}

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
  return {
    id: found.id,
    kind: found.kind as ImportKind,
    fileName: found.fileName,
    options: JSON.parse(found.options) as ImportOptions,
    mending: { cells: JSON.parse(found.mended), aside: JSON.parse(found.setAside) },
    createdAt: found.createdAt,
    writtenAt: found.writtenAt,
    outcome: found.outcome === null ? null : (JSON.parse(found.outcome) as Counts),
    readSheets: (from, pause) => sheetsOfDraft(id, from, pause),
  }
}

/** The cells, which are read only where rows are judged or shown: of a long sheet they are some megabytes. */
async function sheetsOfDraft(id: number, on: On, pause: Pause): Promise<FileSheet[]> {
  const [found] = await on
    .select({ table: importDraft.table })
    .from(importDraft)
    .where(eq(importDraft.id, id))
  if (!found) throw new NotFound()
  return sheetsOfText(found.table, pause)
}

/** The preview of the viewer's own draft. */
export async function previewOf(viewer: Viewer, id: number) {
  const draft = await draftOf(viewer, id)
  const judgement = draft.writtenAt === null ? await judgementOf(viewer, draft) : null
  return { draft, judgement, aside: await asideOf(draft) }
}

/** The first rows set aside, with the beginning of their cells. */
async function asideOf(draft: Draft): Promise<{ row: number; text: string }[]> {
  const { aside } = draft.mending
  if (aside.length === 0) return []
  const sheets = await draft.readSheets(db, slices())
  return [...aside]
    .sort((a, b) => a - b)
    .slice(0, ASIDE_SHOWN)
    .map(row => {
      const place = placeOf(row)
      const { rows = [], rowNumbers = [] } = sheets[place.sheet]?.table ?? {}
      const cells = rows[rowNumbers.indexOf(place.row)] ?? []
      const shown = place.column === 0 ? cells : cells.slice(place.column)
      return { row, text: shown.filter(Boolean).slice(0, 5).join(' · ') }
    })
}

const ASIDE_SHOWN = 50

/** The present fault of a row and field, with the cells of the row. */
export async function faultOf(
  viewer: Viewer,
  draft: Draft,
  place: { row: number; field: string },
  on: On,
): Promise<{ fault: Fault; cells: Record<string, string> } | null> {
  const judgement = await judgementOf(viewer, draft, on)
  if (!judgement.ok) return null
  const fault = judgement.judged.faults.find(isAt(place))
  const cells = judgement.reading.rows.find(each => each.row === place.row)?.cells
  return fault && cells ? { fault, cells } : null
}

/** The present faults of a row and field. */
export async function faultsOf(
  viewer: Viewer,
  draft: Draft,
  place: { row: number; field: string },
  on: On,
): Promise<Fault[]> {
  const judgement = await judgementOf(viewer, draft, on)
  return judgement.ok ? judgement.judged.faults.filter(isAt(place)) : []
}

const isAt = (place: { row: number; field: string }) => (fault: Fault) =>
  fault.row === place.row && (fault.field ?? '') === place.field

/** The viewer's own imports, newest first; those not committed are drafts. */
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
    .where(and(isOwn(viewer), ofAKind))
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

function isOwn(viewer: Viewer) {
  return viewer.accountId === null
    ? isNull(importDraft.accountId)
    : and(isNotNull(importDraft.accountId), eq(importDraft.accountId, viewer.accountId))
}

export type KindWords = { kind: ImportKind; required: string[]; optional: string[] }

/** The required heads of a kind, alternatives joined by /, and the optional ones. */
export function headsOf(kind: ImportKind, plan?: ImportOptions['plan']): KindWords {
  const { columns, required } = kindOf(kind).columns({ plan }).columns
  const nameOf = (field: string) => columns.find(each => each.field === field)?.heads[0] ?? field
  const asked = new Set(required.flat(2))
  return {
    kind,
    required: required.map(each =>
      typeof each === 'string' ? nameOf(each) : each.map(set => set.map(nameOf).join(' + ')).join(' / '),
    ),
    optional: columns.filter(each => !asked.has(each.field)).map(each => each.heads[0] ?? ''),
  }
}

/** An example of the sheet: every head, and one or two filled rows. */
export function exampleOf(kind: ImportKind, plan?: ImportOptions['plan']): OutgoingSheet {
  const { columns } = kindOf(kind).columns({ plan }).columns
  const named = columns.map(each => ({ ...each, head: each.heads[0] ?? '' }))
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
export async function subjectsOf(viewer: Viewer, kind: ImportKind): Promise<string[]> {
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
  return table ? (await db.all<{ title: string }>(table)).map(row => row.title) : []
}
