import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { decideRemoval } from '@/lib/plan/plan.rules'
import { ask, type Fault, type Judged } from '@/lib/spreadsheet/importer.rules'
import { isWithinSpan, replaceable, spanAdjusted } from './adjusted-plan.rules'
import type { Context, Effect, Item } from './item-row.import'

/** The items of a plan to which an activity, an exam, material or a photo belongs. */
export async function joinedItems(on: On, planId: number): Promise<Set<number>> {
  const rows = await on.all<{ id: number }>(sql`
    select i.id from plan_item i where i.plan_id = ${planId} and (
      exists (select 1 from activity a where a.plan_item_id = i.id)
      or exists (select 1 from exam e where e.plan_item_id = i.id)
      or exists (select 1 from output o where o.plan_item_id = i.id)
      or exists (select 1 from evidence v where v.plan_item_id = i.id and v.removed_at is null))`)
  return new Set(rows.map(each => each.id))
}

/** The part of the year that the sheet adjusts in a plan that stands; null where it is no such sheet. */
export function partAdjusted({ items }: Pick<Context, 'items'>, read: readonly Effect[]): string | null {
  return items.length === 0 ? null : (read.find(each => each.cells.adjusts)?.cells.adjusts ?? null)
}

const said = ({ timeWords, content }: Pick<Item, 'timeWords' | 'content'>) => `${timeWords} ${content}`

/**
 * Which item of the plan a row of an adjusted one takes the place of: asked for each row that the plan has nothing of;
 * null where it is a further item, undefined where it was asked.
 */
export function replacedAsked(
  { options }: Pick<Context, 'options'>,
  { row, facts }: Effect,
  free: readonly Item[],
  faults: Fault[],
): Item | null | undefined {
  const likely = replaceable(facts, free)
  const others = free.filter(each => !likely.includes(each))
  const answer = ask(faults, options, {
    row,
    field: null,
    reason: 'adjustedItem',
    isDoubt: true,
    places: { text: said(facts) },
    alike: said(facts),
    choices: [...likely.map(choiceOf), { value: 'add', choice: 'addItem' }, ...others.map(choiceOf)],
  })
  if (answer === null) return undefined
  return free.find(each => answer === asChoice(each)) ?? null
}

/** An item that another file of the folder brings has another id each time the folder is looked through. */
const asChoice = ({ timeWords, content, form, unitId }: Item) => [timeWords, content, form, unitId].join(' ')

const choiceOf = (item: Item) => ({
  value: asChoice(item),
  choice: 'replacesItem',
  places: { item: said(item) },
})

/**
 * The items of the adjusted part of the year that no row names: of each it is asked whether it stays. One that something
 * belongs to stays, and is named.
 */
export function droppedAsked(
  { options, items, year }: Pick<Context, 'options' | 'items' | 'year'>,
  { part, read, named, joined }: { part: string; read: Effect[]; named: Set<number>; joined: Set<number> },
  judged: Pick<Judged<unknown>, 'faults' | 'notes'>,
): Item[] {
  const [first] = read
  if (!first) return []
  const span = spanAdjusted(
    part,
    year,
    read.map(each => each.facts),
  )
  const rest = items.filter(each => !named.has(each.id) && isWithinSpan(each, span))
  const isFree = (item: Item) =>
    decideRemoval({
      joined: joined.has(item.id) ? 1 : 0,
      hasParts: items.some(each => each.parentId === item.id),
    }).ok
  const kept = rest.filter(each => !isFree(each))
  if (kept.length > 0)
    judged.notes.push({ reason: 'itemsKept', places: { count: kept.length, items: listed(kept) } })
  const dropped = rest.filter(isFree).filter(item => {
    const answer = ask(judged.faults, options, {
      row: first.row,
      field: null,
      reason: 'itemNotNamed',
      isDoubt: true,
      isOfColumn: true,
      places: { item: said(item) },
      key: `itemNotNamed ${asChoice(item)}`,
      choices: [
        { value: 'drop', choice: 'dropItem' },
        { value: 'keep', choice: 'keepItem' },
      ],
    })
    return answer === 'drop'
  })
  if (dropped.length > 0)
    judged.notes.push({ reason: 'itemsDropped', places: { count: dropped.length, items: listed(dropped) } })
  return dropped
}

const listed = (items: readonly Item[]) => items.map(said).join('、')
