'use server'
import { action } from '@/app/_forms/action'
import { removeAttachment } from '@/lib/activity/attachments/attachment.commands'
import { removalInput } from '@/lib/activity/attachments/attachment.input'

/** Back to where it was attached. */
export const remove = action(removalInput, removeAttachment, {
  refused: 'attachment.removeRefused',
  goTo: ({ activityId, planId, planItemId }) =>
    activityId === null ? `/plans/${planId}/items/${planItemId}` : `/activities/${activityId}`,
})
