import { eq, getTableColumns } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { planItem, planItemTopic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { canOrganise, type Viewer } from '../access/rules'
import { once, recordAudit } from '../audit/commands'
import { historyOf } from '../audit/queries'
import { now } from '../clock'
import { Forbidden } from '../errors'
import { placeOccurrences } from '../occurrence/commands'
import { itemInput } from '../plan/input'
import { type PlanItem, planDocument, unitsUnder } from '../plan/queries'
import { decideChange, inOrder } from '../plan/rules'
import {
  isTwinOf,
  planChanged,
  removeFrom,
  type Standing,
  type Surroundings,
  saveInto,
} from '../planitem/commands'
import { faultOfTime } from '../plantime/rules'
import { formsOf } from '../setting/queries'
import { dayOf } from '../time/rules'
import { fieldOf, inputOf, knownOnce, meaningOnce, type Reading } from './import'
import type { ChangesInput } from './input'
import { cellsOf, planTable } from './queries'
import type { Fault, Saved } from './rules'
import type { Cells, Field } from './sheet'

type Operation = ChangesInput['operations'][number]
type RowFault = Fault & { key: string }

export type ChangesAnswer =
  /** `notes`: what was read otherwise than it may have been meant; these rows are saved. */
  | { ok: true; made: Record<string, number>; notes: RowFault[]; rows: Saved[] }
  | { ok: false; reason: 'planClosed' | 'reasonNeeded' }
  /** Nothing was done: these rows are at fault, those under `stale` were changed by somebody else meanwhile. */
  | {
      ok: false
      reason: 'notSaved'
      faults: RowFault[]
      stale: string[]
      notes: RowFault[]
      rows: Saved[]
    }

/**
 * The changes of one burst in the table editor: one transaction, one revision of an issued plan, an audit entry for
 * each row; all of them or, where one is at fault, none. Sent twice under one key it is done once.
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
        if (place.isChanged) await writeOrder(place)
        if (place.isChanged) await planChanged(tx, viewer, head, input.reason)
        if (input.rehearse) throw new Undone(place)
        return { ok: true, made: place.made, notes: place.notes } as const
      }
      return input.rehearse ? work() : once(tx, viewer, `plantable ${head.id} ${input.key}`, work)
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

/** Takes the transaction back with what was found in it. */
class Undone extends Error {
  constructor(readonly found: Pick<Place, 'faults' | 'stale' | 'notes'>) {
    super('taken back')
  }
}

type Place = Reading &
  Required<Pick<Surroundings, 'meaning'>> & {
    tx: Tx
    viewer: Viewer
    reason: string
    items: PlanItem[]
    order: number[]
    made: Record<string, number>
    faults: RowFault[]
    notes: RowFault[]
    stale: string[]
    isChanged: boolean
  }

async function placeOf(
  tx: Tx,
  viewer: Viewer,
  head: Reading['head'],
  items: PlanItem[],
  { reason }: ChangesInput,
): Promise<Place> {
  return {
    tx,
    viewer,
    head,
    reason,
    items,
    standing: [...items],
    order: inOrder(items).map(line => line.item.id),
    units: await unitsUnder(head.unitPath, tx),
    forms: await formsOf(tx),
    known: knownOnce(tx),
    meaning: meaningOnce(tx),
    made: {},
    faults: [],
    notes: [],
    stale: [],
    isChanged: false,
  }
}

async function perform(place: Place, operation: Operation): Promise<void> {
  const { tx, viewer, items, reason } = place
  const { key } = operation
  if (operation.do === 'add') return add(place, operation)
  if (operation.do === 'restore') {
    const restored = await restoreInto(place, operation.id, reason)
    if (!restored.ok) return fault(place, key, restored.reason)
    place.isChanged = true
    return putIn(place, operation, restored.standing)
  }
  const item = items.find(each => each.id === operation.id)
  if (!item || !place.order.includes(item.id)) {
    // Somebody else took it out already: that is what a removal wanted, and a row on its way elsewhere says so.
    if (operation.do !== 'remove') place.stale.push(key)
    return
  }
  if (operation.do === 'move') {
    place.order.splice(place.order.indexOf(item.id), 1)
    putInOrder(place, item.id, operation.after)
    place.isChanged = true
    return recordAudit(tx, viewer, {
      action: 'plan.moveItem',
      subject: 'planItem',
      subjectId: item.id,
      reason: reason || null,
      after: { position: place.order.indexOf(item.id) + 1 },
    })
  }
  if (operation.do === 'remove') {
    if (item.version !== operation.version) return void place.stale.push(key)
    const removal = await removeFrom(tx, viewer, item, reason)
    if (!removal.ok) return fault(place, key, `plan.refused.${removal.reason}`)
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

/** A row that another page of the same account has sent already is there under its key. */
async function add(place: Place, operation: Operation & { do: 'add' }): Promise<void> {
  const made: Standing[] = []
  const work = async () => {
    const standing = await save(place, operation, undefined)
    if (!standing) return { ok: false } as const
    made.push(standing)
    return { ok: true, id: standing.id } as const
  }
  const { tx, viewer, head } = place
  const named = await once(tx, viewer, `planrow ${head.id} ${operation.key}`, work)
  if (!named.ok) return
  if (made.length === 0 && place.order.includes(named.id)) {
    place.made[operation.key] = named.id
    return
  }
  // What the key named was removed since: the row is wanted again.
  if (made.length === 0) await work()
  for (const standing of made) putIn(place, operation, standing)
}

/** Writes a row as an item; null where it is at fault, which is noted. */
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
  const { tx, viewer, head, standing: items, units, meaning } = place
  const saved = await saveInto(tx, viewer, { head, items, units, meaning }, parsed.data, before)
  if (!saved.ok) {
    if (saved.reason === 'timeUnreadable') {
      const { time } = parsed.data
      return refuse('time', `import.fault.${faultOfTime(time, place.head.year)}`, { text: time })
    }
    const field = 'field' in saved ? fieldOf(saved.field) : 'audience'
    return refuse(field, `plan.refused.${saved.reason}`, 'places' in saved ? saved.places : undefined)
  }
  place.isChanged = true
  const { parentId, time: timeWords, content, form, unitId } = parsed.data
  return { id: saved.itemId, parentId, timeWords, content, form, unitId }
}

/**
 * Puts an item back as it was when it was removed, under its own id where that is still free; last in its plan. What
 * was removed is read from the history, so it is whole: what the table does not show comes back too.
 */
async function restoreInto({ tx, viewer, head, standing }: Place, itemId: number, reason: string) {
  const history = await historyOf('planItem', itemId, { actions: ['plan.removeItem'], on: tx })
  const was = history.at(-1)?.before as
    | (typeof planItem.$inferSelect & { topics: { id: number }[] })
    | undefined
  if (was?.planId !== head.id) return { ok: false, reason: 'planTable.refused.notRestorable' } as const
  const isTwin = standing.some(each => isTwinOf(each, { ...was, time: was.timeWords }))
  if (isTwin) return { ok: false, reason: 'plan.refused.itemExists' } as const
  const isColumn = ([name]: [string, unknown]) => name in getTableColumns(planItem)
  const columns = Object.fromEntries(Object.entries(was).filter(isColumn)) as typeof was
  const [taken] = await tx.select({ id: planItem.id }).from(planItem).where(eq(planItem.id, itemId))
  const parentId = standing.some(each => each.id === was.parentId) ? was.parentId : null
  const [made] = await tx
    .insert(planItem)
    .values({ ...columns, id: taken ? undefined : itemId, parentId, version: was.version + 1 })
    .returning()
  const restored = made as typeof planItem.$inferSelect
  const topics = was.topics.map(({ id }) => ({ planItemId: restored.id, topicId: id }))
  if (topics.length > 0) await tx.insert(planItemTopic).values(topics).onConflictDoNothing()
  await placeOccurrences(tx, restored.id)
  await recordAudit(tx, viewer, {
    action: 'plan.restoreItem',
    subject: 'planItem',
    subjectId: restored.id,
    reason: reason || null,
    after: was,
  })
  return { ok: true, standing: restored satisfies Standing } as const
}

type After = number | string | null

function putIn(place: Place, { key, after }: { key: string; after: After }, standing: Standing): void {
  place.standing.push(standing)
  place.made[key] = standing.id
  putInOrder(place, standing.id, after)
}

/** Behind the named row, which may be one of this burst; last where that one is not there. */
function putInOrder({ order, made }: Place, id: number, after: After): void {
  const above = typeof after === 'string' ? made[after] : after
  const at = above === null ? 0 : above === undefined ? -1 : order.indexOf(above) + 1
  order.splice(at < 0 || (at === 0 && above !== null) ? order.length : at, 0, id)
}

/** The place of every item whose place is another. */
async function writeOrder({ tx, items, order }: Place): Promise<void> {
  const was = new Map(items.map(item => [item.id, item.position]))
  for (const [at, id] of order.entries())
    if (was.get(id) !== at + 1)
      await tx
        .update(planItem)
        .set({ position: at + 1 })
        .where(eq(planItem.id, id))
}
