import type { Wording } from '../wording'
import type { report as zh } from '../zh/report'

export const report: Wording<typeof zh> = {}
