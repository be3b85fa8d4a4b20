import { isWithin } from '@/lib/access/unit-path.rules'
import type { Day } from '@/lib/core/time'
import type { Part, UnitKind } from './audience.rules'

/** The key of the answer to which units beside the departments 机关 takes in. */
export const BEYOND_OFFICE = 'beyondOffice'

const UNITS = 'units '
export const withUnits = (ids: readonly number[]) => `${UNITS}${ids.join(' ')}`

/** The units that were answered to belong to 机关 as well. */
export function unitsBeyond(answers: Record<string, string> | undefined): number[] {
  const answer = answers?.[BEYOND_OFFICE] ?? ''
  return answer.startsWith(UNITS) ? answer.slice(UNITS.length).split(' ').map(Number) : []
}

/** A unit, with the days from and to which people are in it; null where nobody is. */
export type Staffed = {
  id: number
  name: string
  path: string
  kind: UnitKind
  from: Day | null
  to: Day | null
}

/** 机关, 各科室: the departments of a unit. */
export const isOfOffice = ({ unitId, unitKind }: Part) => unitId !== null && unitKind === 'department'

/** Bodies of their own, of which 机关 is never said. */
const apart =
  /小学|中学|学校|学院|幼儿园|托育|医院|卫生|诊所|公司|银行|厂$|店$|派出所|消防|税务|市场监督|供电/
const ofOthers: UnitKind[] = ['community', 'enterprise']

/**
 * The units of the same street that an audience of 机关 leaves out though people are in them on the day: neither the
 * street nor a department, no community and no body of its own.
 */
export function beyondOffice(parts: readonly Part[], units: readonly Staffed[], day: Day): Staffed[] {
  const pathOf = new Map(units.map(each => [each.id, each.path]))
  const homes = parts.filter(isOfOffice).map(each => pathOf.get(each.unitId as number) ?? '')
  const over = (path: string) => units.filter(each => isWithin(path, each.path))
  const isCovered = ({ path }: Staffed) =>
    parts.some(part => {
      const whole = part.unitId === null ? '/' : pathOf.get(part.unitId)
      if (whole === undefined || part.tagId !== null || !isWithin(path, whole)) return false
      if (!part.below && path !== whole) return false
      return part.unitKind === null || over(path).some(each => each.kind === part.unitKind)
    })
  const shut = units.filter(
    each => each.kind === 'department' || ofOthers.includes(each.kind) || apart.test(each.name),
  )
  const isBeside = ({ path, kind }: Staffed) =>
    kind !== 'street' &&
    homes.some(home => home !== '' && path !== home && isWithin(path, home)) &&
    !shut.some(each => isWithin(path, each.path))
  const isStaffed = ({ from, to }: Staffed) => from !== null && to !== null && from <= day && day <= to
  return units.filter(each => isBeside(each) && isStaffed(each) && !isCovered(each))
}
