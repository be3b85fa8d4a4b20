import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import type { planItem } from '@/db/schema/plan'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { type AuditEntry, answersTo, idempotent, keepAnswers, recordAudit } from '@/lib/access/audit.commands'
import { lastOf } from '@/lib/access/audit.sql'
import { now } from '@/lib/core/clock'
import { Forbidden, type Refused } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { formsOf } from '@/lib/organisation/settings/setting.queries'
import {
  asking,
  decideItem,
  type ItemChange,
  planChanged,
  removeItems,
  type Surroundings,
  writeItems,
} from '@/lib/plan/items/item.commands'
import { type Removed, removalOf, restored, type Standing } from '@/lib/plan/items/item.rules'
import { itemIdsIn, nextItemId } from '@/lib/plan/items/item-rows.sql'
import { faultOfTime } from '@/lib/plan/items/time-words.rules'
import { itemInput } from '@/lib/plan/plan.input'
import { type PlanItem, planDocument, unitsUnder } from '@/lib/plan/plan.queries'
import { decideChange, inOrder } from '@/lib/plan/plan.rules'
import { fieldOf, inputOf, lazyKnown, type Reading } from './table.import'
import type { ChangesInput } from './table.input'
import { cellsOf, planTable } from './table.queries'
import { type After, type Fault, newPlaces, placeIn, type Saved } from './table.rules'
import type { Cells, Field } from './table.sheet'

type Operation = ChangesInput['operations'][number]
type RowFault = Fault & { key: string }

export type ChangesAnswer =
  /** `notes`: cells interpreted in a way the user may not have meant; these rows are saved. */
  | { ok: true; made: Record<string, number>; notes: RowFault[]; rows: Saved[] }
  | Refused<'planClosed' | 'reasonNeeded'>
  /** Rolled back: these rows are faulty; those in `stale` were changed concurrently by somebody else. */
  | {
      ok: false
      reason: 'notSaved'
      faults: RowFault[]
      stale: string[]
      notes: RowFault[]
      rows: Saved[]
    }

/**
 * Applies one batch of changes of the table editor: one transaction, one revision of an issued plan, an audit
 * entry for each row; all of them or, where one is faulty, none. Idempotent by its key.
 */
export async function changeItems(viewer: Viewer, input: ChangesInput): Promise<ChangesAnswer> {
  try {
    const answer = await write(async tx => {
      const { plan: head, items } = await planDocument(viewer, input.planId, dayOf(now()), tx)
      if (!canOrganise(viewer, head.unitPath)) throw new Forbidden()
      const decision = decideChange(head.status, input.rehearse ? '-' : input.reason)
      if (!decision.ok) return { ok: false, reason: decision.reason } as const
      const work = async () => {
        const place = await placeOf(tx, viewer, head, items, input)
        for (const operation of input.operations) await perform(place, operation)
        if (place.faults.length + place.stale.length > 0) throw new Undone(place)
        if (input.rehearse) throw new Undone(place)
        await writeAll(tx, place)
        return { ok: true, made: place.made, notes: place.notes } as const
      }
      const request = `plantable ${head.id} ${input.idempotencyKey}`
      return input.rehearse ? work() : idempotent(tx, viewer, request, work)
    })
    if (!answer.ok) return answer
    return { ...answer, rows: (await planTable(viewer, input.planId)).rows }
  } catch (error) {
    if (!(error instanceof Undone)) throw error
    const { faults, stale, notes } = error.found
    const { rows } = await planTable(viewer, input.planId)
    if (faults.length + stale.length === 0) return { ok: true, made: {}, notes, rows }
    return { ok: false, reason: 'notSaved', faults, stale, notes, rows }
  }
}

/** Thrown to roll back the transaction; carries the faults found. */
class Undone extends Error {
  constructor(readonly found: Pick<Place, 'faults' | 'stale' | 'notes'>) {
    super('taken back')
  }
}

