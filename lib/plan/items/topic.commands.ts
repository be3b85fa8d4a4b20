import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { mustLearnTopic, topic } from '@/db/schema/plan'
import { write } from '@/db/write'
import { organisesAll, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { Conflict, Forbidden } from '@/lib/core/errors'
import type { MustLearnInput } from '@/lib/plan/plan.input'
import { mustLearnOf } from './topic.queries'
import { splitTopics } from './topic.rules'

/**
 * Sets the must-learn topics (必学内容) of a year: one list for all units, edited by organisers of the top unit. Throws
 * Conflict where the list is no longer the one that the form showed.
 */
export async function setMustLearn(viewer: Viewer, { year, topics, seen }: MustLearnInput) {
  return write(async tx => {
    if (!organisesAll(viewer)) throw new Forbidden()
    const names = splitTopics(topics)
    const listed = (await mustLearnOf(year, tx)).map(topic => topic.name)
    if (isSameList(listed, names)) return { ok: true, year } as const
    if (!isSameList(listed, seen.split(/\r?\n/).filter(Boolean)))
      throw new Conflict({ topics: listed.join('\n'), seen: listed.join('\n') })
    await tx.delete(mustLearnTopic).where(eq(mustLearnTopic.year, year))
    await addMustLearn(tx, year, await topicIds(tx, names))
    await recordAudit(tx, viewer, {
      action: 'topic.setMustLearn',
      subject: 'year',
      subjectId: year,
      after: names,
    })
    return { ok: true, year } as const
  })
}

function isSameList(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every(name => others.includes(name))
}

/** Topics named under 必学 in a plan become must-learn topics of its year. */
export async function addMustLearn(tx: Tx, year: number, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .insert(mustLearnTopic)
    .values(ids.map(topicId => ({ year, topicId })))
    .onConflictDoNothing()
}

/** The ids of the topics of these names; new ones are created. */
export async function topicIds(tx: Tx, names: string[]): Promise<number[]> {
  const ids = await topicsNamed(tx, names)
  return names.flatMap(name => ids.get(name) ?? [])
}

/** As `topicIds`, but as a map by name; two statements for any number. */
export async function topicsNamed(tx: Tx, names: string[]): Promise<Map<string, number>> {
  if (names.length === 0) return new Map()
  const given = sql`select value from json_each(${JSON.stringify([...new Set(names)])})`
  await tx.run(sql`insert into topic (name) ${given} where true on conflict do nothing`)
  const found = await tx.select().from(topic).where(sql`${topic.name} in (${given})`)
  return new Map(found.map(({ id, name }) => [name, id]))
}
