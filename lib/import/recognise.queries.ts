import type { On } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { type ImportKind, type ImportOptions, importKinds } from '@/lib/spreadsheet/importer.rules'
import { type FileSheet, fileIn } from '@/lib/spreadsheet/reading.rules'
import type { SaidOfFile } from '@/lib/spreadsheet/said.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'
import { mayImport } from './import.queries'
import { kindOf } from './kinds.import'
import { rememberedHeads } from './remembered-heads.sql'
import { unitWords } from './unit-words.sql'

/** A kind that a sheet may be; `fits` where no required head is missing. */
export type Seeming = { kind: ImportKind; plan?: ImportOptions['plan']; fits: boolean; known: number }

/** Rows of a sheet that are looked at: the heads stand among the first. */
const LOOKED_AT = 40
const plans = ['officials', 'workPoints'] as const

/** What each sheet seems to be, of the kinds that the viewer may import, the likeliest first. */
export async function seemingOf(viewer: Viewer, sheets: FileSheet[], on: On): Promise<Seeming[][]> {
  const kinds = importKinds.filter(kind => mayImport(viewer, kind))
  const remembered = new Map(
    await Promise.all(kinds.map(async kind => [kind, await rememberedHeads(on, kind)] as const)),
  )
  const units = await unitWords(on)
  return sheets.map(sheet => {
    const top = firstRows(sheet)
    const all = kinds.flatMap(kind => {
      const said = { answers: {}, remembered: remembered.get(kind) ?? new Map(), units }
      return kind === 'plan'
        ? plans.map(plan => seems(top, { kind, plan }, said))
        : [seems(top, { kind }, said)]
    })
    return all.filter(each => each.known > 0).sort(byLikelihood)
  })
}

/** What the file as a whole most likely is: the kind of the sheet that looks most like one. */
export function likeliestOf(seeming: Seeming[][]): Seeming | null {
  return seeming.flatMap(each => each.slice(0, 1)).sort(byLikelihood)[0] ?? null
}

function seems(sheet: FileSheet, { kind, plan }: Pick<Seeming, 'kind' | 'plan'>, said: SaidOfFile): Seeming {
  const [read] = finished(fileIn([sheet], kindOf(kind).columns({ plan }), said)).sheets
  const columns = read?.columns ?? []
  const known = columns.filter(each => each.field !== null || each.how === 'meeting').length
  const guessed = columns.filter(each => each.how === 'guessed').length
  return {
    kind,
    ...(plan ? { plan } : {}),
    fits: read?.missing.length === 0 && read.lacks.length === 0,
    known: known + guessed / 2,
  }
}

/** The year that the lines above the heads name, of the sheets that are read; null where they name none, or several. */
export function titledYear(
  sheets: FileSheet[],
  { kind, plan }: Pick<Seeming, 'kind' | 'plan'>,
): number | null {
  const said = { answers: {}, remembered: new Map() }
  const { sheets: read } = finished(fileIn(sheets.map(firstRows), kindOf(kind).columns({ plan }), said))
  const years = new Set(read.flatMap(each => (each.isRead && each.title.year ? [each.title.year] : [])))
  const [year] = years
  return years.size === 1 && year !== undefined ? year : null
}

function firstRows({ table, ...sheet }: FileSheet): FileSheet {
  const rowNumbers = table.rowNumbers.slice(0, LOOKED_AT)
  return { ...sheet, table: { ...table, rows: table.rows.slice(0, LOOKED_AT), rowNumbers } }
}

function byLikelihood(a: Seeming, b: Seeming): number {
  return Number(b.fits) - Number(a.fits) || b.known - a.known
}
