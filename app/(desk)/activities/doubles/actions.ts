'use server'
import { action } from '@/app/_forms/action'
import { keepApart, mergeDoubles, showAgain } from '@/lib/activity/doubles/double.commands'
import { apartInput, doubleMergeInput } from '@/lib/activity/doubles/double.input'

export const mergeTwo = action(doubleMergeInput, mergeDoubles, {
  refused: 'double.refused',
  log: ({ id, otherId }) => ['activity', [id, otherId]],
  goTo: ({ keptId }) => `/activities/${keptId}`,
  shown: () => ({ heads: undefined }),
})
export const keepTwoApart = action(apartInput, keepApart, { message: false })
export const showTwoAgain = action(apartInput, showAgain, { message: false })