type Place = Reading &
  Pick<Surroundings, 'asked'> & {
    viewer: Viewer
    reason: string
    items: PlanItem[]
    order: number[]
    /** Items made by earlier batches for the keys of rows to be inserted. */
    named: Map<string, { id: number }>
    /** The last state of the items to be restored, by id, and which of these ids are in use. */
    removals: Map<number, Was>
    taken: Set<number>
    nextId: number
    /** Changes collected while rows are validated and then written together, in a constant number of statements. */
    writes: Map<number, ItemChange>
    gone: PlanItem[]
    entries: AuditEntry[]
    made: Record<string, number>
    faults: RowFault[]
    notes: RowFault[]
    stale: string[]
    isChanged: boolean
  }
type Was = typeof planItem.$inferSelect & Removed

async function placeOf(
  tx: Tx,
  viewer: Viewer,
  head: Reading['head'],
  items: PlanItem[],
  { reason, operations }: ChangesInput,
): Promise<Place> {
  const keys = operations.flatMap(each => (each.do === 'add' ? [rowKey(head.id, each.key)] : []))
  const wanted = operations.flatMap(each => (each.do === 'restore' ? [each.id] : []))
  const removals = await lastOf('planItem', wanted, 'plan.removeItem', tx)
  return {
    viewer,
    head,
    reason,
    items,
    standing: [...items],
    order: inOrder(items).map(line => line.item.id),
    units: await unitsUnder(viewer, head.unitPath, tx),
    forms: await formsOf(tx),
    known: lazyKnown(tx),
    asked: asking(tx, viewer),
    named: await answersTo<{ id: number }>(tx, viewer, keys),
    removals: new Map(removals.map(({ subjectId, before }) => [Number(subjectId), before as Was])),
    taken: await itemIdsIn(wanted, tx),
    nextId: await nextItemId(tx),
    writes: new Map(),
    gone: [],
    entries: [],
    made: {},
    faults: [],
    notes: [],
    stale: [],
    isChanged: false,
  }
}

/** Another tab of the same account may have sent the row already. */
const rowKey = (planId: number, key: string) => `planrow ${planId} ${key}`

async function perform(place: Place, operation: Operation): Promise<void> {
  const { items, reason } = place
  const { key } = operation
  if (operation.do === 'add') return add(place, operation)
  if (operation.do === 'restore') return restore(place, operation)
  const item = items.find(each => each.id === operation.id)
  if (!item || !place.order.includes(item.id)) {
    // A removal of a row that somebody else already removed is no conflict; a moved row reports it itself.
    if (operation.do !== 'remove') place.stale.push(key)
    return
  }
  if (operation.do === 'move') {
    place.order.splice(place.order.indexOf(item.id), 1)
    placeIn(place, item.id, operation.after)
    place.isChanged = true
    place.entries.push({
      action: 'plan.moveItem',
      subject: 'planItem',
      subjectId: item.id,
      reason: reason || null,
      after: { position: place.order.indexOf(item.id) + 1 },
    })
    return
  }
  if (operation.do === 'remove') {
    if (item.version !== operation.version) return void place.stale.push(key)
    const removal = removalOf(
      item,
      place.standing.some(each => each.parentId === item.id),
    )
    if (!removal.ok) return void fault(place, key, `plan.refused.${removal.reason}`)
    place.gone.push(item)
    place.order.splice(place.order.indexOf(item.id), 1)
    place.standing = place.standing.filter(each => each.id !== item.id)
    place.isChanged = true
    return
  }
  const now = cellsOf(item, items)
  if (Object.entries(operation.cells).every(([field, text]) => now[field as Field] === text)) return
  if (item.version !== operation.version) return void place.stale.push(key)
  const saved = await save(place, operation, item)
  if (!saved) return
  place.standing = place.standing.map(each => (each.id === item.id ? saved : each))
}

function fault({ faults }: Place, key: string, reason: string) {
  faults.push({ key, field: null, reason })
}

