import type { Wording } from '../wording'
import type { attendance as zh } from '../zh/attendance'

export const attendance: Wording<typeof zh> = {}
