import { z } from 'zod'

/** Up to when the list was drawn that somebody has read: what changed meanwhile stays unread. */
export const readInput = z.object({ until: z.coerce.number().int().min(0) })
