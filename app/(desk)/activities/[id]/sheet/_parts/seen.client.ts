'use client'
import type { Answered } from '@/app/_offline/sheet-item'
import { forget, keep, type Seen, waiting } from '@/app/_offline/store.client'

const MINUTE = 60_000

/**
 * Stores what the server has reported about the rows since the page was rendered, and when: a cached page that
 * is opened offline then shows the latest known list, not the one at rendering.
 */
export function seenOn({
  activityId,
  accountId,
  asOf,
}: {
  activityId: number
  accountId: number
  asOf: number
}) {
  const named = (what: number | string) => `${accountId}:${activityId}:${what}`
  let told = asOf

  return {
    async remember(rows: Answered[], at: number): Promise<void> {
      for (const row of rows)
        await keep('seen', {
          nonce: named(row.personId),
          account: accountId,
          activityId,
          at,
          row: partOf(row),
        })
      if (rows.length === 0 && at - told < MINUTE) return
      told = at
      await keep('seen', { nonce: named('sheet'), account: accountId, activityId, at, row: null })
    },
    /** Deletes what is older than the page. */
    async recallSeen(): Promise<{ rows: Answered[]; at: number }> {
      const all = (await waiting('seen', accountId)).filter(
        each => each.activityId === activityId && each.nonce !== named('stall'),
      )
      const old = all.filter(each => each.at < asOf)
      if (old.length > 0)
        await forget(
          'seen',
          old.map(each => each.nonce),
        )
      const rows = all.filter(each => each.at >= asOf)
      return { rows: rows.flatMap(rowIn), at: Math.max(0, ...rows.map(each => each.at)) }
    },
  }
}

function rowIn({ row }: Seen): Answered[] {
  return row ? [row as Answered] : []
}

/** Only the fields that the list shows. */
function partOf({
  personId,
  standing,
  reason,
  mark,
  asksLeave,
  markedBy,
  markedAt,
  version,
}: Answered): Answered {
  return { personId, standing, reason, mark, asksLeave, markedBy, markedAt, version }
}
