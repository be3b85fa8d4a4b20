import { understandAudience } from '@/lib/organisation/audience/audience.rules'
import type { Item, Open } from '@/lib/plan/occurrences/open-items.sql'
import { ask, type Fault, questionKey } from '@/lib/spreadsheet/importer.rules'
import { placeOf } from '@/lib/spreadsheet/place.rules'
import type { Facts } from './activity-change.import'
import type { Context } from './activity-context.import'
import { namesRoster, type RowRead } from './activity-row.import'
import { isOfOtherBody } from './other-body.rules'

type Placed = Pick<Facts, 'day' | 'form' | 'hostUnitId' | 'status'>

/**
 * Whether a new activity that no row says to be of an item is kept apart from the plan although unit, form and days fit:
 * of a sheet that names no hosts, or held by another body, it is offered, once for all, and until then it is not joined.
 */
export function isApartFrom(
  context: Context,
  { row, cells, item, title, hostUnitId }: RowRead,
  place: Placed,
): boolean {
  const { known, offers, options } = context
  const fitting = item ? null : joins(context, { facts: place, planItemId: undefined, isApart: false })
  if (!fitting) return false
  const { content, audienceWords } = fitting.item
  const noHost = { row, field: 'host', reason: 'noColumn', alike: `column @${placeOf(row).sheet}` }
  const texts = [title, cells.place, cells.audience, cells.coHosts].filter(each => each !== undefined)
  const own = [known.unitById(hostUnitId)?.name ?? '', content, audienceWords]
  if (options.answers?.[questionKey(noHost)] === undefined && !isOfOtherBody(texts, own)) return false
  const offered: Fault[] = []
  const answer = ask(offered, options, {
    row,
    field: 'title',
    reason: 'itemOfOthers',
    isDoubt: true,
    key: 'itemOfOthers',
    alike: 'item',
    places: { title, item: content },
    choices: [
      { value: 'apart', choice: 'joinNoItem' },
      { value: 'join', choice: 'joinItems' },
    ],
  })
  offers.push(...offered)
  return answer !== 'join'
}

/** The audience of a new activity: as the sheet says; where it says none, that of the plan's item is asked about. */
export function dueIn(
  context: Context,
  {
    row,
    cells,
    item,
    audience,
    compulsory,
  }: Pick<RowRead, 'row' | 'cells' | 'item' | 'audience' | 'compulsory'>,
  { isPublic, isApart, place }: { isPublic: boolean; isApart: boolean; place: Placed },
  faults: Fault[],
) {
  const said = { words: cells.audience ?? '', understood: audience, isOfItem: false }
  const joined: Item | undefined =
    item ?? joins(context, { facts: place, planItemId: undefined, isApart })?.item
  if (said.words !== '' || isPublic || compulsory === false || !joined) return said
  const understood = understandAudience(joined.audienceWords, context.words.of(place.hostUnitId))
  if (!namesRoster(understood)) return said
  const answer = ask(faults, context.options, {
    row,
    field: cells.audience === undefined ? null : 'audience',
    reason: 'itemAudience',
    isDoubt: true,
    places: { item: joined.content, words: joined.audienceWords },
    alike: 'item',
    choices: [
      { value: 'plan', choice: 'planAudience' },
      ...(compulsory === null ? [{ value: 'none', choice: 'noAudience' }] : []),
    ],
  })
  if (answer === null) return null
  return answer === 'plan' ? { words: joined.audienceWords, understood, isOfItem: true } : said
}

/** The open occurrence that a new activity would complete. */
export function joins(
  { open }: Context,
  { facts, planItemId, isApart }: { facts: Placed; planItemId: number | undefined; isApart: boolean },
): Open | null {
  if (isApart || facts.status === 'cancelled' || facts.status === 'postponed') return null
  const inPeriod = (each: Open) => each.fromDay <= facts.day && facts.day <= each.toDay
  const fitting = open.filter(({ item, ...span }) =>
    planItemId === undefined
      ? item.form === facts.form && item.unitId === facts.hostUnitId && inPeriod({ item, ...span })
      : item.id === planItemId,
  )
  // Several occurrences of the same item are interchangeable, so they are not ambiguous.
  const isOne = new Set(fitting.map(each => each.item.id)).size === 1
  return (isOne ? (fitting.find(inPeriod) ?? fitting[0]) : undefined) ?? null
}
