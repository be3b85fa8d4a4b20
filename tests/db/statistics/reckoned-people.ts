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
      .filter(each => isBelow(world, each.unitId, audienceUnitId))
      .sort(
        (a, b) =>
          Number(b.isPrimary) - Number(a.isPrimary) || b.fromDay.localeCompare(a.fromDay) || b.at - a.at,
      )
    return through ? [{ personId, unitId: through.unitId }] : []
  })
}

export function isBelow(world: RandomWorld, unitId: number, aboveId: number): boolean {
  for (let at: number | null = unitId; at !== null; ) {
    if (at === aboveId) return true
    at = world.units.find(each => each.id === at)?.parentId ?? null
  }
  return false
}

export const fraction = (numerator: number, denominator: number) => ({ numerator, denominator })
export const sum = (values: number[]) => values.reduce((total, each) => total + each, 0)
