import { z } from 'zod'

/** The instant at which the list was rendered: later changes stay unread. */
export const readInput = z.object({ until: z.coerce.number().int().min(0) })
