import type { activity } from '@/db/schema/activity'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'
import type { Known } from '@/lib/organisation/lookup/known.sql'
import { unitAsked } from '@/lib/organisation/lookup/unit-asked.rules'
import type { Asking } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Cells, type Fault } from '@/lib/spreadsheet/importer.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'

export type Activity = Pick<
  typeof activity.$inferSelect,
  'id' | 'code' | 'title' | 'day' | 'lastDay' | 'originalDay' | 'hostUnitId' | 'status'
>
type There = { known: Known; viewer: Viewer; activities: Activity[]; byTitle: Map<string, Activity[]> }

/** 责任单位, else the host of the activity, else 主办单位, else the topmost unit of the person importing. */
export function unitMeant(
  { known, viewer }: There,
  cells: Cells['cells'],
  of: Activity | null,
  asking: Asking,
) {
  const named = (field: 'unit' | 'host') => {
    const found = unitAsked(known, asking, field, cells[field] ?? '', 'unitOfSeveral')
    return found && { value: found.unit, isInUnitWord: false }
  }
  if (cells.unit) return named('unit')
  // The head 单位 usually means 量词; where its cell names a unit and no other column does, it means that unit.
  const inUnitWord = cells.unitWord ? known.unitNamed(cells.unitWord, 'unitWord') : null
  if (inUnitWord?.ok) return { value: inUnitWord.value, isInUnitWord: true }
  const host = of && known.unitById(of.hostUnitId)
  if (host) return { value: host, isInUnitWord: false }
  if (cells.host) return named('host')
  const own = known.units.find(each => canOrganise(viewer, each.path))
  if (own) return { value: receiverAsked(known, asking, cells.place ?? '', own) ?? own, isInUnitWord: false }
  asking.faults.push({ row: asking.row, field: 'host', reason: 'noUnits' })
  return null
}

/**
 * Where no column says whose entry it is and the place is a unit (领取单位), asks once whether the material is entered for
 * who handed it out or for who got it; null for the former, and where it was asked.
 */
function receiverAsked(known: Known, asking: Asking, place: string, own: Known['units'][number]) {
  const named = place === '' ? null : known.unitNamed(place, 'place')
  if (!named?.ok || named.value.id === own.id) return null
  const answer = ask(asking.faults, asking.options, {
    row: asking.row,
    field: 'place',
    reason: 'placeIsUnit',
    isDoubt: true,
    places: { text: place },
    alike: 'receiver',
    choices: [
      { value: 'giver', choice: 'ofGiver', places: { unit: own.name } },
      { value: 'receiver', choice: 'ofReceiver' },
    ],
  })
  return answer === 'receiver' ? named.value : null
}

/** The activity by 编号, else by name: on that day, else the only one of that name; 主办单位 separates namesakes. */
export function activityMeant(
  { activities, byTitle, known }: There,
  cells: Cells['cells'],
  day: Day,
): Activity | Omit<Fault, 'row' | 'field'> | null {
  const { activity: title = '', code = '' } = cells
  if (code) {
    const byCode = activities.find(each => each.code === code)
    if (byCode) return byCode
    if (!title) return { reason: 'noSuchCode', places: { code } }
  }
  if (!title) return null
  const word = known.meaningOf('activity', title, 'activity')
  const host = cells.host ? known.unitNamed(cells.host, 'host') : null
  const named = (byTitle.get(matchKey(word)) ?? []).filter(
    each => !host?.ok || each.hostUnitId === host.value.id,
  )
  const onDay = named.filter(each => each.originalDay === day || (each.day <= day && day <= each.lastDay))
  const fitting = onDay.length > 0 ? onDay : named
  const live = fitting.filter(each => each.status !== 'cancelled')
  const [only] = live.length > 0 ? live : fitting
  if (only && (live.length > 0 ? live : fitting).length === 1) return only
  if (only) return { reason: 'severalActivities' }
  const near = activities.filter(each => each.day <= day && day <= each.lastDay)
  const likely = nearest(
    word,
    near.map(each => each.title),
  )
  return {
    reason: 'noSuchActivity',
    places: { day, title },
    // Another day's activity of this name is another one.
    alike: `${day} ${title}`,
    ...(likely ? { likely: { word: title, meaning: likely } } : {}),
  }
}
