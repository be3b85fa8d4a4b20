'use server'
import { action } from '@/app/_forms/action'
import type { LogOf } from '@/app/_forms/others'
import { addUnit, changeUnit, removeUnit, shiftUnit } from '@/lib/organisation/units/unit.commands'
import {
  closeUnitInput,
  mergeUnitInput,
  newUnitInput,
  removeUnitInput,
  reopenUnitInput,
  shiftInput,
  unitInput,
} from '@/lib/organisation/units/unit.input'
import { closeUnit, mergeUnit, reopenUnit } from '@/lib/organisation/units/unit-life.commands'

const refused = 'roster.refused'
const goTo = () => '/people/units'
const log = ({ unitId }: { unitId: number }): LogOf => ['unit', [unitId]]
const ofUnit = { log, refused, goTo } as const

export const add = action(newUnitInput, addUnit, { refused })
export const change = action(unitInput, changeUnit, ofUnit)
export const shift = action(shiftInput, shiftUnit, { goTo })
export const remove = action(removeUnitInput, removeUnit, ofUnit)
export const close = action(closeUnitInput, closeUnit, ofUnit)
export const merge = action(mergeUnitInput, mergeUnit, ofUnit)
export const reopen = action(reopenUnitInput, reopenUnit, ofUnit)
