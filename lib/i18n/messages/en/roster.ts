import type { Wording } from '../wording'
import type { roster as zh } from '../zh/roster'

export const roster: Wording<typeof zh> = {}
