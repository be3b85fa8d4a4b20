import { addDays, type Day } from '@/lib/core/time'

type Unit = { id: number; parentId: number | null }
/** Under `parentId` until `toDay`. */
export type Place = { unitId: number; parentId: number; toDay: Day }

/** The unit above on a day; null at the top. */
export function parentOn(unit: Unit, places: Place[], day: Day): number | null {
  const then = places
    .filter(each => each.unitId === unit.id && each.toDay >= day)
    .sort((a, b) => a.toDay.localeCompare(b.toDay))[0]
  return then ? then.parentId : unit.parentId
}

/** Whether on some day a unit would be below itself. */
export function isCircular(units: Unit[], places: Place[]): boolean {
  const byId = new Map(units.map(each => [each.id, each]))
  // Between two of these days nothing moves.
  const days = [...new Set(places.flatMap(each => [each.toDay, addDays(each.toDay, 1)]))]
  const isUpright = (day: Day) =>
    units.every(unit => {
      let above: Unit | undefined = unit
      for (let steps = 0; above && steps <= units.length; steps++)
        above = byId.get(parentOn(above, places, day) ?? 0)
      return above === undefined
    })
  return !(days.length === 0 ? ['9999-12-31' as Day] : days).every(isUpright)
}
