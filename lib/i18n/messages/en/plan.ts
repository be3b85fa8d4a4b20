import type { Wording } from '../wording'
import type { plan as zh } from '../zh/plan'

export const plan: Wording<typeof zh> = {}
