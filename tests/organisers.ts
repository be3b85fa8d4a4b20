import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { attendance } from '@/db/schema/attendance'
import { membership, person } from '@/db/schema/roster'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { markAttendance, markRest, undoRest } from '@/lib/attendance/attendance.commands'
import { rowHistory, sheetChanges, sheetOf } from '@/lib/attendance/attendance.queries'
import { type Mark, marks } from '@/lib/attendance/attendance.rules'
import { Conflict } from '@/lib/core/errors'
import { randomOf } from './random'
import { hasActivity, units } from './world'

export type Storm = { sent: number; conflicts: number; errors: unknown[]; astray: number[] }

/**
 * Two organisers on one sheet of `count` people: each marks the same rows at random from what its own page
 * knows, at times marks the rest and undoes it, and only sometimes receives the other's marks. `goes` says
 * whether to continue after a number of marks. `astray` lists the people whose row differs from the replayed
 * audit entries.
 */
export async function stormOn(
  viewers: [Viewer, Viewer],
  count: number,
  goes: (sent: number) => boolean,
  seed = 1,
): Promise<Storm> {
  await fill(count)
  const activityId = await hasActivity(viewers[0], { audienceWords: '司法所' })
  const storm: Storm = { sent: 0, conflicts: 0, errors: [], astray: [] }
  await Promise.all(viewers.map((viewer, at) => organise(viewer, activityId, goes, storm, seed + at)))
  const rows = await db.select().from(attendance).where(eq(attendance.activityId, activityId))
  for (const row of rows) {
    const { entries } = await rowHistory(viewers[0], activityId, row.personId)
    if (!isReplayed(row, entries)) storm.astray.push(row.personId)
  }
  return storm
}

type Row = typeof attendance.$inferSelect
type Entries = Awaited<ReturnType<typeof rowHistory>>['entries']

/**
 * Each entry starts from the state after the one before, the last one gives the present row, and there is a
 * version for each.
 */
export function isReplayed(row: Row, entries: Entries): boolean {
  let mark: Mark | null = null
  for (const { before, after } of entries) {
    if ((before?.mark ?? null) !== mark) return false
    mark = after.mark ?? null
  }
  return mark === row.mark && entries.length === row.version
}

async function organise(
  viewer: Viewer,
  activityId: number,
  goes: (sent: number) => boolean,
  storm: Storm,
  seed: number,
): Promise<void> {
  const random = randomOf(seed)
  const seen = new Map((await sheetOf(viewer, activityId)).rows.map(row => [row.personId, row.version]))
  const people = [...seen.keys()]
  const hear = async () => {
    for (const row of (await sheetChanges(viewer, activityId, 0)).rows) seen.set(row.personId, row.version)
  }
  while (goes(storm.sent)) {
    storm.sent++
    const personId = people[Math.floor(random() * people.length)] ?? 0
    try {
      if (random() < 0.02) {
        const rest = await markRest(viewer, { activityId, idempotencyKey: `${seed} ${random()}` })
        if (rest.ok && random() < 0.5) await undoRest(viewer, { activityId, at: rest.at })
      } else {
        const mark = random() < 0.1 ? null : (marks[Math.floor(random() * marks.length)] ?? null)
        const version = seen.get(personId) ?? 0
        const answer = await markAttendance(viewer, { activityId, personId, mark, version })
        if (answer.ok) seen.set(personId, answer.row.version)
        else storm.errors.push(answer)
      }
      if (random() < 0.05) await hear()
    } catch (error) {
      if (!(error instanceof Conflict)) storm.errors.push(error)
      else {
        storm.conflicts++
        seen.set(personId, (error.current as Row).version)
      }
    }
  }
}

/** Adds this many people to the 司法所. */
export async function fill(count: number): Promise<void> {
  await write(async tx => {
    const made = await tx
      .insert(person)
      .values(
        Array.from({ length: count }, (_, at) => ({ staffNo: `B${at}`, name: `并${at}`, initials: 'b' })),
      )
      .returning({ id: person.id })
    await tx
      .insert(membership)
      .values(made.map(({ id }) => ({ personId: id, unitId: units.justice, fromDay: '2022-01-01' })))
  })
}
