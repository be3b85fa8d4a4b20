import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'
import { audienceWordsFor } from '@/lib/organisation/lookup/audience.queries'
import { likeliestFirst } from '@/lib/spreadsheet/doubt.rules'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import type { Item } from './preview-lines.rules'

/** Names of what is there, to choose from in place of a name that is not known; by the key of the question. */
export type ToChoose = ReadonlyMap<string, string[]>

/** More are not looked through: the likeliest stand first, and another can be typed. */
const MOST = 60
/** A unit is not typed: the list holds all of a street. */
const MOST_UNITS = 400

/** What the viewer can choose for the questions that a page shows. */
export async function toChoose(
  viewer: Viewer,
  items: Pick<Item, 'key' | 'first'>[],
  units?: string[],
): Promise<ToChoose> {
  const unknown = items.filter(({ first }) => !first.choices && first.reason in namesFor)
  const lists = new Map<string, Promise<string[]>>()
  const found = new Map<string, string[]>()
  for (const { key, first } of unknown) {
    const { reason, places } = first
    const day = String(places?.day ?? '')
    const isUnit = reason === 'noSuchUnit' && units
    const list =
      lists.get(`${reason} ${day}`) ??
      (isUnit ? Promise.resolve(units) : namesFor[reason as Reason](viewer, day))
    lists.set(`${reason} ${day}`, list)
    found.set(
      key,
      likeliestFirst(wordIn(first), first.likely?.meaning ?? null, await list).slice(
        0,
        reason === 'noSuchUnit' ? MOST_UNITS : MOST,
      ),
    )
  }
  return found
}

const namesFor = {
  noSuchUnit: (viewer: Viewer) => unitNames(viewer, db),
  noSuchActivity: activitiesOf,
  unknownAudience: (viewer: Viewer) => audienceWordsFor(viewer),
}
type Reason = keyof typeof namesFor

/** The units that a sheet may mean, in their order. */
export async function unitNames(viewer: Viewer, on: On): Promise<string[]> {
  const rows = await on.all<{ name: string }>(sql`
    select unit.name as name from unit where (${inScope(viewer, sql`unit.path`, 'organiser', 'administrator')})
    order by unit.tree_order`)
  return [...new Set(rows.map(each => each.name))]
}

async function activitiesOf(viewer: Viewer, day: Day): Promise<string[]> {
  const rows = await db.all<{ title: string }>(sql`
    select distinct a.title as title from activity a join unit on unit.id = a.host_unit_id
    where a.day = ${day} and a.status <> 'draft' and a.deleted_at is null
      and (${inScope(viewer, sql`unit.path`, 'organiser', 'administrator')})
    order by a.title`)
  return rows.map(each => each.title)
}

const wordIn = ({ places = {}, likely }: Fault) =>
  likely?.word ?? String(places.word ?? places.title ?? places.text ?? '')
