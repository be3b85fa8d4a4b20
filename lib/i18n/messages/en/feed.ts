import type { Wording } from '../wording'
import type { feed as zh } from '../zh/feed'

export const feed: Wording<typeof zh> = {}
