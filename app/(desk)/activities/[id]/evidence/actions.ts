'use server'
import { action } from '@/app/_forms/action'
import { setUnitHeads } from '@/lib/activity/outreach/headcount.commands'
import { unitHeadsInput } from '@/lib/activity/outreach/headcount.input'

export const saveUnitHeads = action(unitHeadsInput, setUnitHeads, {
  log: ({ activityId }) => ['activity', [activityId], 'unitHeads.set'],
  refused: 'activity.refused',
})
