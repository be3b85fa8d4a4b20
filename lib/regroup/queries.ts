import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { person, tag, unit } from '@/db/schema/roster'
import { inScope } from '../access/queries'
import type { Viewer } from '../access/rules'
import type { NamedPerson } from '../audience/commands'
import { audienceOf, dueOfMeaning, dueOn, knownWords } from '../audience/queries'
import { type Part, understandAudience } from '../audience/rules'

type Row = typeof activity.$inferSelect

export type Share = {
  unitId: number
  unitName: string
  count: number
  /** The people of this unit who are on the list, in words that mean them and nobody else, and what they mean. */
  words: string
  parts: Part[]
  /** Those of them who stand on the list as themselves: added, excused or invited. */
  people: NamedPerson[]
}

/** Who is on the list of an activity, unit by unit. */
export async function sharesOf(of: Row, on: On = db): Promise<Share[]> {
  if (of.audienceId === null) return []
  const [audience, due, known] = await Promise.all([
    audienceOf(of.audienceId, on),
    dueOn(of.audienceId, of.day, of.hostUnitId, on),
    knownWords(on),
  ])
  const unitIds = [...new Set(due.map(each => each.unitId))]
  const [units, tags, names] = await Promise.all([
    on
      .select({
        id: unit.id,
        name: unit.name,
        below: sql<number>`(select count(*) from unit c where c.parent_id = ${unit.id})`,
      })
      .from(unit)
      .where(inArray(unit.id, unitIds))
      .orderBy(unit.treeOrder),
    on.select({ id: tag.id, name: tag.name }).from(tag),
    on
      .select({ id: person.id, name: person.name })
      .from(person)
      .where(
        inArray(
          person.id,
          due.map(each => each.personId),
        ),
      ),
  ])
  const tagNames = tags
    .filter(each => audience.parts.some(part => part.tagId === each.id))
    .map(each => each.name)
  return Promise.all(
    units.map(async ({ id, name, below }) => {
      const here = due.filter(each => each.unitId === id)
      const people = audience.people
        .filter(each => here.some(one => one.personId === each.personId))
        .map(({ personId, how, reason }) => ({ personId, how, reason }))
      const invited = new Set(people.filter(each => each.how !== 'excused').map(each => each.personId))
      const meant = here.filter(each => !invited.has(each.personId)).map(each => each.personId)
      // A unit that has others below it would mean theirs too.
      const tries = below > 0 ? [] : [name, ...tagNames.map(word => `${name}${word}`)]
      const fitting = await firstFitting(tries, meant)
      const rest = fitting === null ? meant : []
      const byName = names.filter(each => rest.includes(each.id) || invited.has(each.id))
      const words = [...(fitting ? [fitting.words] : []), ...byName.map(each => each.name)]
      const added = rest.map(personId => ({ personId, how: 'added' as const, reason: null }))
      return {
        unitId: id,
        unitName: name,
        count: here.length,
        words: words.join('、'),
        parts: fitting?.parts ?? [],
        people: [...people, ...added],
      }
    }),
  )

  async function firstFitting(tries: string[], people: number[]) {
    if (people.length === 0) return null
    for (const words of tries) {
      const { unknown, ...meaning } = understandAudience(words, known)
      if (unknown.length > 0) continue
      const would = await dueOfMeaning(meaning, of.day, of.hostUnitId, on)
      if (would.length === people.length && would.every(each => people.includes(each.personId)))
        return { words, parts: meaning.parts }
    }
    return null
  }
}

/** Activities ahead that the viewer organises and into which this one could take its people, the nearest first. */
export async function mergeable(viewer: Viewer, of: Row, on: On = db) {
  return on
    .select({ id: activity.id, title: activity.title, day: activity.day, unitName: unit.name })
    .from(activity)
    .innerJoin(unit, eq(unit.id, activity.hostUnitId))
    .where(
      and(
        ne(activity.id, of.id),
        sql`${activity.status} in ('scheduled', 'postponed') and ${activity.deletedAt} is null`,
        sql`${activity.audienceId} is not null and ${activity.rollOpenedAt} is null`,
        sql`${activity.day} between date(${of.day}, '-62 days') and date(${of.day}, '+62 days')`,
        inScope(viewer, unit.path, 'organiser', 'administrator'),
      ),
    )
    .orderBy(sql`abs(julianday(${activity.day}) - julianday(${of.day}))`, activity.id)
    .limit(50)
}
