import type { RandomWorld } from './rate-world'

/** Who is on a list by its audience, and through which unit, with the roster of `day`. */
export function dueOn(
  world: RandomWorld,
  {
    audienceUnitId,
    day,
    status,
  }: Pick<RandomWorld['activities'][number], 'audienceUnitId' | 'day' | 'status'>,
) {
  if (audienceUnitId === null || status === 'draft') return []
  return world.people.flatMap(personId => {
    const [through] = world.memberships
      .map((each, at) => ({ ...each, at }))
      .filter(
        each =>
          each.personId === personId && each.fromDay <= day && (each.toDay === null || day <= each.toDay),
      )
      .filter(each => isBelow(world, each.unitId, audienceUnitId, day))
      .sort(
        (a, b) =>
          Number(b.isPrimary) - Number(a.isPrimary) || b.fromDay.localeCompare(a.fromDay) || b.at - a.at,
      )
    return through ? [{ personId, unitId: through.unitId }] : []
  })
}

/** Whether the unit was the one above, or below it, on the day. */
export function isBelow(world: RandomWorld, unitId: number, aboveId: number, day: string): boolean {
  if (unitId === aboveId) return true
  const places = world.places.filter(each => each.unitId === unitId && each.toDay >= day)
  const [then] = places.sort((a, b) => a.toDay.localeCompare(b.toDay))
  const parentId = then ? then.parentId : world.units.find(each => each.id === unitId)?.parentId
  return parentId != null && isBelow(world, parentId, aboveId, day)
}

/** Whether a row of the unit on the day is in the figure of `unitId`, as a part of the figure of `withinId`. */
export function isIn(
  world: RandomWorld,
  rowUnitId: number,
  { unitId, withinId = unitId }: { unitId: number; withinId?: number },
  day: string,
): boolean {
  return isBelow(world, rowUnitId, unitId, day) && isBelow(world, unitId, withinId, day)
}

export const fraction = (numerator: number, denominator: number) => ({ numerator, denominator })
export const sum = (values: number[]) => values.reduce((total, each) => total + each, 0)

/** Whether the person had the tag on the day, or had not: as the question asks. */
export function isOfKind(
  world: RandomWorld,
  { tagId, withoutTagId }: { tagId?: number; withoutTagId?: number },
  personId: number,
  day: string,
): boolean {
  const had = (id: number) =>
    world.tags.some(
      each =>
        each.personId === personId &&
        each.tagId === id &&
        each.fromDay <= day &&
        (each.toDay === null || day <= each.toDay),
    )
  return (tagId === undefined || had(tagId)) && (withoutTagId === undefined || !had(withoutTagId))
}
