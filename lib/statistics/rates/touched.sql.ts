import { type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { type Change, damage, type Finding, hasWholeStructure } from '@/db/damage'
import { reachCtes } from '@/lib/access/unit-place.sql'
import type { Day } from '@/lib/core/time'
import { isTouched, type ReadPart, type Reads, type Touch, type Touches } from './touched.rules'

/*
 * What the damage that was found touches. The sum of a scope proves the rest of it where the one changed value is
 * known: then day, unit and person of that row say which figures read it. Otherwise any figure that reads tables of
 * that kind may be wrong, and where structure or schema is damaged, every figure.
 */

/** From so many findings on a check tells no more of them (db/check.worker.mjs). */
const MOST_TOLD = 200

const ofRolls = ['rows', 'topics', 'online', 'awaiting', 'ended'] as const
const ofActivities = [...ofRolls, 'held'] as const
const ofPeople = [...ofRolls, 'exams'] as const

let known: { of: Finding[]; isWhole: boolean; touches: Promise<Touches> } | undefined

/** Null while nothing is damaged. */
export async function touchesOfDamage(on: On = db): Promise<Touches | null> {
  const of = damage()
  if (of.length === 0) return null
  const isWhole = hasWholeStructure()
  if (known?.of !== of || known.isWhole !== isWhole)
    known = {
      of,
      isWhole,
      touches: isWhole ? touchesOf(of, on).catch(() => 'all' as const) : Promise.resolve('all'),
    }
  return known.touches
}

/** Whether a figure reads nothing of what is damaged; undefined while nothing is. */
export async function isSound(figure: Reads, on: On = db): Promise<boolean | undefined> {
  const touches = await touchesOfDamage(on)
  return touches === null ? undefined : !isTouched(touches, figure)
}

async function touchesOf(findings: Finding[], on: On): Promise<Touches> {
  if (findings.length >= MOST_TOLD) return 'all'
  const touches: Touch[] = []
  for (const finding of findings) {
    const found = finding.kind === 'rows' ? await touchesOfScope(finding.scope, finding.change, on) : null
    if (found === null) return 'all'
    touches.push(...found)
  }
  return touches
}

async function touchesOfScope(scope: string, change: Change | null, on: On): Promise<Touch[] | null> {
  const [kind, text = ''] = scope.split(/:(.*)/s)
  const id = Number(text)
  if (kind === 'channel') return [anywhere(['ledger'])]
  if (!Number.isSafeInteger(id) || id <= 0) return null
  // A row that came or went, or another key: it may have been anywhere.
  const seen = change !== null && change.column !== null && !isKey(change) ? change : null
  switch (kind) {
    case 'activity':
      return (seen && (await ofActivity(id, seen, on))) ?? [anywhere([...ofActivities, 'plan'])]
    case 'exam':
      return (seen && (await ofExam(id, seen, on))) ?? [anywhere(['exams', 'plan'])]
    case 'person':
      // No figure of a unit reads anything of a person but that the row is there.
      return seen
        ? [{ ...anywhere(ofPeople), people: new Set([id]), onlyOfPeople: true }]
        : [anywhere(ofPeople)]
    case 'plan':
    case 'planItem':
      return [anywhere(['plan'])]
    case 'adviser':
      return [{ ...anywhere(['advisers']), units: await unitsFrom([id], on) }]
    case 'legalWork':
      return [{ ...anywhere(['legalWork']), units: await unitsFrom([id], on) }]
    case 'output':
      return [{ ...anywhere(['ledger']), units: await unitsFrom([id], on) }]
    case 'otherFigure':
      return [{ ...anywhere(['typed']), units: await unitsFrom([id], on) }]
    case 'lockedYear':
      return [{ ...anywhere(['kept']), units: await unitsFrom([id], on) }]
    // A final report keeps its figures; no other reads them.
    case 'report':
      return []
    default:
      return null
  }
}

function anywhere(parts: readonly ReadPart[]): Touch {
  return { parts, units: null, days: null, people: null }
}

function isKey({ column, key }: Change): boolean {
  return column === null || column === 'id' || column in key
}

async function ofActivity(id: number, change: Change, on: On): Promise<Touch[] | null> {
  const [found] = await on.all<{ day: Day; host: number }>(
    sql`select day, host_unit_id as host from activity where id = ${id}`,
  )
  if (!found) return null
  if (change.table === 'attendance') {
    const person = idIn(change.key.person_id)
    const unit = await unitOfRow(sql`attendance where activity_id = ${id} and person_id = ${person}`, on)
    if (person === null || unit === null) return null
    const units = await unitsFrom([unit, ...bothOf(change, 'unit_id').map(Number)], on, [found.day])
    return [{ parts: ofRolls, units, days: [found.day], people: new Set([person]) }]
  }
  const listed = await unitsOfRows(sql`attendance where activity_id = ${id}`, on)
  const isOfActivity = change.table === 'activity'
  const hosts = [found.host, ...(isOfActivity ? bothOf(change, 'host_unit_id').map(Number) : [])]
  const days = [found.day, ...(isOfActivity ? bothOf(change, 'day').map(String) : [])]
  return [
    { parts: ofActivities, units: await unitsFrom([...hosts, ...listed], on, days), days, people: null },
    // An item of a plan belongs to its own unit.
    { ...anywhere(['plan']), days },
  ]
}

async function ofExam(id: number, change: Change, on: On): Promise<Touch[] | null> {
  const [found] = await on.all<{ day: Day }>(sql`select closing_day as day from exam where id = ${id}`)
  if (!found) return null
  if (change.table === 'exam_candidate') {
    const person = idIn(change.key.person_id)
    const unit = await unitOfRow(sql`exam_candidate where exam_id = ${id} and person_id = ${person}`, on)
    if (person === null || unit === null) return null
    const units = await unitsFrom([unit, ...bothOf(change, 'unit_id').map(Number)], on, [found.day])
    return [{ parts: ['exams'], units, days: [found.day], people: new Set([person]) }]
  }
  const days = [found.day, ...(change.table === 'exam' ? bothOf(change, 'closing_day').map(String) : [])]
  const units = await unitsFrom(await unitsOfRows(sql`exam_candidate where exam_id = ${id}`, on), on, days)
  return [
    { parts: ['exams'], units, days, people: null },
    { ...anywhere(['plan']), days },
  ]
}

/** What stands in the column and stood in it before, where it is the changed one. */
function bothOf({ column, now, before }: Change, of: string): (string | number)[] {
  return column === of ? [now, before].filter(each => each !== null) : []
}

function idIn(value: string | number | undefined): number | null {
  return typeof value === 'number' ? value : null
}

async function unitOfRow(from: SQL, on: On): Promise<number | null> {
  return (await unitsOfRows(from, on))[0] ?? null
}

async function unitsOfRows(from: SQL, on: On): Promise<number[]> {
  const rows = await on.all<{ id: number }>(sql`select distinct unit_id as id from ${from}`)
  return rows.map(row => row.id)
}

/** The units, and those above them on one of the days, or on any. */
async function unitsFrom(leafs: number[], on: On, days?: string[]): Promise<Touch['units']> {
  const then = sql`exists (select 1 from json_each(${JSON.stringify(days ?? [])}) d where d.value between from_day and to_day)`
  const reached = await on.all<{ id: number }>(sql`
    with recursive ${reachCtes} select distinct id from reach
    where leaf in (select value from json_each(${JSON.stringify(leafs)})) and ${days ? then : sql`true`}`)
  return { leafs: new Set(leafs), all: new Set([...leafs, ...reached.map(each => each.id)]) }
}
