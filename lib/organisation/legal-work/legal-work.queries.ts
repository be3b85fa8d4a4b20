import { and, asc, eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { legalWork } from '@/db/schema/legal-work'
import { adviser, person, unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canAdminister, canOrganise, type Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { holdsOn } from '@/lib/core/interval'
import { type Day, yearOf } from '@/lib/core/time'

const columns = {
  id: legalWork.id,
  day: legalWork.day,
  kind: legalWork.kind,
  unitId: legalWork.unitId,
  unitName: unit.name,
  unitPath: unit.path,
  who: sql<string>`coalesce(${adviser.name}, ${person.name}, '')`,
  matter: legalWork.matter,
  paper: legalWork.paper,
  review: legalWork.review,
  reviewReason: legalWork.reviewReason,
  version: legalWork.version,
}

function works(on: On) {
  return on
    .select(columns)
    .from(legalWork)
    .innerJoin(unit, eq(unit.id, legalWork.unitId))
    .leftJoin(adviser, eq(adviser.id, legalWork.adviserId))
    .leftJoin(person, eq(person.id, legalWork.personId))
}

/** What advisers and leaders of the viewer's units took part in, by day. */
export async function worksOf(viewer: Viewer, year: number) {
  return works(db)
    .where(
      and(
        inScope(viewer, unit.path),
        sql`${legalWork.day} between ${`${year}-01-01`} and ${`${year}-12-31`}`,
      ),
    )
    .orderBy(asc(legalWork.day), asc(legalWork.id))
}
export type WorkRow = Awaited<ReturnType<typeof worksOf>>[number]

export async function workById(viewer: Viewer, id: number, on: On = db) {
  const [found] = await works(on).where(and(eq(legalWork.id, id), inScope(viewer, unit.path)))
  if (!found) throw new NotFound()
  return { ...found, mayChange: canOrganise(viewer, found.unitPath) }
}

/** The years with such records and the current one, newest first. */
export async function workYears(viewer: Viewer, today: Day): Promise<number[]> {
  const rows = await db
    .selectDistinct({ year: sql<number>`cast(substr(${legalWork.day}, 1, 4) as integer)` })
    .from(legalWork)
    .innerJoin(unit, eq(unit.id, legalWork.unitId))
    .where(inScope(viewer, unit.path))
  return [...new Set([yearOf(today), ...rows.map(row => row.year)])].sort((a, b) => b - a)
}

const ofAdviser = {
  id: adviser.id,
  name: adviser.name,
  firm: adviser.firm,
  phone: adviser.phone,
  unitId: adviser.unitId,
  unitName: unit.name,
  unitPath: unit.path,
  fromDay: adviser.fromDay,
  toDay: adviser.toDay,
  isFullTime: adviser.isFullTime,
  contract: adviser.contract,
  version: adviser.version,
}

/** The terms of the advisers of the viewer's units, those in office on the day first. */
export async function advisersOf(viewer: Viewer, today: Day) {
  const rows = await db
    .select(ofAdviser)
    .from(adviser)
    .innerJoin(unit, eq(unit.id, adviser.unitId))
    .where(inScope(viewer, unit.path))
    .orderBy(asc(unit.treeOrder), asc(adviser.fromDay), asc(adviser.id))
  return rows
    .map(row => ({
      ...row,
      inOffice: holdsOn(row, today),
      mayChange: canAdminister(viewer, row.unitPath),
    }))
    .sort((a, b) => Number(b.inOffice) - Number(a.inOffice))
}
export type AdviserRow = Awaited<ReturnType<typeof advisersOf>>[number]

export async function adviserById(viewer: Viewer, id: number, on: On = db) {
  const [found] = await on
    .select(ofAdviser)
    .from(adviser)
    .innerJoin(unit, eq(unit.id, adviser.unitId))
    .where(and(eq(adviser.id, id), inScope(viewer, unit.path)))
  if (!found) throw new NotFound()
  return { ...found, mayChange: canAdminister(viewer, found.unitPath) }
}
