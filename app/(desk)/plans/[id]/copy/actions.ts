'use server'
import { action } from '@/app/_form/action'
import { copyPlan } from '@/lib/plancopy/commands'
import { copyInput } from '@/lib/plancopy/input'

export const startFrom = action(copyInput, copyPlan, {
  refused: 'planCopy.refused',
  goTo: ({ planId }) => `/plans/${planId}?said=copied`,
})
