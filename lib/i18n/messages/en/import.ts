import type { Wording } from '../wording'
import type { importing as zh } from '../zh/import'

export const importing: Wording<typeof zh> = {}
