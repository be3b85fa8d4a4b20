import type { Wording } from '../wording'
import type { activity as zh } from '../zh/activity'

export const activity: Wording<typeof zh> = {}
