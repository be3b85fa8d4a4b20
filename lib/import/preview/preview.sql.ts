import { db } from '@/db/client'
import { type Pause, slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { allAsked, isForMany, isOfSheet } from '@/lib/import/asked.rules'
import type { Draft } from '@/lib/import/import.queries'
import type { Judgement } from '@/lib/import/judgement.queries'
import { kindOf } from '@/lib/import/kinds.import'
import { looksOf } from '@/lib/import/recognise.queries'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { type Item, itemsOf, rowsAsked, stateOf, tablesOf } from './preview-lines.rules'
import { rowsToChoose } from './reading-questions.rules'

/** Which part of a long preview is looked at. */
export type Look = {
  /** Single cells: in which state, of which field, which page. */
  state: 'all' | 'faulty' | 'doubtful' | 'said'
  field: string
  page: number
  /** The page of questions for many rows. */
  words: number
}

const ROWS_A_PAGE = 20
const WORDS_A_PAGE = 30
export type Preview = { draft: Draft; judgement: Judgement }

/** How the sheets of a file were read, with what else they may be. */
export async function sheetsRead(viewer: Viewer, { draft, judgement }: Preview, sheets: FileSheet[]) {
  const looks = await looksOf(viewer, sheets, db, slices())
  const { columns } = kindOf(draft.kind).columns(draft.options)
  return {
    sheets: judgement.reading.sheets.map((read, at) => ({
      ...read,
      at,
      seeming: looks[at]?.seeming ?? [],
      rowsToChoose: rowsToChoose(sheets[at], read.headRow),
    })),
    fields: columns.columns.map(({ field, heads }) => ({ field, head: heads[0] ?? field })),
  }
}

/**
 * What is asked, a page at a time: once for many rows, and of single cells in their rows. Of a long sheet it may be
 * thousands, so that others are let through between them.
 */
export async function questionsAsked(
  { draft, judgement }: Preview,
  look: Look,
  { readSheets, pause }: { readSheets(): Promise<FileSheet[]>; pause: Pause },
) {
  const faults = judgement.ok ? judgement.judged.faults : []
  const rows = new Map(judgement.reading.rows.map(each => [each.row, each.cells]))
  await pause()
  const asked = judgement.ok
    ? await sliced(
        allAsked(judgement.judged, row => rows.get(row)),
        pause,
      )
    : []
  const items = await sliced(itemsOf(asked, draft.said, draft.options.answers ?? {}), pause)
  const sorted = await sortedOut(items, look, pause)
  const many = sorted.many.sort(byCount)
  await pause()
  const lines = await sliced(rowsAsked(sorted.shown), pause)
  const pageOf = paged(lines, look.page, ROWS_A_PAGE)
  const words = paged(many, look.words, WORDS_A_PAGE)
  const sheets = pageOf.shown.length > 0 ? await readSheets() : []
  await pause()
  return {
    year: sorted.year,
    ofSheet: faults.filter(isOfSheet),
    words: { ...words, examples: examplesOf(words.shown, judgement) },
    many: sorted.counts.many,
    cells: {
      ...pageOf,
      tables: tablesOf(pageOf.shown, sheets, { read: judgement.reading.sheets, mending: draft.mending }),
    },
    single: sorted.counts.single,
    fields: [...sorted.fields].map(([field, count]) => ({ field, count })),
  }
}

/** Those for many rows, the single ones that are looked at, and how many there are of each. */
async function sortedOut(items: Item[], look: Look, pause: Pause) {
  const found = {
    year: null as Item | null,
    many: [] as Item[],
    shown: [] as Item[],
    counts: { many: none(), single: none() },
    fields: new Map<string, number>(),
  }
  for (const each of items) {
    await pause()
    const { row, field } = each.first
    if (row === 0) continue
    if (isOfYear(each)) {
      found.year ??= each
      continue
    }
    const state = stateOf(each)
    const counts = isForMany(each) ? found.counts.many : found.counts.single
    counts.all++
    counts[state]++
    if (each.isOpen) counts.open++
    if (isForMany(each)) {
      found.many.push(each)
      continue
    }
    if (field) found.fields.set(field, (found.fields.get(field) ?? 0) + 1)
    if ((look.state === 'all' || state === look.state) && (look.field === '' || field === look.field))
      found.shown.push(each)
  }
  return found
}

const none = () => ({ all: 0, faulty: 0, doubtful: 0, said: 0, open: 0 })

/** The year of all days without one is asked with the columns. */
const isOfYear = ({ key }: Item) => key === 'year'

const byCount = (a: Item, b: Item) => Number(b.isOpen) - Number(a.isOpen) || b.rows.length - a.rows.length

function paged<T>(all: T[], asked: number, size: number) {
  const pages = Math.max(1, Math.ceil(all.length / size))
  const page = Math.min(Math.max(1, asked), pages)
  return { shown: all.slice((page - 1) * size, page * size), page, pages, total: all.length }
}

const EXAMPLES = 3

/** A few of the rows that ask the same, in words: who or what they are about. */
function examplesOf(items: Item[], { reading }: Judgement): Map<string, string[]> {
  const wanted = new Set(items.flatMap(each => each.rows.slice(0, EXAMPLES)))
  const texts = new Map<number, string>()
  for (const { row, cells } of reading.rows) {
    if (!wanted.has(row)) continue
    const about = ['name', 'staffNo', 'title', 'content', 'date'].flatMap(field => cells[field] || [])
    texts.set(row, about.slice(0, 2).join(' ').slice(0, 30))
  }
  return new Map(
    items.map(({ key, rows, text }) => [
      key,
      rows.slice(0, EXAMPLES).flatMap(row => (texts.get(row) === text ? [] : texts.get(row) || [])),
    ]),
  )
}

/** The first rows set aside, with the beginning of their cells. */
export async function asideOf(draft: Draft): Promise<{ row: number; text: string }[]> {
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
