import { z } from 'zod'

/** A mail address; empty for no mail. */
export const emailInput = z.object({
  email: z.union(
    [z.literal('').transform(() => null), z.email({ error: 'reminder.notAnAddress' }).max(200)],
    {
      error: 'reminder.notAnAddress',
    },
  ),
})
