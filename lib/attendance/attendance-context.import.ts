import { and, gt, isNull, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { membership } from '@/db/schema/roster'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.rules'
import { now } from '@/lib/core/clock'
import { gathered } from '@/lib/core/gathered'
import { holdsOn } from '@/lib/core/interval'
import { type Day, dayOf } from '@/lib/core/time'
import { type Known, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { type LockedYears, lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import { formsOf, publicFormsOf } from '@/lib/organisation/settings/setting.queries'
import type { Cells, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { cleanName, matchKey } from '@/lib/spreadsheet/text.rules'
import { type Activity, type Meetings, meetingKey } from './attendance-meeting.import'

export type Row = typeof attendance.$inferSelect
export type Context = Meetings & {
  rows: Map<string, Row>
  homes: Map<number, { unitId: number; fromDay: Day; toDay: Day | null; isPrimary: boolean }[]>
  locked: LockedYears
  /** Who had to come to a meeting that stands in the sheet alone: whom it names. */
  due: Map<number, Set<number>>
}

/** What a sign-in sheet is judged against. */
export async function loadContext(
  on: On,
  viewer: Viewer,
  options: ImportOptions,
  pause: Pause,
): Promise<Context> {
  const [known, locked, forms, publicForms, activities, rows, memberships] = await Promise.all([
    loadKnown(on, { ...options, kind: 'attendance' }, pause),
    lockedYears(on),
    formsOf(on),
    publicFormsOf(on),
    paged<Activity>(pause, (last, limit) =>
      on
        .select()
        .from(activity)
        .where(and(isNull(activity.deletedAt), gt(activity.id, last?.id ?? 0)))
        .orderBy(activity.id)
        .limit(limit),
    ),
    paged<Row>(pause, (last, limit) =>
      on
        .select()
        .from(attendance)
        .where(
          sql`(${attendance.activityId}, ${attendance.personId}) > (${last?.activityId ?? 0}, ${last?.personId ?? 0})`,
        )
        .orderBy(attendance.activityId, attendance.personId)
        .limit(limit),
    ),
    paged<typeof membership.$inferSelect>(pause, (last, limit) =>
      on
        .select()
        .from(membership)
        .where(gt(membership.id, last?.id ?? 0))
        .orderBy(membership.id)
        .limit(limit),
    ),
  ])
  await pause()
  const homes = gathered(memberships, each => each.personId)
  await pause()
  const listOf = listsOf(known, rows)
  const names = new Set([...homes.keys()].map(id => nameKey(known.nameOf(id))))
  await pause()
  return {
    known,
    hosts: new Map(known.units.map(each => [each.id, each.path])),
    activities,
    forms,
    publicForms,
    named: new Map(),
    said: new Map(),
    listOf,
    namesOfHost: hostNames(known, homes, listOf),
    names,
    meant: new Map(),
    made: new Map(),
    offers: [],
    rows: new Map(rows.map(each => [`${each.activityId}/${each.personId}`, each])),
    homes,
    locked,
    due: new Map(),
    today: dayOf(now()),
    viewer,
    options,
  }
}

function listsOf(known: Known, rows: Row[]): Context['listOf'] {
  const kept = new Map<number, ReadonlySet<string>>()
  return activityId => {
    const before = kept.get(activityId)
    if (before) return before
    const listed = rows.filter(
      each => each.activityId === activityId && each.standing !== 'withdrawn' && each.standing !== 'walkIn',
    )
    const names = new Set(listed.map(each => nameKey(known.nameOf(each.personId))))
    kept.set(activityId, names)
    return names
  }
}

/** Where a list says who had to come, those of the host's own office; else of all that belongs to it. */
function hostNames(known: Known, homes: Context['homes'], listOf: Context['listOf']): Context['namesOfHost'] {
  const isOwnOffice = (unitId: number, hostId: number): boolean => {
    for (let at = known.unitById(unitId); at; at = known.unitById(at.parentId ?? 0)) {
      if (at.id === hostId) return true
      if (at.kind !== 'department') return false
    }
    return false
  }
  return ({ id, day, hostUnitId }) => {
    const path = known.unitById(hostUnitId)?.path ?? ''
    const isListed = listOf(id).size > 0
    const isOf = (unitId: number) =>
      isListed ? isOwnOffice(unitId, hostUnitId) : isWithin(known.unitById(unitId)?.path ?? '', path)
    const names = new Set<string>()
    for (const [personId, held] of homes)
      if (held.some(each => holdsOn(each, day) && isOf(each.unitId)))
        names.add(nameKey(known.nameOf(personId)))
    return names
  }
}

const nameKey = (name: string) => matchKey(cleanName(name))

/** Puts down whom the sheet names for each of its meetings. */
export async function noteNames(
  { named, said }: Context,
  rows: readonly Cells[],
  pause: Pause,
): Promise<void> {
  for (const { cells } of rows) {
    await pause()
    if (!cells.name) continue
    const key = meetingKey(cells)
    const names = named.get(key)
    if (!names) said.set(key, cells)
    if (names) names.push(nameKey(cells.name))
    else named.set(key, [nameKey(cells.name)])
  }
}

/** The unit of a person on a day: the primary one, else the one that began last. */
export function unitOn({ homes }: Context, personId: number, day: Day): number | null {
  const there = (homes.get(personId) ?? []).filter(
    each => each.fromDay <= day && (each.toDay === null || each.toDay >= day),
  )
  const [first] = there.sort(
    (a, b) => Number(b.isPrimary) - Number(a.isPrimary) || b.fromDay.localeCompare(a.fromDay),
  )
  return first?.unitId ?? null
}
