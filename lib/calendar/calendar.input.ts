import { z } from 'zod'

export const lunarInput = z.object({ shows: z.enum(['yes', 'no']) })
