import { z } from 'zod'

/** An address, or nothing: then no mail is sent. */
export const emailInput = z.object({
  email: z.union(
    [z.literal('').transform(() => null), z.email({ error: 'reminder.notAnAddress' }).max(200)],
    {
      error: 'reminder.notAnAddress',
    },
  ),
})
