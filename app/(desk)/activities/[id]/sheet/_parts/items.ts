import type { Say } from '@/app/_i18n/messages'
import type { Item } from '@/app/_offline/sheet-item'
import { dateWords } from '@/app/_ui/day-words'
import type { SheetRow } from '@/lib/attendance/attendance.queries'
import type { Day } from '@/lib/core/time'
import { pinyinOf } from '@/lib/organisation/people/person.rules'

/** The rows of a sheet with their numbers, as sent to the browser. 列席 and 名单外参加 are groups of their own. */
export function itemsOf(say: Say, rows: SheetRow[], today: Day): Item[] {
  return rows.map((row, at) => ({
    id: row.personId,
    no: row.standing === 'walkIn' ? null : at + 1,
    name: row.name,
    key: `${row.initials} ${pinyinOf(row.name)}`,
    post: row.post ?? '',
    group: groupOf(say, row),
    standing: row.standing,
    reason: row.reason,
    mark: row.mark,
    madeUp: row.madeUpOn && dateWords(say, row.madeUpOn, today),
    asksLeave: row.asksLeave > 0,
    by: row.markedBy,
    at: row.markedAt,
    v: row.version,
  }))
}

/** The cursor: the newest change among the rows, from which the browser polls for later ones. */
export function newestOf(rows: SheetRow[]): number {
  return Math.max(0, ...rows.map(row => Math.max(row.markedAt ?? 0, row.feedChangedAt)))
}

function groupOf(say: Say, row: SheetRow): string {
  if (row.standing === 'invited') return say.t('attendance.sheet.invited')
  return row.standing === 'walkIn' ? say.t('attendance.sheet.walkIns') : row.unitName
}
