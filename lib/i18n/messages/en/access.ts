import type { Wording } from '../wording'
import type { access as zh } from '../zh/access'

export const access: Wording<typeof zh> = {}
