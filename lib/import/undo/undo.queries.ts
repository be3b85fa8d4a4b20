import { type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { slices } from '@/db/pause'
import { inScope } from '@/lib/access/access.queries'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { actorName } from '@/lib/access/audit.sql'
import type { Instant } from '@/lib/core/time'
import { visibleActivityIds, visibleExamIds } from '@/lib/plan/visible.sql'
import { type Run, runOf } from './run.queries'
import {
  logged,
  type Subject,
  subjectsOfRow,
  type UndoNeed,
  vocabulary,
  type What,
  whatOf,
} from './undo.rules'
import { partsOf, Schema } from './undo.sql'
import { changedSince, restingOn, rowsUsing, settledSince, staying, type Using } from './undo-check.sql'
import { isOutside, needsOf } from './undo-scope.sql'

export type Named = { name: string; href: string }

/** Why an import cannot be undone; a null name is of something that the viewer may not see. */
export type Resting =
  /** Rows of another table refer to what it made: 张三 is in the lists of three activities. */
  | {
      why: 'used'
      name: string
      href: string | null
      isPerson: boolean
      table: string
      count: number
      by: Named[]
    }
  | {
      why: 'changed' | 'gone'
      name: string | null
      href: string | null
      who: string | null
      at: Instant | null
    }
  /** 确认考勤 since, or begun since. */
  | { why: 'confirmed' | 'begun'; name: string | null; href: string | null; at: Instant | null }

export type Undoable = {
  run: Run
  /** What it changed, by table. */
  counts: { table: string; what: What; count: number }[]
  /** Null where it cannot be undone any more, or was. */
  check: { isOutside: boolean; needs: UndoNeed[]; resting: Resting[]; more: number; words: number } | null
}

/** So many of what rests on an import are named. */
const NAMED = 200
const LINKS = 5
/** So many of the rows that use one thing are read for their names: some may be of what the viewer does not see. */
const LOOKED_THROUGH = 50

/** An import with what it changed and what rests on it. */
export async function undoableOf(viewer: Viewer, id: number, on: On = db): Promise<Undoable> {
  const run = await runOf(viewer, id, on)
  const counts = await on.all<{ table: string; added: number; removed: number; count: number }>(sql`
    select table_name as "table", before_json is null as added, after_json is null as removed, count(*) as count
    from import_change where run_id = ${id} group by 1, 2, 3 order by 1, 2 desc, 3`)
  return {
    run,
    counts: counts.map(({ table, added, removed, count }) => ({
      table,
      what: whatOf({ before: added ? null : 1, after: removed ? null : 1 }),
      count,
    })),
    check:
      run.undoneAt !== null || run.erasedAt !== null || !run.isKept ? null : await checkOf(viewer, run, on),
  }
}

async function checkOf(viewer: Viewer, run: Run, on: On): Promise<NonNullable<Undoable['check']>> {
  const parts = await partsOf(on, run.id)
  const schema = await Schema.read(on)
  const raw: Raw[] = []
  let more = 0
  const put = (each: Raw) => {
    if (raw.length < NAMED) raw.push(each)
    else more++
  }
  const pause = slices()
  for (const part of parts.filter(each => !vocabulary.has(each.table))) {
    await pause()
    for (const { table, before, after } of await changedSince(on, schema, part))
      put({ why: 'changed', table, row: JSON.parse((after ?? before) as string) })
    const used = new Map<string, Using[]>()
    for (const each of await restingOn(on, schema, run.id, part)) {
      const key = `${each.table} ${each.id}`
      used.set(key, [...(used.get(key) ?? []), each])
    }
    for (const uses of used.values()) {
      const [{ table: from, made }] = uses as [Using, ...Using[]]
      const there: Used = { why: 'used', table: part.table, row: JSON.parse(made), from, by: [], count: 0 }
      for (const using of uses) {
        there.count += using.count
        if (raw.length >= NAMED) continue
        const rows = await rowsUsing(on, schema, run.id, { of: part.table, using, most: LOOKED_THROUGH })
        there.by.push(...rows.map(row => JSON.parse(row)))
      }
      put(there)
    }
    for (const { id, closedAt } of await settledSince(on, run.id, run.writtenAt, part))
      put({
        why: closedAt === null ? 'begun' : 'confirmed',
        table: part.table === 'attendance' ? 'activity' : 'exam',
        row: { id },
        at: closedAt,
      })
  }
  return {
    isOutside: await isOutside(on, viewer, parts),
    needs: await needsOf(on, run.id, parts),
    resting: await told(viewer, run, raw, on),
    more,
    words: (await staying(on, schema, run.id, parts)).size,
  }
}

type Row = Record<string, unknown>
type Of = { table: string; row: Row }
type Used = Of & { why: 'used'; from: string; by: Row[]; count: number }
type Raw = (Of & { why: 'changed' }) | (Of & { why: 'confirmed' | 'begun'; at: Instant | null }) | Used

async function told(viewer: Viewer, run: Run, raw: Raw[], on: On): Promise<Resting[]> {
  const rows = raw.flatMap(each => [
    { table: each.table, row: each.row },
    ...(each.why === 'used' ? each.by.map(row => ({ table: each.from, row })) : []),
  ])
  const names = await namesOf(viewer, rows, on)
  const nameOf = (table: string, row: Row): Named | null => {
    const found = subjectsOfRow(table, row).flatMap(({ of, id }) => names.get(`${of} ${id}`) ?? [])
    const [first] = found
    return first ? { href: first.href, name: found.map(each => each.name).join(' · ') } : null
  }
  const since = await firstAfter(run, on)
  const resting: Resting[] = []
  for (const each of raw) {
    const named = nameOf(each.table, each.row)
    const of = { name: named?.name ?? null, href: named?.href ?? null }
    if (each.why === 'used') {
      const by = each.by.flatMap(row => nameOf(each.from, { ...row, ...without(each.table, each.row) }) ?? [])
      const distinct = [...new Map(by.map(one => [`${one.href} ${one.name}`, one])).values()]
      resting.push({
        why: 'used',
        // What the import itself brought is told as it brought it.
        name: named?.name ?? ownName(each.row),
        href: of.href,
        isPerson: each.table === 'person',
        table: each.from,
        count: each.count,
        by: distinct.slice(0, LINKS),
      })
    } else if (each.why === 'changed') {
      const [last] = await lastEntry(each, since, on)
      const isGone = !(await isThere(each, on))
      resting.push({
        why: isGone ? 'gone' : 'changed',
        ...of,
        who: (named && last?.who) ?? null,
        at: (named && last?.at) ?? null,
      })
    } else resting.push({ why: each.why, ...of, at: each.at })
  }
  return resting
}

/** The row that is used is named once: not again beside each that uses it. */
function without(table: string, row: Row): Row {
  return Object.fromEntries(
    subjectsOfRow(table, row).flatMap(({ of }) => (table === of ? [[`${of}_id`, undefined]] : [])),
  )
}

function ownName({ name, title, content, words, day }: Row): string {
  return String(name ?? title ?? content ?? words ?? day ?? '')
}

async function isThere({ table, row }: Raw, on: On): Promise<boolean> {
  if (row.id === undefined) return true
  const [found] = await on.all(sql`select 1 from ${sql.identifier(table)} where id = ${row.id}`)
  return found !== undefined
}

/** The id of the last entry of the log that the import itself wrote. */
async function firstAfter(run: Run, on: On): Promise<number> {
  const sheets = run.parts.filter(({ counts }) => counts.new + counts.changed > 0).length
  const [last] = await on.all<{ id: number }>(sql`
    select id from audit where action = 'import.write' and at >= ${run.writtenAt} order by id limit 1 offset ${Math.max(0, sheets - 1)}`)
  return last?.id ?? 0
}

function lastEntry({ table, row }: Raw, since: number, on: On) {
  const of = logged[table]
  if (!of) return Promise.resolve([])
  return on.all<{ at: Instant; who: string | null }>(sql`
    select a.at as at, ${actorName} as who from audit a left join audit_text t on t.audit_id = a.id
    where a.subject = ${of.subject} and a.subject_id = ${String(of.id(row))} and a.id > ${since} order by a.id desc limit 1`)
}

type Asked = { of: Subject; id: number }

/** Names and addresses of what the viewer may see, by subject and id. */
async function namesOf(
  viewer: Viewer,
  rows: { table: string; row: Row }[],
  on: On,
): Promise<Map<string, Named>> {
  const asked = rows.flatMap(({ table, row }) => subjectsOfRow(table, row))
  const names = new Map<string, Named>()
  const put = async (of: Subject, page: string, query: (ids: SQL) => SQL) => {
    const ids = [...new Set(asked.filter((each: Asked) => each.of === of).map(each => each.id))]
    if (ids.length === 0) return
    const found = await on.all<{ id: number; name: string; at?: number }>(
      query(sql`(select value from json_each(${JSON.stringify(ids)}))`),
    )
    for (const { id, name, at } of found) names.set(`${of} ${id}`, { name, href: `${page}${at ?? id}` })
  }
  const all = administersAll(viewer) ? sql`true` : sql`false`
  await put(
    'activity',
    '/activities/',
    ids => sql`
    select id, day || ' ' || title as name from activity where id in ${ids} and id in ${visibleActivityIds(viewer)}`,
  )
  await put(
    'exam',
    '/exams/',
    ids => sql`select id, title as name from exam where id in ${ids} and id in ${visibleExamIds(viewer)}`,
  )
  await put(
    'plan_item',
    '/plans/',
    ids => sql`
    select i.id as id, i.content as name, p.id as at from plan_item i join plan p on p.id = i.plan_id join unit u on u.id = p.unit_id
    where i.id in ${ids} and (${inScope(viewer, sql`u.path`)})`,
  )
  await put(
    'plan',
    '/plans/',
    ids => sql`
    select p.id as id, p.title as name from plan p join unit u on u.id = p.unit_id
    where p.id in ${ids} and (${inScope(viewer, sql`u.path`)})`,
  )
  await put(
    'output',
    '/outputs/',
    ids => sql`
    select o.id as id, o.day || ' ' || c.name || ' ' || o.quantity || coalesce(o.unit_word, c.unit_word) as name
    from output o join channel c on c.id = o.channel_id join unit u on u.id = o.unit_id
    where o.id in ${ids} and (${inScope(viewer, sql`u.path`)})`,
  )
  await put(
    'adviser',
    '/advisers/',
    ids => sql`
    select a.id as id, a.name as name from adviser a join unit u on u.id = a.unit_id
    where a.id in ${ids} and (${inScope(viewer, sql`u.path`)})`,
  )
  await put(
    'legal_work',
    '/advisers/work/',
    ids => sql`
    select w.id as id, w.day || ' ' || w.matter as name from legal_work w join unit u on u.id = w.unit_id
    where w.id in ${ids} and (${inScope(viewer, sql`u.path`)})`,
  )
  await put(
    'person',
    '/people/',
    ids => sql`
    select p.id as id, p.name as name from person p where p.id in ${ids} and (${all} or exists (
      select 1 from membership m join unit u on u.id = m.unit_id where m.person_id = p.id and (${inScope(viewer, sql`u.path`)})))`,
  )
  await put(
    'unit',
    '/people?unit=',
    ids =>
      sql`select u.id as id, u.name as name from unit u where u.id in ${ids} and (${inScope(viewer, sql`u.path`)})`,
  )
  return names
}
