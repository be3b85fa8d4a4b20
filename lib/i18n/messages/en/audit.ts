import type { Wording } from '../wording'
import type { audit as zh } from '../zh/audit'

export const audit: Wording<typeof zh> = {}
