import type { Wording } from '../wording'
import type { home as zh } from '../zh/home'

export const home: Wording<typeof zh> = {}
