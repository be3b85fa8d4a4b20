import { and, asc, eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { exam } from '@/db/schema/exam'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import type { Day } from '@/lib/core/time'
import { itemsOpen } from '@/lib/plan/occurrences/open-items.sql'
import { proposedForAll } from '@/lib/plan/occurrences/proposed-item.rules'
import { isExamForm } from '@/lib/plan/plan.rules'

type Held = {
  what: 'activity' | 'exam'
  id: number
  title: string
  day: Day
  form: string
  unitName: string
  unitPath: string
  /** Whether it says who has to come: of what says nobody, joining makes nobody required. */
  hasAudience: boolean
}
/** Something held or arranged that is of no plan item, and the open one that it may be. */
export type Found = Held & { itemId: number; content: string; isSure: boolean }

const ANY_EXAM = '考试'

/**
 * Activities and exams of the plan's year that no plan item has, each with the open item of this plan that it fits, as an
 * importer would offer it: by unit, form and day, or by what its title says. For who may join them.
 */
export async function foundFor(
  viewer: Viewer,
  { id, unitPath, year }: { id: number; unitPath: string; year: number },
  on: On = db,
): Promise<Found[]> {
  const { items, open } = await itemsOpen(on, viewer)
  const own = new Set(items.map(item => item.id))
  const ofYear = open.filter(
    ({ item }) => item.year === year && item.kind !== 'workPoints' && own.has(item.id),
  )
  if (!ofYear.some(({ item }) => item.planId === id)) return []
  const held = await heldApart(viewer, { unitPath, year }, on)
  const fits = (what: Held['what']) => {
    const isExam = what === 'exam'
    return proposedForAll(
      held.filter(each => each.what === what),
      ofYear
        .filter(({ item }) => isExamForm(item.form) === isExam)
        // Whatever kind of examination the item says, an exam is of it.
        .map(each => (isExam ? { ...each, item: { ...each.item, form: ANY_EXAM } } : each)),
    )
  }
  return [...fits('activity'), ...fits('exam')]
    .filter(({ item }) => item.planId === id)
    .map(({ of, item, isSure }) => ({ ...of, itemId: item.id, content: item.content, isSure }))
    .sort((a, b) => a.day.localeCompare(b.day) || a.id - b.id)
}

async function heldApart(
  viewer: Viewer,
  { unitPath, year }: { unitPath: string; year: number },
  on: On,
): Promise<Held[]> {
  const span = sql`between ${`${year}-01-01`} and ${`${year}-12-31`}`
  const mine = and(isWithin(unit.path, unitPath), inScope(viewer, unit.path, 'organiser', 'administrator'))
  const [activities, exams] = await Promise.all([
    on
      .select({
        id: activity.id,
        title: activity.title,
        day: activity.day,
        form: activity.form,
        unitName: unit.name,
        unitPath: unit.path,
        hasAudience: sql<number>`${activity.audienceId} is not null`,
      })
      .from(activity)
      .innerJoin(unit, eq(unit.id, activity.hostUnitId))
      .where(
        sql`${activity.planItemId} is null and ${activity.day} ${span}
          and ${activity.status} not in ('draft', 'cancelled') and ${mine}`,
      )
      .orderBy(asc(activity.day), asc(activity.id))
      .limit(MOST),
    on
      .select({
        id: exam.id,
        title: exam.title,
        day: exam.closingDay,
        unitName: unit.name,
        unitPath: unit.path,
      })
      .from(exam)
      .innerJoin(unit, eq(unit.id, exam.hostUnitId))
      .where(
        sql`${exam.planItemId} is null and ${exam.closingDay} ${span} and ${exam.status} = 'scheduled' and ${mine}`,
      )
      .orderBy(asc(exam.closingDay), asc(exam.id))
      .limit(MOST),
  ])
  return [
    ...activities.map(each => ({ ...each, what: 'activity' as const, hasAudience: each.hasAudience === 1 })),
    ...exams.map(each => ({ ...each, what: 'exam' as const, form: ANY_EXAM, hasAudience: true })),
  ]
}
/** More than a street holds in a year. */
const MOST = 3000
