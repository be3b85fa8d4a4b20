import type { Wording } from '../wording'
import type { setting as zh } from '../zh/setting'

export const setting: Wording<typeof zh> = {}
