import { unit } from '@/db/schema/roster'
import type { Viewer } from '@/lib/access/access.rules'
import { changeUnit } from '@/lib/organisation/units/unit.commands'
import type { UnitInput } from '@/lib/organisation/units/unit.input'
import { versionOf } from './world'

type Typed = 'movedOn' | 'movedAlways' | 'firstDay' | 'version'

/** The form of a unit, sent as soon as it was opened; another parent is a correction, unless a day is given. */
export async function changeUnitNow(viewer: Viewer, input: Omit<UnitInput, Typed> & Partial<UnitInput>) {
  const seen = {
    movedOn: null,
    movedAlways: true,
    firstDay: null,
    version: await versionOf(unit, input.unitId),
  }
  return changeUnit(viewer, { ...seen, ...input })
}