async function add(place: Place, operation: Operation & { do: 'add' }): Promise<void> {
  const { named, made, order, head } = place
  const before = named.get(rowKey(head.id, operation.key))
  if (before && order.includes(before.id)) {
    made[operation.key] = before.id
    return
  }
  // The item of this key was removed since: the row is inserted again.
  const standing = await save(place, operation, undefined)
  if (!standing) return
  putIn(place, operation, standing)
  named.set(rowKey(head.id, operation.key), { id: standing.id })
}

/** A validated row; null where it is faulty, which is recorded. */
async function save(
  place: Place,
  { key, cells, asWords }: { key: string; cells: Cells; asWords?: boolean },
  before: PlanItem | undefined,
): Promise<Standing | null> {
  const refuse = (field: Field | null, reason: string, places?: Fault['places']) => {
    place.faults.push({ key, field, reason, places })
    return null
  }
  const faults = place.faults.length
  const note = (field: Field, reason: string, places: Fault['places']) =>
    place.notes.push({ key, field, reason, places })
  const input = await inputOf(place, cells, before, { refuse, note })
  if (place.faults.length > faults) return null
  const parsed = itemInput.safeParse({
    ...input,
    planId: place.head.id,
    itemId: before?.id ?? null,
    version: before?.version ?? null,
    audienceAsWords: asWords ? 'on' : undefined,
    reason: place.reason,
  })
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) refuse(fieldOf(String(path[0])), message)
    return null
  }
  const { head, standing: items, units, asked } = place
  const decided = await decideItem({ head, items, units, asked }, parsed.data, before)
  if (!decided.ok) {
    if (decided.reason === 'timeUnreadable') {
      const { time } = parsed.data
      return refuse('time', `import.fault.${faultOfTime(time, place.head.year)}`, { text: time })
    }
    const field = 'field' in decided ? fieldOf(decided.field) : 'audience'
    return refuse(field, `plan.refused.${decided.reason}`, 'places' in decided ? decided.places : undefined)
  }
  const id = before?.id ?? place.nextId++
  const { write } = decided.change
  const change = before ? write : { ...write, row: { ...write.row, id }, isNew: true as const }
  place.writes.set(id, { ...decided.change, write: change })
  place.isChanged = true
  const { parentId, time: timeWords, content, form, unitId } = parsed.data
  return { id, parentId, timeWords, content, form, unitId }
}

/** Restores a removed item as it was, under its own id where that is still free. */
function restore(place: Place, operation: Operation & { do: 'restore' }): void {
  const { head, standing, removals, taken, reason } = place
  const was = removals.get(operation.id)
  const id = taken.has(operation.id) ? place.nextId++ : operation.id
  const back = restored(was, { planId: head.id, standing, id })
  if (!back.ok) return void fault(place, operation.key, back.reason)
  const { row, version } = back
  place.taken.add(id)
  place.writes.set(id, {
    ...{ left: null, write: { row, version, isNew: true, audience: null, topics: null } },
    entry: { action: 'plan.restoreItem', subject: 'planItem', reason: reason || null, after: was },
  })
  place.isChanged = true
  putIn(place, operation, row)
}

function putIn(place: Place, { key, after }: { key: string; after: After }, standing: Standing): void {
  place.standing.push(standing)
  place.made[key] = standing.id
  placeIn(place, standing.id, after)
}

/** Writes everything validated, in as many statements for a hundred rows as for one. */
async function writeAll(tx: Tx, place: Place): Promise<void> {
  const { viewer, head, items, order, writes, gone, entries, named, made, reason } = place
  if (!place.isChanged) return
  await writeItems(tx, viewer, [...writes.values()])
  // A point may be removed after its parts were moved to another point.
  await removeItems(tx, viewer, gone, reason)
  await recordAudit(tx, viewer, ...entries)
  await keepAnswers(tx, viewer, new Map([...named].filter(([, { id }]) => Object.values(made).includes(id))))
  const moved = newPlaces(items, order)
  if (moved.length > 0)
    await tx.run(sql`
      update plan_item set position = r.value ->> 'position'
      from json_each(${JSON.stringify(moved)}) r where plan_item.id = r.value ->> 'id'`)
  await planChanged(tx, viewer, head, reason)
}
