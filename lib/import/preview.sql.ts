import { db } from '@/db/client'
import { slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import { allAsked, isForMany, isOfSheet } from './asked.rules'
import type { Draft } from './import.queries'
import type { Judgement } from './judgement.queries'
import { kindOf } from './kinds.import'
import { type Item, itemsOf, rowsAsked, stateOf, tablesOf } from './preview-lines.rules'
import { rowsToChoose } from './reading-questions.rules'
import { seemingOf } from './recognise.queries'

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
export async function sheetsRead(viewer: Viewer, { draft, judgement }: Preview) {
  const sheets = await draft.readSheets(db, slices())
  const seeming = await seemingOf(viewer, sheets, db)
  const { columns } = kindOf(draft.kind).columns(draft.options)
  return {
    sheets: judgement.reading.sheets.map((read, at) => ({
      ...read,
      at,
      seeming: seeming[at] ?? [],
      rowsToChoose: rowsToChoose(sheets[at], read.headRow),
    })),
    fields: columns.columns.map(({ field, heads }) => ({ field, head: heads[0] ?? field })),
  }
}

/** What is asked, a page at a time: once for many rows, and of single cells in their rows. */
export async function questionsAsked({ draft, judgement }: Preview, look: Look) {
  const faults = judgement.ok ? judgement.judged.faults : []
  const rows = new Map(judgement.reading.rows.map(each => [each.row, each.cells]))
  const asked = judgement.ok ? allAsked(judgement.judged, row => rows.get(row)) : []
  const items = itemsOf(asked, draft.said, draft.options.answers ?? {}).filter(each => each.first.row !== 0)
  const many = items.filter(each => isForMany(each) && !isOfYear(each)).sort(byCount)
  const single = items.filter(each => !isForMany(each) && !isOfYear(each))
  const shown = single.filter(
    each =>
      (look.state === 'all' || stateOf(each) === look.state) &&
      (look.field === '' || each.first.field === look.field),
  )
  const lines = rowsAsked(shown)
  const pageOf = paged(lines, look.page, ROWS_A_PAGE)
  const words = paged(many, look.words, WORDS_A_PAGE)
  const sheets = pageOf.shown.length > 0 ? await draft.readSheets(db, slices()) : []
  return {
    year: items.find(isOfYear) ?? null,
    ofSheet: faults.filter(isOfSheet),
    words: { ...words, examples: examplesOf(words.shown, judgement) },
    many: countsOf(many),
    cells: {
      ...pageOf,
      tables: tablesOf(pageOf.shown, sheets, { read: judgement.reading.sheets, mending: draft.mending }),
    },
    single: countsOf(single),
    fields: fieldsOf(single),
  }
}

/** The year of all days without one is asked with the columns. */
const isOfYear = ({ key }: Item) => key === 'year'

const byCount = (a: Item, b: Item) => Number(b.isOpen) - Number(a.isOpen) || b.rows.length - a.rows.length

function paged<T>(all: T[], asked: number, size: number) {
  const pages = Math.max(1, Math.ceil(all.length / size))
  const page = Math.min(Math.max(1, asked), pages)
  return { shown: all.slice((page - 1) * size, page * size), page, pages, total: all.length }
}

function countsOf(items: Item[]) {
  const count = (state: ReturnType<typeof stateOf>) => items.filter(each => stateOf(each) === state).length
  return {
    all: items.length,
    faulty: count('faulty'),
    doubtful: count('doubtful'),
    said: count('said'),
    open: items.filter(each => each.isOpen).length,
  }
}

function fieldsOf(items: Item[]): { field: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { first } of items) if (first.field) counts.set(first.field, (counts.get(first.field) ?? 0) + 1)
  return [...counts].map(([field, count]) => ({ field, count }))
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
