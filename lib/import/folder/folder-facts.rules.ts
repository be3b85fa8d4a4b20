import type { Pause } from '@/db/pause'
import { parseDayRange } from '@/lib/spreadsheet/days.rules'
import type { Cells, ImportKind, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { subjectSaid } from '@/lib/spreadsheet/new-subject.rules'
import { parseCount } from '@/lib/spreadsheet/numbers.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'

/** A meeting that a row names: of a ledger with its heads (参加人次), of a sign-in sheet without. */
export type Meeting = { day: string; title: string; host: string; code: string; heads: number | null }

/** What the files of a folder say, as far as they can contradict one another. */
export type FolderFacts = {
  ledgers: { path: string; meetings: Meeting[] }[]
  signed: { path: string; meetings: Meeting[] }[]
  planned: { path: string; exams: string[] }[]
  sat: { path: string; exams: string[] }[]
}

export const noFacts = (): FolderFacts => ({ ledgers: [], signed: [], planned: [], sat: [] })

/** Adds what a file says; its rows are not kept. */
export async function noteFacts(
  facts: FolderFacts,
  { path, kind, options }: { path: string; kind: ImportKind; options: ImportOptions },
  rows: readonly Cells[],
  pause: Pause,
): Promise<void> {
  if (kind === 'activities')
    facts.ledgers.push({ path, meetings: await meetingsIn(rows, options, isNotHeld, pause) })
  if (kind === 'attendance')
    facts.signed.push({ path, meetings: await meetingsIn(rows, options, () => false, pause) })
  if (kind === 'exams') facts.planned.push({ path, exams: titlesIn(rows, 'title') })
  if (kind === 'results')
    facts.sat.push({ path, exams: options.exam ? [subjectSaid(options.exam).title] : titlesIn(rows, 'exam') })
}

/** 计划, 取消, 延期: nobody signs in there. */
const isNotHeld = ({ state = '', status = '' }: Record<string, string>) =>
  /计划|安排|取消|延期/.test(state || status)

async function meetingsIn(
  rows: readonly Cells[],
  { year }: ImportOptions,
  isLeft: (cells: Record<string, string>) => boolean,
  pause: Pause,
): Promise<Meeting[]> {
  const found = new Map<string, Meeting>()
  for (const { cells } of rows) {
    await pause()
    const { date = '', title = '', code = '', host = '' } = cells
    if (isLeft(cells)) continue
    const read = parseDayRange(date, year)
    const day = read.ok ? read.fromDay : ''
    const heads = parseCount(cells.heads ?? '')
    const meeting = { day, title, host, code, heads: cells.heads && heads.ok ? heads.value : null }
    found.set(code ? `# ${code}` : [day, matchKey(title), matchKey(host)].join(' '), meeting)
  }
  return [...found.values()]
}

function titlesIn(rows: readonly Cells[], field: string): string[] {
  return [...new Set(rows.map(({ cells }) => cells[field] ?? '').filter(Boolean))]
}

/** Meetings that several ledgers name, with the names of the files. */
export function namedTwice({ ledgers }: FolderFacts): { meeting: Meeting; paths: string[] }[] {
  const by = new Map<string, { meeting: Meeting; paths: string[] }>()
  for (const { path, meetings } of ledgers)
    for (const meeting of meetings) {
      const key = [meeting.day, matchKey(meeting.title), matchKey(meeting.host)].join(' ')
      const before = by.get(key) ?? { meeting, paths: [] }
      if (!before.paths.includes(path)) before.paths.push(path)
      by.set(key, before)
    }
  return [...by.values()].filter(each => each.paths.length > 1)
}
