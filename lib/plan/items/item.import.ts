import { and, eq } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import type { Pause } from '@/db/pause'
import { audience } from '@/db/schema/audience'
import { plan, planItem, planItemTopic, topic } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { isWithin } from '@/lib/access/unit-path.rules'
import { now } from '@/lib/core/clock'
import { dayOf, yearOf } from '@/lib/core/time'
import { putAudience } from '@/lib/organisation/audience/audience.commands'
import { type KnownWord, type Part, understandAudience } from '@/lib/organisation/audience/audience.rules'
import { knownWords } from '@/lib/organisation/audience/audience.sql'
import { audienceFrom, audienceOutside, unknownAudience } from '@/lib/organisation/lookup/audience.queries'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { formsOf } from '@/lib/organisation/settings/setting.queries'
import type { ItemTime } from '@/lib/plan/occurrences/occurrence.rules'
import { recordRevision } from '@/lib/plan/plan.commands'
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
import { parseCount, parseNumber } from '@/lib/spreadsheet/numbers.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { matchKey, nearest, splitUnits } from '@/lib/spreadsheet/text.rules'
import { inOneLine, meansEveryUnit, readMustLearn, remarkWithUnits } from './item.sheet'
import { putItem } from './item-rows.commands'
import { faultOfTime, readTime } from './time-words.rules'
import { topicIds } from './topic.commands'

type Unit = typeof unit.$inferSelect
type Plan = typeof plan.$inferSelect
type Item = typeof planItem.$inferSelect & {
  audienceWords: string
  topics: string[]
  unitName: string
  parentContent: string
}
type Facts = ItemTime & {
  timeWords: string
  content: string
  form: string
  lecturer: string | null
  unitId: number
  mustLearn: boolean
  topics: string[]
  remark: string | null
  weight: number | null
  evidence: string | null
}
type Effect = {
  row: number
  before: Item | null
  facts: Facts
  unitName: string
  /** The wording of 责任单位 where it is not simply the name of the unit chosen for it. */
  unitWords: string | null
  /** Optional columns that the sheet does not have: their values stay as they are. */
  absent: string[]
  audience: { words: string; parts: Part[]; personIds: number[] } | null
  /** The content of the parent point, with the unit whose point is preferred. */
  parent: string | null
  parentId: number | null
}
type Effects = {
  plan: Pick<Plan, 'year' | 'kind' | 'unitId' | 'title'>
  before: Plan | null
  items: Effect[]
}
type Context = {
  viewer: Viewer
  known: Known
  words: KnownWord[]
  forms: string[]
  topics: Set<string>
  of: Unit
  isPoints: boolean
  year: number
  items: Item[]
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
  ],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const kind = options.plan ?? 'officials'
    const year = options.year ?? yearOf(dayOf(now()))
    const [known, words, forms, topics] = await Promise.all([
      loadKnown(on, options, pause),
      knownWords(on, options.aliases, pause),
      formsOf(on),
      on.select({ name: topic.name }).from(topic),
    ])
    const of = unitOf(known, viewer, options)
    const effects: Effects = { plan: { year, kind, unitId: 0, title: '' }, before: null, items: [] }
    const judged: Judged<Effects> = { outcomes: [], faults: [], notes: [], effects }
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
      topics: new Set(topics.map(each => matchKey(each.name))),
      of: of.value,
      isPoints: kind === 'workPoints',
      year,
      items: there.items,
    }
    await judgeItems(on, context, rows, judged, pause)
    if (!there.plan && effects.items.length > 0)
      judged.notes.push({ reason: 'newPlan', places: { title: effects.plan.title } })
    return judged
  },

  async write(tx, viewer, effects) {
    const { before: head } = effects
    const changing = effects.items.filter(each => !each.before || differenceIn(each) !== null)
    if (changing.length === 0) return
    const planId = head?.id ?? (await makePlan(tx, viewer, effects.plan))
    const ids = await writeItems(tx, planId, effects.items)
    const isPaper = viewer.accountId === null
    // A plan imported on the command line is already issued on paper; a draft in the browser is issued by a person.
    const issued = isPaper && head?.status !== 'issued' ? { status: 'issued' as const, issuedAt: now() } : {}
    await tx
      .update(plan)
      .set({ ...issued, version: (head?.version ?? 0) + 1 })
      .where(eq(plan.id, planId))
    if (isPaper || head?.status === 'issued')
      await recordRevision(tx, viewer, planId, head?.status === 'issued' ? REASON : null)
    await recordAudit(
      tx,
      viewer,
      ...changing.map(each => ({
        action: each.before ? 'plan.changeItem' : 'plan.addItem',
        subject: 'planItem',
        subjectId: ids.get(each) as number,
        reason: each.before ? REASON : null,
        before: each.before ?? undefined,
        after: { ...each.facts, audience: each.audience?.words ?? null },
      })),
    )
  },
}

