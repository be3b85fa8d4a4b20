'use server'
import { action } from '@/app/_forms/action'
import { addUnit, changeUnit, removeUnit, shiftUnit } from '@/lib/organisation/units/unit.commands'
import { newUnitInput, removeUnitInput, shiftInput, unitInput } from '@/lib/organisation/units/unit.input'

const refused = 'roster.refused'
const goTo = () => '/people/units'

export const add = action(newUnitInput, addUnit, { refused })
export const change = action(unitInput, changeUnit, {
  log: ({ unitId }) => ['unit', [unitId]],
  refused,
  goTo,
})
export const shift = action(shiftInput, shiftUnit, { goTo })
export const remove = action(removeUnitInput, removeUnit, {
  log: ({ unitId }) => ['unit', [unitId]],
  refused,
  goTo,
})
