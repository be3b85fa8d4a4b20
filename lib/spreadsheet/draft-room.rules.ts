/** What is kept of an account until it is written: cells in the database, and photos of folders on the disk. */
export type Kept = 'sheets' | 'photos'

const MIB = 1024 ** 2

/** Bytes that may wait of one account: the sheets of a street's year have some 10 MB, its photos some GB. */
export const MOST_WAITING: Record<Kept, number> = { sheets: 100 * MIB, photos: 4096 * MIB }
/** Of the room that the disk has left with it, what waits of all accounts may take one part in so many. */
const PART_OF_DISK = 4

const refusals = {
  sheets: { own: 'draftsFull', all: 'serverDraftsFull' },
  photos: { own: 'photosFull', all: 'serverDraftsFull' },
} as const

export type DraftRefusal = {
  ok: false
  reason: 'draftsFull' | 'photosFull' | 'serverDraftsFull'
  /** The largest that waits of the account. */
  places: { detail: string }
}

type Room = {
  kept: Kept
  /** Bytes of the account that wait, and of all accounts. */
  own: number
  all: number
  /** What is to be added. */
  bytes: number
  /** Of the disk; null where nobody knows. */
  free: number | null
}

export function draftRefusal({ kept, own, all, bytes, free }: Room): DraftRefusal['reason'] | null {
  if (own + bytes > MOST_WAITING[kept]) return refusals[kept].own
  if (free !== null && all + bytes > (free + all) / PART_OF_DISK) return refusals[kept].all
  return null
}
