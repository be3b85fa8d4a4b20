import { and, eq, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import type { Filter } from './counting.sql'
import { figuresIn, type Grouping } from './facts.rules'
import { factsOf } from './facts.sql'
import { putKept } from './kept.rules'
import { keptUnder, lockOver } from './kept.sql'
import { type FiguresBy, type Part, partsOf, withSound } from './parts.rules'
import { type FigureCode, type Figures, figureCodes } from './rate.rules'
import { isTouched, type ReadPart, type Reads, type Touches } from './touched.rules'
import { touchesOfDamage } from './touched.sql'

export type { Grouping } from './facts.rules'

/** `isDefaultDay`: nobody named the as-of day, so that a locked year is shown as of the day of its lock. */
export type Asked = { unitId?: number; isDefaultDay?: boolean } & Pick<
  Filter,
  | 'from'
  | 'to'
  | 'asOf'
  | 'alone'
  | 'month'
  | 'form'
  | 'personId'
  | 'examId'
  | 'activityId'
  | 'tagId'
  | 'withoutTagId'
  | 'topicId'
  | 'isLive'
>

/** The filter for a viewer: a unit in the scope, or the viewer's own person. Throws NotFound otherwise. */
export async function filterFor(
  viewer: Viewer,
  { unitId, isDefaultDay, ...asked }: Asked,
  on: On = db,
): Promise<Filter & { unitName: string; unitId: number }> {
  const isOwn = asked.personId !== undefined && asked.personId === viewer.personId
  const [found] = await on
    .select()
    .from(unit)
    .where(
      and(
        unitId === undefined ? undefined : eq(unit.id, unitId),
        isOwn ? undefined : inScope(viewer, unit.path),
      ),
    )
    .orderBy(unit.treeOrder)
    .limit(1)
  if (!found) throw new NotFound()
  if (asked.personId !== undefined && !isOwn) {
    // A person who never belonged to the unit is not found, whatever the figures would be.
    const [belongs] = await on.all(sql`
      select 1 from membership m join unit on unit.id = m.unit_id
      where m.person_id = ${asked.personId} and ${inScope(viewer, unit.path)} limit 1`)
    if (!belongs) throw new NotFound()
  }
  const lock = isDefaultDay ? await lockOver({ ...asked, unitPath: found.path }, on) : null
  const day = lock?.asOf ?? asked.asOf
  // A day after today has no state yet.
  const today = dayOf(now())
  const asOf = day < today ? day : today
  const filter = { ...asked, asOf, unitPath: found.path } as Filter
  return { ...filter, unitId: found.id, unitName: found.name }
}

/**
 * Every figure under the filter, one entry per group; `[]` makes one group with the key `''`. Keys are joined
 * by `|`. With `only` the figures of other parts may be missing.
 */
export async function figuresBy(
  filter: Filter,
  groups: Grouping[],
  on: On = db,
  only?: Part[],
): Promise<FiguresBy> {
  return (await readingOf(filter, on, only)).by(groups)
}

/** What the figures under a filter count, read once for figures of any groups. */
export async function readingOf(filter: Filter, on: On = db, only?: Part[]) {
  const [facts, kept, touches] = await Promise.all([
    factsOf(filter, on, only),
    keptUnder(filter, on),
    touchesOfDamage(on),
  ])
  return {
    facts,
    /** As `figuresBy`; `alone`: of 本级 within the filter. */
    by(groups: Grouping[], { alone = filter.alone } = {}): FiguresBy {
      const found = figuresIn(facts, groups, { alone })
      const isCounted = (code: FigureCode) => !only || partsOf[code].every(part => only.includes(part))
      if (kept) putKept(found, kept, { ...filter, unitId: facts.unitId, alone }, groups, isCounted)
      if (touches !== null) {
        found.soundOf = key => soundIn(touches, narrowed({ ...filter, alone }, groups, key))
        for (const [name, figures] of found) withSound(figures, found.soundOf(name))
      }
      return found
    },
  }
}

/** What the figures of one group are of. */
function narrowed(filter: Filter, groups: Grouping[], key: string): Omit<Reads, 'parts'> {
  const parts = key.split('|')
  const of = (group: Grouping) => (groups.includes(group) ? parts[groups.indexOf(group)] : undefined)
  const [unit, person] = [of('unit'), of('person')]
  return {
    unitId: Number(unit ?? filter.unitPath.split('/').at(-2)),
    alone: filter.alone,
    from: filter.from,
    to: filter.to,
    month: of('month') ?? filter.month,
    personId: person === undefined ? filter.personId : Number(person),
  }
}

function soundIn(touches: Touches, figure: Omit<Reads, 'parts'>): FigureCode[] {
  return figureCodes.filter(code => !isTouched(touches, { ...figure, parts: partsOf[code] }))
}

/** Whether figures under the filter that read these parts read nothing of what is damaged; undefined while nothing is. */
export async function areSound(filter: Filter, parts: ReadPart[], on: On = db): Promise<boolean | undefined> {
  const touches = await touchesOfDamage(on)
  // What is damaged of a person may be the tag, which no other figure of a unit reads.
  if (touches !== null && (filter.tagId || filter.withoutTagId)) return false
  return touches === null ? undefined : !isTouched(touches, { ...narrowed(filter, [], ''), parts })
}

/** All figures of one unit and its subtree. */
export async function figuresOf(filter: Filter, on: On = db): Promise<Figures> {
  return (await figuresBy(filter, [], on)).at('')
}
