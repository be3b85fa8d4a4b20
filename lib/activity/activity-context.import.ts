import { and, eq, gt, isNull } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { activity, activityHost, activityTarget, activityTopic } from '@/db/schema/activity'
import { audience } from '@/db/schema/audience'
import { mustLearnTopic, topic } from '@/db/schema/plan'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { gatherInto } from '@/lib/core/gathered'
import { type Day, dayOf } from '@/lib/core/time'
import type { WordBook } from '@/lib/organisation/audience/audience.rules'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import { audienceFrom } from '@/lib/organisation/lookup/audience.queries'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { type LockedYears, lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import { campaignsOf, publicFormsOf, targetsOf } from '@/lib/organisation/settings/setting.queries'
import { formsKnown } from '@/lib/plan/items/forms-known.sql'
import { type Item, itemsFrom, itemsOpen, type Open } from '@/lib/plan/occurrences/open-items.sql'
import type { Fault, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'

export type Row = typeof activity.$inferSelect
type Beside = { coHosts: string[]; targets: string[]; topics: string[]; words: string }

/** What a ledger is judged against. */
export type Context = {
  known: Known
  words: WordBook
  forms: string[]
  publicForms: string[]
  targets: string[]
  campaigns: string[]
  topics: string[]
  mustLearn: Set<string>
  items: Item[]
  open: Open[]
  byCode: Map<string, Row>
  /** By host and name. */
  byTitle: Map<string, Row[]>
  beside: Map<number, Beside>
  locked: LockedYears
  today: Day
  /** Questions whose answer may wait. */
  offers: Fault[]
  options: ImportOptions
  viewer: Viewer
}

/** The tables that `loadContext` reads. */
export const contextFrom = [
  ...knownFrom,
  ...audienceFrom,
  ...itemsFrom,
  'setting',
  'activity',
  'activity_host',
  'activity_target',
  'activity_topic',
  'topic',
  'must_learn_topic',
  'locked_year',
]

export async function loadContext(
  on: On,
  viewer: Viewer,
  options: ImportOptions,
  pause: Pause,
): Promise<Context> {
  const [known, words, forms, publicForms, targets, campaigns, topics, mustLearn, locked] = await Promise.all(
    [
      loadKnown(on, { ...options, kind: 'activities' }, pause),
      knownWords(on, { ...options, kind: 'activities' }, pause),
      formsKnown(on),
      publicFormsOf(on),
      targetsOf(on),
      campaignsOf(on),
      on.select({ name: topic.name }).from(topic).orderBy(topic.id),
      on
        .select({ year: mustLearnTopic.year, name: topic.name })
        .from(mustLearnTopic)
        .innerJoin(topic, eq(topic.id, mustLearnTopic.topicId)),
      lockedYears(on),
    ],
  )
  const there = await activitiesThere(on, pause)
  const beside = await besideOf(on, there, pause)
  const byCode: Context['byCode'] = new Map()
  const byTitle: Context['byTitle'] = new Map()
  for (const each of there) {
    await pause()
    if (each.code !== null && !byCode.has(each.code)) byCode.set(each.code, each)
    gatherInto(byTitle, titleKey(each), each)
  }
  const used = there.flatMap(each => each.campaign ?? [])
  return {
    known,
    words,
    forms,
    publicForms,
    targets,
    campaigns: [...new Set([...campaigns, ...used])],
    topics: topics.map(each => each.name),
    mustLearn: new Set(mustLearn.map(each => mustLearnKey(each.year, each.name))),
    ...(await itemsOpen(on, viewer)),
    byCode,
    byTitle,
    beside,
    locked,
    today: dayOf(now()),
    offers: [],
    options,
    viewer,
  }
}

export function titleKey({ hostUnitId, title }: Pick<Row, 'hostUnitId' | 'title'>): string {
  return `${hostUnitId}/${matchKey(title)}`
}

export function mustLearnKey(year: number, name: string): string {
  return `${year} ${matchKey(name)}`
}

function activitiesThere(on: On, pause: Pause): Promise<Row[]> {
  return paged<Row>(pause, (last, limit) =>
    on
      .select()
      .from(activity)
      .where(and(isNull(activity.deletedAt), gt(activity.id, last?.id ?? 0)))
      .orderBy(activity.id)
      .limit(limit),
  )
}

async function besideOf(on: On, there: Row[], pause: Pause): Promise<Context['beside']> {
  const [hosts, targets, topics, audiences] = await Promise.all([
    on.select().from(activityHost),
    on.select().from(activityTarget),
    on
      .select({ activityId: activityTopic.activityId, name: topic.name })
      .from(activityTopic)
      .innerJoin(topic, eq(topic.id, activityTopic.topicId)),
    paged<{ activityId: number; words: string }>(pause, (last, limit) =>
      on
        .select({ activityId: activity.id, words: audience.words })
        .from(activity)
        .innerJoin(audience, eq(audience.id, activity.audienceId))
        .where(gt(activity.id, last?.activityId ?? 0))
        .orderBy(activity.id)
        .limit(limit),
    ),
  ])
  const beside: Context['beside'] = new Map(
    there.map(each => [each.id, { coHosts: [], targets: [], topics: [], words: '' }]),
  )
  for (const each of hosts) beside.get(each.activityId)?.coHosts.push(each.name)
  for (const each of targets) beside.get(each.activityId)?.targets.push(each.target)
  for (const each of topics) beside.get(each.activityId)?.topics.push(each.name)
  for (const each of audiences) Object.assign(beside.get(each.activityId) ?? {}, { words: each.words })
  return beside
}
