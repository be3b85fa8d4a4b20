import { understandAudience } from '@/lib/organisation/audience/audience.rules'
import type { Item, Open } from '@/lib/plan/occurrences/open-items.sql'
import { isAbout, proposedFor } from '@/lib/plan/occurrences/proposed-item.rules'
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

/**
 * The item of the plan that the title of a new activity says or speaks of, where nothing else joins it to one: offered, once
 * for those that say the same, which are joined unless it is said otherwise, and once for the others, which are not.
 */
export function itemProposed(
  context: Context,
  { row, cells, title, hostUnitId }: RowRead,
  place: Placed,
): Item | null {
  const { known, offers, options, open } = context
  const isOff = place.status === 'cancelled' || place.status === 'postponed'
  // A column of items says of an empty cell that it is of none.
  if (
    isOff ||
    cells.item !== undefined ||
    joins(context, { facts: place, planItemId: undefined, isApart: false })
  )
    return null
  const unit = known.unitById(hostUnitId)
  const found = unit && proposedFor({ day: place.day, form: place.form, unitPath: unit.path, title }, open)
  // Of a form alone a ledger has many.
  if (!found || !isAbout(found.open.item.content, title)) return null
  const { content, audienceWords } = found.open.item
  const texts = [title, cells.place, cells.audience, cells.coHosts].filter(each => each !== undefined)
  const isSure = found.isSure && !isOfOtherBody(texts, [unit.name, content, audienceWords])
  const choices = [
    { value: 'join', choice: 'joinItems' },
    { value: 'apart', choice: 'joinNoItem' },
  ]
  const offered: Fault[] = []
  const answer = ask(offered, options, {
    row,
    field: 'title',
    reason: 'itemLikely',
    isDoubt: true,
    key: isSure ? 'itemLikely sure' : 'itemLikely likely',
    alike: 'item',
    places: { title, item: content },
    choices: isSure ? choices : choices.reverse(),
  })
  offers.push(...offered)
  return (answer ?? choices[0]?.value) === 'join' ? found.open.item : null
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
