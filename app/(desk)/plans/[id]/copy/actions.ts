'use server'
import { action } from '@/app/_forms/action'
import { copyPlan } from '@/lib/plan/copy/copy.commands'
import { copyInput } from '@/lib/plan/copy/copy.input'

export const startFrom = action(copyInput, copyPlan, {
  refused: 'planCopy.refused',
  // Of the copy.
  shown: () => ({ year: undefined }),
  goTo: ({ planId }) => `/plans/${planId}?said=copied`,
})
