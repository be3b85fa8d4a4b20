import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'

/** Rows of one kind that could be read from the old file; `isWhole` where that is all of them. */
export type Readable<Row> = { rows: (Row & { at: number })[]; isWhole: boolean }

export type OldAccount = {
  id: number
  personId: number
  staffNo: string
  passwordHash: string
  mustChange: number
  firstPasswordUntil: number | null
  disabledAt: number | null
}
export type OldGrant = { accountId: number; role: string; unitId: number }
export type OldFeed = { tokenHash: string; accountId: number; revokedAt: number | null }
export type OldMembership = {
  id: number
  personId: number
  unitId: number
  fromDay: string
  toDay: string | null
  isPrimary: number
}
export type OldPhone = { device: string; personId: number }
export type OldSetting = { name: string; value: string }
export type OldFactor = { accountId: number; secret: string; lastStep: number; enrolledAt: number }
export type OldCode = { accountId: number; hash: string; usedAt: number | null }
export type OldErased = { personId: number; number: number; keepsProofs: number }
export type Younger = { day: string; action: string; count: number }[]

/** The database that a restore replaces, as far as it could be read. */
export type Old = {
  /** The last entry of the log that both have, and how many each has; null where that could not be read. */
  common: number | null
  copyLast: number | null
  oldLast: number | null
  accounts: Readable<OldAccount>
  grants: Readable<OldGrant>
  feeds: Readable<OldFeed>
  memberships: Readable<OldMembership>
  phones: Readable<OldPhone>
  /** Of signing in alone. */
  settings: Readable<OldSetting>
  factors: Readable<OldFactor>
  codes: Readable<OldCode>
  erased: Readable<OldErased>
  /** What the copy lacks, by day and action; null where that could not be read. */
  younger: Younger | null
}

type Found = { fault: string | null; old: Old | { unreadable: string } | null }

/** Checks the copy, and reads the old file, if there is one, against it. Neither is changed. */
export function readBoth(copy: string, old: string | null): Promise<Found> {
  return new Promise((done, fail) => {
    const worker = new Worker(resolve('server/restore/reading.worker.mjs'), { workerData: { copy, old } })
    let found: Found | undefined
    worker.once('message', message => {
      found = message
    })
    worker.once('error', fail)
    // Its connections are closed only now.
    worker.once('exit', code => (found ? done(found) : fail(new Error(`The worker ended with ${code}.`))))
  })
}

export type Kinship = 'later' | 'earlier' | 'apart' | 'foreign' | 'unknown'

/**
 * How the old database stands to the copy: `later` is the copy and what came after, `earlier` is part of the copy,
 * `apart` went another way from some day on, `foreign` has nothing in common with it.
 */
export function kinshipOf({
  common,
  copyLast,
  oldLast,
}: Pick<Old, 'common' | 'copyLast' | 'oldLast'>): Kinship {
  if (common === null) return 'unknown'
  if (common === 0) return 'foreign'
  if (common === copyLast) return 'later'
  return common === oldLast ? 'earlier' : 'apart'
}
