import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'
import { audienceWordsFor } from '@/lib/organisation/lookup/audience.queries'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { likeliestFirst } from '@/lib/spreadsheet/doubt.rules'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import type { Item } from './preview-lines.rules'

/** Names of what is there, to choose from in place of a name that is not known; by the key of the question. */
export type ToChoose = ReadonlyMap<string, string[]>

/** More are not looked through: the likeliest stand first, and another can be typed. */
const MOST = 60

/** What the viewer can choose for the questions that a page shows. */
export async function toChoose(viewer: Viewer, items: Pick<Item, 'key' | 'first'>[]): Promise<ToChoose> {
  const unknown = items.filter(({ first }) => !first.choices && first.reason in namesFor)
  const lists = new Map<string, Promise<string[]>>()
  const found = new Map<string, string[]>()
  for (const { key, first } of unknown) {
    const { reason, places } = first
    const day = String(places?.day ?? '')
    const list = lists.get(`${reason} ${day}`) ?? namesFor[reason as Reason](viewer, day)
    lists.set(`${reason} ${day}`, list)
    found.set(key, likeliestFirst(wordIn(first), first.likely?.meaning ?? null, await list).slice(0, MOST))
  }
  return found
}

const namesFor = {
  noSuchUnit: async (viewer: Viewer) =>
    (await unitsFor(viewer, 'organiser', 'administrator')).map(each => each.name),
  noSuchActivity: activitiesOf,
  unknownAudience: (viewer: Viewer) => audienceWordsFor(viewer),
}
type Reason = keyof typeof namesFor

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
