'use server'
import { action } from '@/app/_forms/action'
import { activityPage } from '@/lib/activity/activity.queries'
import { saveStall } from '@/lib/activity/outreach/counter.commands'
import { stallInput } from '@/lib/activity/outreach/counter.input'
import { savedFields } from '../../_parts/saved-fields'

export const saveAbout = action(stallInput, saveStall, {
  log: ({ id }) => ['activity', [id]],
  shown: async ({ id }: { id: number }, _, viewer) => {
    const { topics, coHosts } = savedFields(await activityPage(viewer, id))
    return { topics, coHosts }
  },
})
