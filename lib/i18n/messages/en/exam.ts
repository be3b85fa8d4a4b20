import type { Wording } from '../wording'
import type { exam as zh } from '../zh/exam'

export const exam: Wording<typeof zh> = {}
