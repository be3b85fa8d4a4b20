import type { Wording } from '../wording'
import type { rate as zh } from '../zh/rate'

export const rate: Wording<typeof zh> = {}
