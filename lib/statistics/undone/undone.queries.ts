import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import { visibleActivityIds, visibleExamIds } from '@/lib/plan/visible.sql'
import { undoneOf } from '@/lib/statistics/goal/goal.queries'
import { undoneRows } from '@/lib/statistics/goal/undone.sql'
import { type Filter, scopeCte } from '@/lib/statistics/rates/counting.sql'
import { type Asked, filterFor } from '@/lib/statistics/rates/rate.queries'
import { runningRows } from './running.sql'
import { byUnit, firstUnit, inOrderToSpeak, stateOf, stillUndone, type UndoneState } from './undone.rules'

const inOrder: Record<UndoneState, number> = { open: 0, late: 1, past: 2 }

/**
 * 未完成人员 of the viewer's scope: meetings, online studies and exams that people were required for and have not done,
 * as the rates count them on the day, and those that are still running.
 */
export async function undoneFor(viewer: Viewer, asked: Asked) {
  const filter = await filterFor(viewer, asked)
  const [all, seen] = await Promise.all([undoneUnder(filter), seenBy(viewer)])
  // What the street holds and the viewer is not on the list of, the viewer does not open.
  const mayOpen = ({ kind, id }: UndoneRow) => seen.has(`${kind === 'exam' ? 'exam' : 'activity'}/${id}`)
  return { filter, all: all.map(each => ({ ...each, mayOpen: mayOpen(each) })) }
}
export type UndoneShown = Awaited<ReturnType<typeof undoneFor>>['all'][number]

async function seenBy(viewer: Viewer): Promise<Set<string>> {
  const rows = await db.all<{ what: string }>(sql`
    select 'activity/' || id as what from activity where id in ${visibleActivityIds(viewer)}
    union all select 'exam/' || id from exam where id in ${visibleExamIds(viewer)}`)
  return new Set(rows.map(each => each.what))
}

/** What can be done in time first, then by last day. */
export async function undoneUnder(filter: Filter) {
  const [meetings, studies, exams, running] = await Promise.all([
    undoneOf(filter, 'participationRate'),
    undoneOf(filter, 'onlineStudyRate'),
    undoneOf(filter, 'examParticipationRate'),
    undoneRows(scopeCte(filter), runningRows(filter)),
  ])
  const last = (until: string | null) => until ?? '9999-12-31'
  return stillUndone([...meetings, ...studies, ...exams, ...running])
    .map(each => ({ ...each, state: stateOf(each, filter.asOf) }))
    .sort((a, b) => inOrder[a.state] - inOrder[b.state] || last(a.until).localeCompare(last(b.until)))
}
export type UndoneRow = Awaited<ReturnType<typeof undoneUnder>>[number]

/** What is undone by unit, in the order in which to speak to them, and the first. */
export function unitsToSpeakTo(rows: UndoneRow[], asOf: string) {
  const units = inOrderToSpeak(byUnit(rows, asOf))
  return { units, first: firstUnit(units) }
}
