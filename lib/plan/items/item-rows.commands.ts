import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { planItem } from '@/db/schema/plan'
import { type GivenAudience, putAudiences } from '@/lib/organisation/audience/audience.commands'
import { placeOccurrences } from '@/lib/plan/occurrences/occurrence.commands'
import type { ItemTime } from '@/lib/plan/occurrences/occurrence.rules'
import { nextItemId } from './item-rows.sql'
import { topicsNamed } from './topic.commands'

type ItemColumns = typeof planItem.$inferInsert

export type ItemRow = ItemTime &
  Pick<ItemColumns, 'planId' | 'timeWords' | 'content' | 'unitId'> &
  Partial<Omit<ItemColumns, 'version'>> & { topicIds?: number[] }

/**
 * One item as `putItems` writes it: an update of the row with its id, or with `isNew` an insert under a
 * reserved id.
 */
export type ItemWrite = { row: ItemRow; isNew?: true; version?: number }

/**
 * Writes items and their occurrences in a constant number of statements: updates those that exist (columns that
 * a row leaves out stay as they are) and inserts the others in their order. For imports too: it neither
 * authorises nor audits, and makes no revision. Topics of a 必学 item become must-learn topics of the year.
 */
export async function putItems(tx: Tx, writes: ItemWrite[]): Promise<number[]> {
  if (writes.length === 0) return []
  const isNew = ({ row, isNew: kept }: ItemWrite) => row.id === undefined || kept === true
  let free = writes.some(each => each.row.id === undefined) ? await nextItemId(tx) : 0
  const placed = writes.map(write => ({ ...write, row: { ...write.row, id: write.row.id ?? free++ } }))
  await insertItems(
    tx,
    placed.filter((_, at) => isNew(writes[at] as ItemWrite)),
  )
  await updateItems(
    tx,
    placed.filter((_, at) => !isNew(writes[at] as ItemWrite)).map(each => each.row),
  )
  await putTopics(
    tx,
    placed.map(each => each.row),
  )
  const ids = placed.map(each => each.row.id)
  await placeOccurrences(tx, ...ids)
  return ids
}

export async function putItem(tx: Tx, row: ItemRow): Promise<number> {
  const [id] = await putItems(tx, [{ row }])
  return id as number
}

type Placed = ItemRow & { id: number }

/** Appends to the end of its plan where no position is given. */
async function insertItems(tx: Tx, writes: { row: Placed; version?: number }[]): Promise<void> {
  if (writes.length === 0) return
  const last = new Map<number, number>()
  if (writes.some(({ row }) => row.position === undefined)) {
    const plans = JSON.stringify([...new Set(writes.map(({ row }) => row.planId))])
    const rows = await tx.all<{ planId: number; position: number }>(sql`
      select plan_id as planId, max(position) as position from plan_item
      where plan_id in (select value from json_each(${plans})) group by plan_id`)
    for (const { planId, position } of rows) last.set(planId, position)
  }
  const rows = writes.map(({ row: { topicIds, ...row }, version = 0 }) => {
    const behind = (last.get(row.planId) ?? 0) + 1
    if (row.position === undefined) last.set(row.planId, behind)
    return { form: '', mustLearn: false, position: behind, ...row, version }
  })
  const columns = Object.entries(getTableColumns(planItem))
  const names = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  )
  const values = sql.join(
    columns.map(([field]) => said(field)),
    sql`, `,
  )
  await tx.run(
    sql`insert into plan_item (${names}) select ${values} from json_each(${JSON.stringify(rows)}) r where true`,
  )
}

async function updateItems(tx: Tx, rows: Placed[]): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.entries(getTableColumns(planItem)).filter(
    ([field]) => field !== 'id' && field !== 'version',
  )
  const kept = columns.map(([field, column]) => {
    const name = sql.identifier(column.name)
    return sql`${name} = case when json_type(r.value, ${`$.${field}`}) is null then ${name} else ${said(field)} end`
  })
  await tx.run(sql`
    update plan_item set version = version + 1, ${sql.join(kept, sql`, `)}
    from json_each(${JSON.stringify(rows)}) r where plan_item.id = r.value ->> 'id'`)
}

function said(field: string): SQL {
  return sql`r.value ->> ${`$.${field}`}`
}

async function putTopics(tx: Tx, rows: Placed[]): Promise<void> {
  const told = rows.filter(row => row.topicIds !== undefined)
  if (told.length === 0) return
  await tx.run(sql`
    delete from plan_item_topic
    where plan_item_id in (select value from json_each(${JSON.stringify(told.map(row => row.id))}))`)
  const named = told.flatMap(({ id, planId, mustLearn, topicIds = [] }) =>
    topicIds.map(topicId => ({ id, planId, mustLearn: mustLearn === true, topicId })),
  )
  if (named.length === 0) return
  const given = sql`json_each(${JSON.stringify(named)}) r`
  await tx.run(sql`
    insert into plan_item_topic (plan_item_id, topic_id)
    select r.value ->> 'id', r.value ->> 'topicId' from ${given} where true on conflict do nothing`)
  await tx.run(sql`
    insert into must_learn_topic (year, topic_id)
    select p.year, r.value ->> 'topicId' from ${given} join plan p on p.id = r.value ->> 'planId'
    where r.value ->> 'mustLearn' on conflict do nothing`)
}

/** An item whose audience and topics are still given in words. */
export type WordedWrite = ItemWrite & { audience: GivenAudience | null; topics: string[] | null }

/** As `putItems`, for items with audience and topics in words: these are created first, each once. */
export async function putWorded(tx: Tx, writes: WordedWrite[]): Promise<number[]> {
  const audienceIds = await putAudiences(
    tx,
    writes.flatMap(each => each.audience ?? []),
  )
  const topics = await topicsNamed(
    tx,
    writes.flatMap(each => each.topics ?? []),
  )
  return putItems(
    tx,
    writes.map(({ audience, topics: names, ...write }) => {
      const row = { ...write.row }
      if (audience) row.audienceId = audienceIds.get(audience.words) ?? null
      if (names) row.topicIds = [...new Set(names.flatMap(name => topics.get(name) ?? []))]
      return { ...write, row }
    }),
  )
}
