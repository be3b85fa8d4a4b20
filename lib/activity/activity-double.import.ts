import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import type { Judged } from '@/lib/spreadsheet/importer.rules'
import type { Facts } from './activity-change.import'
import { doublesOfRows } from './doubles/double.queries'

type Effect = { before: unknown; facts: Facts; coHosts?: string[] }

/** 疑似重复 are told and keep nothing back: a row is named with the activity or the row that it may be. */
export async function tellDoubles(
  on: On,
  viewer: Viewer,
  judged: Judged<Effect[]>,
  pause: Pause,
): Promise<void> {
  const fresh = judged.outcomes.filter(each => each.outcome === 'new')
  const made = judged.effects.filter(each => each.before === null)
  const rows = made.flatMap(({ facts, coHosts }, at) => {
    const row = fresh[at]?.row
    if (row === undefined || facts.status === 'cancelled' || facts.status === 'postponed') return []
    const {
      day,
      title,
      form,
      hostUnitId,
      startsAt = null,
      place = null,
      lecturer = null,
      heads = null,
    } = facts
    return [
      { id: -row, day, title, form, hostUnitId, startsAt, place, lecturer, heads, coHosts: coHosts ?? [] },
    ]
  })
  const doubles = await doublesOfRows(viewer, rows, on, pause)
  for (const { id, other } of doubles) {
    const outcome = fresh.find(each => each.row === -id)
    if (!outcome || outcome.remark) continue
    outcome.remark = other.id < 0 ? 'maybeDoubleRow' : 'maybeDouble'
    outcome.places = { title: other.title, ...(other.id < 0 ? { row: -other.id } : { day: other.day }) }
  }
  const count = new Set(doubles.map(each => each.id)).size
  if (count > 0) judged.notes.push({ reason: 'maybeDoubles', places: { count } })
}
