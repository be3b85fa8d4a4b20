import { and, eq } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import type { Pause } from '@/db/pause'
import { audience } from '@/db/schema/audience'
import { plan, planItem, planItemTopic, topic } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { putAudience } from '@/lib/organisation/audience/audience.commands'
import { knownWords } from '@/lib/organisation/audience/word.sql'
import { audienceFrom, audienceOutside } from '@/lib/organisation/lookup/audience.queries'
import { beyondAsked } from '@/lib/organisation/lookup/beyond-office.sql'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { lockedFault, lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import { planImported, putPlan } from '@/lib/plan/plan.commands'
import { planDocument } from '@/lib/plan/plan.queries'
import { decideChange } from '@/lib/plan/plan.rules'
import { titleOf } from '@/lib/plan/plan.sheet'
import type {
  Cells,
  Fault,
  Importer,
  ImportOptions,
  Judged,
  RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { tellRepeated } from '@/lib/spreadsheet/judge.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { droppedAsked, joinedItems, partAdjusted, replacedAsked } from './adjusted-plan.import'
import { formsKnown } from './forms-known.sql'
import { removeItems } from './item.commands'
import { type Context, type Effect, type Facts, type Item, keepStanding, readRow } from './item-row.import'
import { putItem } from './item-rows.commands'
import { otherPlanAsked } from './other-plan.import'
import { topicIds } from './topic.commands'

type Plan = typeof plan.$inferSelect
type Effects = {
  plan: Pick<Plan, 'year' | 'kind' | 'unitId' | 'title'>
  before: Plan | null
  items: Effect[]
  /** Items of an adjusted plan that fall away. */
  dropped: Item[]
}
/** 学法安排 and 工作要点: a row is an item, with its occurrences. On the command line the plan counts as issued. */
export const planImporter: Importer<Effects> = {
  kind: 'plan',
  restsOn: [
    ...knownFrom,
    ...audienceFrom,
    'setting',
    'topic',
    'plan',
    'plan_item',
    'plan_item_topic',
    'audience',
    'locked_year',
    'activity',
    'exam',
    'output',
    'evidence',
  ],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const kind = options.plan ?? 'officials'
    const year = options.year ?? yearOf(dayOf(now()))
    const [known, words, forms, topics, locked] = await Promise.all([
      loadKnown(on, { ...options, kind: 'plan' }, pause),
      knownWords(on, { ...options, kind: 'plan' }, pause),
      formsKnown(on),
      on.select({ name: topic.name }).from(topic),
      lockedYears(on),
    ])
    const of = unitOf(known, viewer, options)
    const effects: Effects = {
      plan: { year, kind, unitId: 0, title: '' },
      before: null,
      items: [],
      dropped: [],
    }
    const offers: Fault[] = []
    const judged: Judged<Effects> = { outcomes: [], faults: [], offers, notes: [], effects }
    if (!of.ok) {
      judged.faults.push(...rows.map(({ row }) => ({ row, field: null, ...of.fault })))
      return judged
    }
    effects.plan = { year, kind, unitId: of.value.id, title: titleOf(of.value.name, year, kind) }
    const there = await planThere(on, effects.plan)
    effects.before = there.plan
    if (there.plan?.status === 'closed') {
      judged.faults.push(...rows.map(({ row }) => ({ row, field: null, reason: 'planClosed' })))
      return judged
    }
    const context = {
      viewer,
      known,
      words,
      forms,
      topics: topics.map(each => each.name),
      of: of.value,
      isPoints: kind === 'workPoints',
      year,
      items: there.items,
      offers,
      locked,
      options,
    }
    await judgeItems(on, { ...context, joined: there.joined }, rows, judged, pause)
    if (!there.plan && effects.items.length > 0)
      judged.notes.push({ reason: 'newPlan', places: { title: effects.plan.title } })
    return judged
  },

  async write(tx, viewer, effects, { reason = REASON }) {
    const { before: head } = effects
    const changing = effects.items.filter(each => !each.before || differenceIn(each) !== null)
    if (changing.length + effects.dropped.length === 0) return
    const of = head ?? (await putPlan(tx, viewer, effects.plan))
    const ids = await writeItems(tx, of.id, effects.items)
    if (effects.dropped.length > 0) {
      const { items } = await planDocument(viewer, of.id, dayOf(now()), tx)
      const gone = new Set(effects.dropped.map(each => each.id))
      await removeItems(
        tx,
        viewer,
        items.filter(each => gone.has(each.id)),
        reason,
      )
    }
    await planImported(tx, viewer, of, reason)
    if (changing.length === 0) return
    await recordAudit(
      tx,
      viewer,
      ...changing.map(each => ({
        action: each.before ? ('plan.changeItem' as const) : ('plan.addItem' as const),
        subject: 'planItem',
        subjectId: ids.get(each) as number,
        reason: each.before ? reason : null,
        before: each.before ?? undefined,
        after: { ...each.facts, audience: each.audience?.words ?? null },
      })),
    )
  },
}

/** The reason of a change of an issued plan, where none is given with the sheet. */
const REASON = '随表导入'

/** Points before their parts, so that the parts can refer to them. */
async function writeItems(tx: Tx, planId: number, items: Effect[]): Promise<Map<Effect, number>> {
  const ids = new Map<Effect, number>()
  for (const each of [...items].sort((a, b) => Number(a.parent !== null) - Number(b.parent !== null))) {
    const above = each.parent === null ? null : (each.parentId ?? parentOf(each, items, ids))
    if (each.before && differenceIn(each) === null && each.before.parentId === above) {
      ids.set(each, each.before.id)
      continue
    }
    const { topics, ...facts } = each.facts
    const sameAudience =
      each.before &&
      (each.audience === undefined || each.before.audienceWords === (each.audience?.words ?? ''))
    const audienceId = sameAudience
      ? (each.before?.audienceId ?? null)
      : each.audience &&
        (await putAudience(tx, {
          words: each.audience.words,
          parts: each.audience.parts,
          people: each.audience.personIds.map(personId => ({ personId, how: 'added' as const })),
        }))
    const id = await putItem(tx, {
      ...facts,
      planId,
      id: each.before?.id,
      audienceId,
      parentId: above,
      topicIds: await topicIds(tx, topics),
      ...(each.before ? {} : { position: items.indexOf(each) + 1 }),
    })
    ids.set(each, id)
  }
  return ids
}

function parentOf(each: Effect, items: Effect[], ids: Map<Effect, number>): number | null {
  const named = items.filter(
    one => one.parent === null && matchKey(one.facts.content) === matchKey(each.parent ?? ''),
  )
  const own = named.find(one => one.facts.unitId === each.facts.unitId) ?? named[0]
  return own ? (ids.get(own) ?? null) : null
}

/** The unit given with the file, else the topmost one that the viewer organises. */
function unitOf(known: Known, viewer: Viewer, { unit: named }: ImportOptions) {
  if (named) {
    const of = known.unitNamed(named, '')
    if (!of.ok || canOrganise(viewer, of.value.path)) return of
    return { ok: false as const, fault: { reason: 'outsideScope', places: { unit: of.value.name } } }
  }
  const own = known.units.find(each => canOrganise(viewer, each.path))
  return own ? { ok: true as const, value: own } : { ok: false as const, fault: { reason: 'noUnits' } }
}

async function planThere(on: On, { year, kind, unitId }: Effects['plan']) {
  const [found] = await on
    .select()
    .from(plan)
    .where(and(eq(plan.year, year), eq(plan.kind, kind), eq(plan.unitId, unitId)))
  if (!found) return { plan: null, items: [], joined: await joinedItems(on, 0) }
  const [items, topics, joined] = await Promise.all([
    on
      .select({ item: planItem, words: audience.words, unitName: unit.name })
      .from(planItem)
      .innerJoin(unit, eq(unit.id, planItem.unitId))
      .leftJoin(audience, eq(audience.id, planItem.audienceId))
      .where(eq(planItem.planId, found.id))
      .orderBy(planItem.position, planItem.id),
    on
      .select({ itemId: planItemTopic.planItemId, name: topic.name })
      .from(planItemTopic)
      .innerJoin(topic, eq(topic.id, planItemTopic.topicId)),
    joinedItems(on, found.id),
  ])
  return {
    plan: found,
    joined,
    items: items.map(({ item, words, unitName }) => ({
      ...item,
      unitName,
      parentContent: items.find(each => each.item.id === item.parentId)?.item.content ?? '',
      audienceWords: words ?? '',
      topics: topics.filter(each => each.itemId === item.id).map(each => each.name),
    })),
  }
}

async function judgeItems(
  on: On,
  context: Context & { joined: Set<number> },
  rows: Cells[],
  judged: Judged<Effects>,
  pause: Pause,
) {
  const read: Effect[] = []
  const beyond = beyondAsked(on, context.viewer, context.options, context.offers)
  for (const cells of rows) {
    await pause()
    read.push(...readRow(context, cells, judged.faults))
  }
  for (const { row, audience: due, facts } of read)
    if (due) {
      await pause()
      const day = `${context.year}-01-01`
      judged.faults.push(...(await audienceOutside(context.viewer, on, row, due, day, facts.unitId)))
    }
  const newForms = new Set<string>()
  const newTopics = new Set<string>()
  const byRow = new Map<number, Effect[]>()
  const first = new Map<string, Effect>()
  const perKey = new Map<string, number>()
  for (const { facts } of read)
    perKey.set(keyOf(context, facts), (perKey.get(keyOf(context, facts)) ?? 0) + 1)
  const isRepeated = ({ facts }: Effect) => (perKey.get(keyOf(context, facts)) ?? 0) > 1
  const part = partAdjusted(context, read)
  // What the plan has of the sheet: nothing else takes its place.
  const named = new Set(
    part === null ? [] : read.flatMap(each => existing(context, each.facts, isRepeated(each))?.id ?? []),
  )
  // A row that is not read yet may name an item too.
  let isOpen = judged.faults.length > 0
  for (const effect of read) {
    await pause()
    const { row, facts } = effect
    // 时间 + 内容 + 形式; where a plan repeats these for several units, the unit as well.
    const key = `${keyOf(context, facts)}/${facts.unitId}`
    const earlier = first.get(key)
    const text = ({ facts: own, audience: due, parent }: Effect) => JSON.stringify([own, due?.words, parent])
    if (earlier) {
      // Compared as the first stands now: what the sheet does not say of it was taken from the plan since.
      const isSame = text(earlier) === text(effect)
      const twin = { label: facts.content, field: 'content' }
      if (!isSame || earlier.row !== row) tellRepeated(judged, row, twin, { row: earlier.row, isSame })
      continue
    }
    first.set(key, effect)
    effect.before = existing(context, facts, isRepeated(effect))
    if (part !== null && !effect.before) {
      const free = context.items.filter(each => !named.has(each.id))
      const replaced = replacedAsked(context, effect, free, judged.faults)
      isOpen ||= replaced === undefined
      if (replaced === undefined) continue
      effect.before = replaced
      if (replaced) named.add(replaced.id)
    }
    if (effect.before) keepStanding(context, effect, effect.before)
    const { audience: due } = effect
    if (due && due.words !== effect.before?.audienceWords)
      await beyond({ ...due, day: `${context.year}-12-31` }, { row, field: 'audience' })
    if (facts.form && !context.forms.includes(facts.form)) newForms.add(facts.form)
    for (const each of facts.topics)
      if (!context.topics.some(one => matchKey(one) === matchKey(each))) newTopics.add(each)
    byRow.set(row, [...(byRow.get(row) ?? []), effect])
  }
  await settleParents(context, [...byRow.values()].flat(), judged.faults, pause)
  if (part === null) otherPlanAsked(context, judged.effects.before, [...byRow.values()].flat(), judged.faults)
  // What is left of the plan is known once each row has its place.
  else if (!isOpen)
    judged.effects.dropped = droppedAsked(context, { part, read, named, joined: context.joined }, judged)
  const faulty = new Set(judged.faults.map(each => each.row))
  const { before: head } = judged.effects
  const decision = head && decideChange(head.status, context.options.reason ?? REASON)
  for (const [row, made] of byRow) {
    await pause()
    if (faulty.has(row)) continue
    const isChanging = made.some(each => !each.before || differenceIn(each) !== null)
    const locked = isChanging ? lockedFault(context.locked, context.options, [`${context.year}-01-01`]) : null
    if (locked) {
      judged.faults.push({ row, field: null, ...locked })
      continue
    }
    if (isChanging && decision && !decision.ok) {
      judged.faults.push({ row, field: null, reason: decision.reason })
      continue
    }
    judged.effects.items.push(...made)
    // A row that names several units becomes several points; the row shows the most important outcome.
    const outcomes = made.map(outcomeOf).sort((a, b) => weight.indexOf(b.outcome) - weight.indexOf(a.outcome))
    if (outcomes[0]) judged.outcomes.push(outcomes[0])
  }
  judged.outcomes.sort((a, b) => a.row - b.row)
  const taken = judged.effects.items.filter(each => each.unitWords !== null)
  if (taken.length > 0)
    judged.notes.push({
      reason: 'unitsTaken',
      places: {
        rows: listed(taken.map(each => each.row)),
        units: listed(taken.map(each => each.unitName)),
      },
    })
  const repeated = judged.effects.items.filter(each => each.isTimeMade)
  if (repeated.length > 0)
    judged.notes.push({
      reason: 'periodTaken',
      places: {
        rows: listed(repeated.map(each => each.row)),
        times: listed(repeated.map(each => each.facts.timeWords)),
      },
    })
  if (newForms.size > 0)
    judged.notes.push({ reason: 'newForms', places: { forms: [...newForms].join('、') } })
  if (newTopics.size > 0)
    judged.notes.push({ reason: 'newTopics', places: { topics: [...newTopics].join('、') } })
}

function listed(given: (string | number)[]): string {
  return [...new Set(given)].join('、')
}

function keyOf({ isPoints }: Context, { timeWords, content, form, unitId }: Facts): string {
  return isPoints ? `${matchKey(content)}/${unitId}` : [timeWords, content, form].map(matchKey).join('/')
}

const weight = ['unchanged', 'changed', 'new']

function outcomeOf(effect: Effect): RowOutcome {
  const { row, facts, unitWords, unitName } = effect
  const taken = unitWords === null ? {} : { remark: 'unitTaken', places: { word: unitWords, unit: unitName } }
  const base = { row, label: facts.content, ...taken }
  if (!effect.before) return { ...base, outcome: 'new' }
  const change = differenceIn(effect)
  return change ? { ...base, outcome: 'changed', ...change } : { ...base, outcome: 'unchanged' }
}

function existing(context: Context, facts: Facts, isRepeated: boolean): Item | null {
  const same = context.items.filter(each => keyOf(context, each) === keyOf(context, facts))
  const own = same.find(each => each.unitId === facts.unitId)
  return own ?? (same.length === 1 && !isRepeated ? (same[0] ?? null) : null)
}

/** Resolves 上级要点 in the sheet and in the plan; there are two levels only. */
async function settleParents({ items }: Context, effects: Effect[], faults: Fault[], pause: Pause) {
  const tops = effects.filter(each => !each.parent && each.parentId === null)
  for (const effect of effects) {
    if (effect.parent === null || effect.parent === undefined) continue
    await pause()
    const word = matchKey(effect.parent)
    const isNamed = (content: string) => matchKey(content) === word
    if (tops.some(each => isNamed(each.facts.content))) {
      const there = tops.filter(each => isNamed(each.facts.content) && each.before)
      const own = there.find(each => each.facts.unitId === effect.facts.unitId) ?? there[0]
      effect.parentId = own?.before?.id ?? null
      continue
    }
    const above = items.filter(each => each.parentId === null && isNamed(each.content))
    const own = above.find(each => each.unitId === effect.facts.unitId) ?? above[0]
    if (own) {
      effect.parentId = own.id
      continue
    }
    const isBelow = effects.some(each => isNamed(each.facts.content))
    const likely = nearest(
      effect.parent,
      tops.map(each => each.facts.content),
    )
    faults.push({
      row: effect.row,
      field: 'parent',
      reason: isBelow ? 'pointBelowPoint' : 'noSuchPoint',
      places: { word: effect.parent },
      ...(likely && !isBelow ? { candidates: [{ value: likely, label: likely }] } : {}),
    })
  }
}

function differenceIn({ before, facts, audience: due, parent, unitName }: Effect) {
  if (!before) return null
  const spoken = (item: Pick<Item, 'mustLearn' | 'topics'>) =>
    item.topics.length > 0 ? [...item.topics].sort().join('、') : item.mustLearn ? '是' : ''
  return differenceOf([
    ['时间', before.timeWords, facts.timeWords],
    ['起', before.fromDay, facts.fromDay],
    ['止', before.toDay, facts.toDay],
    ['次数', before.times, facts.times],
    ['内容', before.content, facts.content],
    ['形式', before.form, facts.form],
    ['对象', before.audienceWords, due === undefined ? before.audienceWords : due?.words],
    ['主讲人', before.lecturer, facts.lecturer],
    ['责任单位', before.unitName, unitName],
    ['必学', spoken(before), spoken(facts)],
    ['备注', before.remark, facts.remark],
    ['权重', before.weight, facts.weight],
    ['佐证', before.evidence, facts.evidence],
    [
      '上级要点',
      before.parentContent,
      parent === undefined || matchKey(before.parentContent) === matchKey(parent ?? '')
        ? before.parentContent
        : parent,
    ],
  ])
}
