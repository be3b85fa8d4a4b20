import { sql } from 'drizzle-orm'
import { write } from '@/db/write'
import { now } from '@/lib/core/clock'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * The stored instants from which or up to which somebody may do something, each with the longest that it can lie ahead.
 * Stored under a clock that was wrong, a wait of a quarter of an hour would last for years once it is put right.
 */
export const longestAhead: [table: string, column: string, ms: number][] = [
  ['sign_in_failure', 'wait_until', 15 * MINUTE],
  ['account', 'first_password_until', 7 * DAY],
  ['bound_device', 'until', 181 * DAY],
  ['reminder', 'next_try_at', DAY],
  ['session', 'started_at', 0],
  ['session', 'seen_at', 0],
  ['session', 'sheet_opened_at', 0],
]

/** Brings what lies further ahead than it can back to that. */
export async function capInstants(): Promise<void> {
  const at = now()
  await write(async tx => {
    for (const [table, column, ms] of longestAhead)
      await tx.run(
        sql`update ${sql.identifier(table)} set ${sql.identifier(column)} = ${at + ms} where ${sql.identifier(column)} > ${at + ms}`,
      )
  })
}

/** How often the clock is compared, and by how much it has to have gone back to count as put right. Milliseconds. */
const EVERY = 10_000
const BACK = 2000

/** Calls `work` whenever the clock has been set back, which is seen against the time since the process began. */
export function watchClock(
  work: () => Promise<void>,
  read = { wall: Date.now, running: () => performance.now() },
) {
  const ahead = () => read.wall() - read.running()
  let before = ahead()
  const timer = setInterval(() => {
    const isSetBack = ahead() < before - BACK
    before = ahead()
    // A full disk: the next setting back, or the next start, does it.
    if (isSetBack) work().catch(() => {})
  }, EVERY)
  timer.unref()
  return timer
}