const REASON = '随表导入'

async function makePlan(tx: Tx, viewer: Viewer, facts: Effects['plan']): Promise<number> {
  const [made] = await tx.insert(plan).values(facts).returning()
  const { id } = made as Plan
  await recordAudit(tx, viewer, { action: 'plan.create', subject: 'plan', subjectId: id, after: facts })
  return id
}

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
    const sameAudience = each.before && each.before.audienceWords === (each.audience?.words ?? '')
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
    const of = known.unitNamed(named)
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
  if (!found) return { plan: null, items: [] }
  const [items, topics] = await Promise.all([
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
  ])
  return {
    plan: found,
    items: items.map(({ item, words, unitName }) => ({
      ...item,
      unitName,
      parentContent: items.find(each => each.item.id === item.parentId)?.item.content ?? '',
      audienceWords: words ?? '',
      topics: topics.filter(each => each.itemId === item.id).map(each => each.name),
    })),
  }
}

async function judgeItems(on: On, context: Context, rows: Cells[], judged: Judged<Effects>, pause: Pause) {
  const read: Effect[] = []
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
    effect.before = existing(context, facts, (perKey.get(keyOf(context, facts)) ?? 0) > 1)
    if (effect.before) keepAbsent(effect, effect.before)
    if (facts.form && !context.forms.includes(facts.form)) newForms.add(facts.form)
    for (const each of facts.topics) if (!context.topics.has(matchKey(each))) newTopics.add(each)
    byRow.set(row, [...(byRow.get(row) ?? []), effect])
  }
  await settleParents(context, [...byRow.values()].flat(), judged.faults, pause)
  const faulty = new Set(judged.faults.map(each => each.row))
  for (const [row, made] of byRow) {
    await pause()
    if (faulty.has(row)) continue
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
      places: { rows: listed(taken.map(each => each.row)), units: listed(taken.map(each => each.unitName)) },
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

const kept: Record<string, (keyof Facts)[]> = {
  lecturer: ['lecturer'],
  unit: ['unitId'],
  times: ['times'],
  mustLearn: ['mustLearn', 'topics'],
  remark: ['remark'],
  weight: ['weight'],
  evidence: ['evidence'],
}

function keepAbsent(effect: Effect, before: Item) {
  for (const field of effect.absent) {
    for (const name of kept[field] ?? []) Object.assign(effect.facts, { [name]: before[name] })
    if (field === 'unit') effect.unitName = before.unitName
  }
  if (effect.unitWords !== null)
    effect.facts.remark = remarkWithUnits(effect.facts.remark ?? '', effect.unitWords)
}

function existing(context: Context, facts: Facts, isRepeated: boolean): Item | null {
  const same = context.items.filter(each => keyOf(context, each) === keyOf(context, facts))
  const own = same.find(each => each.unitId === facts.unitId)
  return own ?? (same.length === 1 && !isRepeated ? (same[0] ?? null) : null)
}

/** Resolves 上级要点 in the sheet and in the plan; there are two levels only. */
async function settleParents({ items }: Context, effects: Effect[], faults: Fault[], pause: Pause) {
  const tops = effects.filter(each => each.parent === null)
  for (const effect of effects) {
    if (effect.parent === null) continue
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

function readRow(context: Context, { row, cells }: Cells, faults: Fault[]): Effect[] {
  const { known, words, of, isPoints, year } = context
  const before = faults.length
  const cell = (field: string) => inOneLine(field, cells[field] ?? '', words)
  const fault = (field: string, more: Omit<Fault, 'row' | 'field'>) => faults.push({ row, field, ...more })
  if (cell('content') === '') fault('content', { reason: 'empty' })
  const time = readTime(cell('time'), year, { isDeadline: isPoints })
  if (!time)
    fault(
      'time',
      cell('time')
        ? { reason: faultOfTime(cell('time'), year), places: { text: cell('time') } }
        : { reason: 'empty' },
    )
  const times = cell('times') ? parseCount(cell('times').replace(/^(?:不少于|至少|≥)/, '')) : null
  if (times && (!times.ok || times.value === 0))
    fault('times', { reason: times.ok ? 'notANumber' : times.reason, places: { text: cell('times') } })
  const weight = cell('weight') ? parseNumber(cell('weight').replace(/[%％]$/, '')) : null
  if (weight && !weight.ok) fault('weight', { reason: weight.reason, places: { text: cell('weight') } })
  if (weight?.ok && !Number.isInteger(weight.value))
    fault('weight', { reason: 'notWhole', places: { text: cell('weight') } })
  const form = isPoints ? '' : readForm(context, cell('form'), more => fault('form', more))
  const understood = understandAudience(cell('audience'), words)
  const [unknown] = understood.unknown
  if (unknown !== undefined) fault('audience', unknownAudience(unknown, words))
  const units = readUnits(context, cell('unit'), more => fault('unit', more))
  for (const each of units)
    if (!isWithin(each.path, of.path)) fault('unit', { reason: 'outsideScope', places: { unit: each.name } })
  if (faults.length > before || !time) return []
  const { mustLearn, topics } = readMustLearn(cell('mustLearn'), cell('content'))
  // An item of a study plan belongs to one unit, the first one named; a point is broken down to each.
  const taken = isPoints ? units : units.slice(0, 1)
  const isWhole =
    taken.length === units.length && !splitUnits(cell('unit')).some(word => !known.unitNamed(word).ok)
  const unitWords = isWhole || known.unitNamed(cell('unit')).ok ? null : cell('unit')
  const facts = {
    timeWords: cell('time'),
    fromDay: time.fromDay,
    toDay: time.toDay,
    every: time.every,
    times: (times?.ok ? times.value : undefined) ?? time.times ?? 1,
    content: cell('content'),
    form,
    lecturer: cell('lecturer') || null,
    mustLearn,
    topics: topics.map(each => known.meaningOf('topic', each)),
    remark: (unitWords === null ? cell('remark') : remarkWithUnits(cell('remark'), unitWords)) || null,
    weight: weight?.ok ? weight.value : null,
    evidence: cell('evidence') || null,
  }
  const due = cell('audience')
    ? { words: cell('audience'), parts: understood.parts, personIds: understood.personIds }
    : null
  return taken.map(({ id: unitId, name: unitName }) => ({
    row,
    before: null,
    facts: { ...facts, unitId },
    unitName,
    unitWords,
    absent: Object.keys(kept).filter(field => cells[field] === undefined),
    audience: due,
    parent: cell('parent') || null,
    parentId: null,
  }))
}

/** The responsible units by name; the plan's own unit where none is named, or where all units of a kind are. */
function readUnits(
  { known, of }: Context,
  text: string,
  fault: (more: Omit<Fault, 'row' | 'field'>) => void,
): Unit[] {
  const whole = text === '' ? null : known.unitNamed(text)
  if (whole?.ok) return [whole.value]
  const units = splitUnits(text).flatMap(word => {
    const found = known.unitNamed(word)
    if (found.ok) return [found.value]
    if (!meansEveryUnit(word)) fault(found.fault)
    return []
  })
  return units.length > 0 ? units : [of]
}

function readForm(
  { known, forms }: Context,
  text: string,
  fault: (more: Omit<Fault, 'row' | 'field'>) => void,
): string {
  const word = known.meaningOf('form', text)
  const same = forms.find(each => matchKey(each) === matchKey(word))
  if (same !== undefined || word === '') return same ?? ''
  const likely = nearest(word, forms)
  // A form of activity unknown here is accepted; one very similar to a known form is more likely a typing error.
  if (likely) fault({ reason: 'unknownForm', places: { word }, likely: { word: text, meaning: likely } })
  return word
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
    ['对象', before.audienceWords, due?.words],
    ['主讲人', before.lecturer, facts.lecturer],
    ['责任单位', before.unitName, unitName],
    ['必学', spoken(before), spoken(facts)],
    ['备注', before.remark, facts.remark],
    ['权重', before.weight, facts.weight],
    ['佐证', before.evidence, facts.evidence],
    [
      '上级要点',
      before.parentContent,
      matchKey(before.parentContent) === matchKey(parent ?? '') ? before.parentContent : parent,
    ],
  ])
}
