import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { type ImportKind, importKinds } from '@/lib/spreadsheet/importer.rules'
import { trimmed } from '@/lib/spreadsheet/match.rules'
import { type FileSheet, fileIn, type SheetRead } from '@/lib/spreadsheet/reading.rules'
import type { SaidOfFile } from '@/lib/spreadsheet/said.rules'
import { type Steps, sliced } from '@/lib/spreadsheet/steps.rules'
import { linesAbove } from '@/lib/spreadsheet/title.rules'
import { mayImport } from './import.queries'
import type { KindChoice, Looked, Seeming } from './kind.rules'
import { kindOf } from './kinds.import'
import { rememberedHeads } from './remembered-heads.sql'
import { unitWords } from './unit-words.sql'

/** Rows of a sheet that are looked at: the heads stand among the first. */
const LOOKED_AT = 40
/** What the heads of a turned sheet count. */
const TURNED = 2
const plans = ['officials', 'workPoints'] as const

type SaidOfKind = (kind: ImportKind) => SaidOfFile

/** What there is to see of each sheet, with each kind that it may be of those that the viewer may import. */
export async function looksOf(viewer: Viewer, sheets: FileSheet[], on: On, pause: Pause): Promise<Looked[]> {
  const kinds = importKinds.filter(kind => mayImport(viewer, kind))
  const remembered = new Map(
    await Promise.all(kinds.map(async kind => [kind, await rememberedHeads(on, kind)] as const)),
  )
  const units = await unitWords(on)
  const saidOf = (kind: ImportKind) => ({ answers: {}, remembered: remembered.get(kind) ?? new Map(), units })
  const looks: Looked[] = []
  for (const sheet of sheets) looks.push(await sliced(lookedAt(sheet, kinds, saidOf), pause))
  return looks
}

/** What there is to see of a sheet, the likeliest of the kinds first. */
export function* lookedAt(sheet: FileSheet, kinds: readonly ImportKind[], saidOf: SaidOfKind): Steps<Looked> {
  const top = firstRows(sheet)
  const choices = kinds.flatMap((kind): KindChoice[] =>
    kind === 'plan' ? plans.map(plan => ({ kind, plan })) : [{ kind }],
  )
  const all: Read[] = []
  for (const choice of choices) all.push(yield* readAs(top, choice, saidOf(choice.kind)))
  all.sort((a, b) => byLikelihood(a.seems, b.seems))
  const { rows, rowNumbers } = top.table
  const [best] = all
  const headRow = best?.seems.known ? best.read.headRow : null
  const index = headRow === null ? -1 : rowNumbers.indexOf(headRow)
  const heads = index === -1 ? [] : (best?.read.columns ?? []).map(each => each.head)
  const below = (pattern: RegExp, ...fields: string[]) => {
    const read = all
      .flatMap(each => each.read.columns)
      .find(each => each.field && fields.includes(each.field))
    if (read && best?.read.isForm) return read.samples
    const at = read?.at ?? best?.read.columns.find(each => pattern.test(each.head))?.at
    return at === undefined ? [] : rows.slice(index + 1).map(row => trimmed(row[at] ?? ''))
  }
  return {
    name: sheet.name,
    lines: linesAbove(top.table, index === -1 ? 3 : index),
    // Of heads in two lines the lower one alone may say it.
    heads: heads.flatMap(head => [...new Set([head, ...head.split(' ')])]),
    times: below(/月份|时间|日期/, 'date', 'time'),
    people: below(/姓名/, 'name'),
    things: below(/^项目$/, 'channel', 'item'),
    seeming: all.map(each => each.seems).filter(each => each.known > 0),
  }
}

type Read = { seems: Seeming; read: SheetRead }

function* readAs(sheet: FileSheet, { kind, plan }: KindChoice, said: SaidOfFile): Steps<Read> {
  const { sheets } = yield* fileIn([sheet], kindOf(kind).columns({ plan }), said)
  const [read] = sheets as [SheetRead]
  const known = read.columns.filter(each => each.field !== null || each.how === 'meeting').length
  const guessed = read.columns.filter(each => each.how === 'guessed').length
  const isWhole = read.missing.length === 0
  const fits = isWhole && read.lacks.length === 0
  return {
    read,
    seems: {
      kind,
      ...(plan ? { plan } : {}),
      fits,
      nearly: isWhole && !fits,
      known: known + guessed / 2 + (read.isTurned ? TURNED : 0),
    },
  }
}

/** The year that the lines above the heads name, of the sheets that are read; null where they name none, or several. */
export function* titledYear(sheets: FileSheet[], { kind, plan }: KindChoice): Steps<number | null> {
  const said = { answers: {}, remembered: new Map() }
  const { sheets: read } = yield* fileIn(sheets.map(firstRows), kindOf(kind).columns({ plan }), said)
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
