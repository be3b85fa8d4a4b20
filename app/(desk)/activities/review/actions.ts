'use server'
import { action } from '@/app/_forms/action'
import { decideReviews, submitAgain } from '@/lib/activity/review/review.commands'
import { reviewInput, submitInput } from '@/lib/activity/review/review.input'

export const decide = action(reviewInput, decideReviews, {
  refused: 'review.refused',
  message: ({ count, decision }, { t }) => t(`review.done.${decision}`, { count }),
})
export const submit = action(submitInput, submitAgain, { message: false })
