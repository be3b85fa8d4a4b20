import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { activity, activityHost, activityTarget, activityTopic } from '@/db/schema/activity'
import { audience } from '@/db/schema/audience'
import { mustLearnTopic, occurrence, plan, planItem, topic } from '@/db/schema/plan'
import { unit } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { dayOf, instantOf, yearOf } from '@/lib/core/time'
import { putAudience } from '@/lib/organisation/audience/audience.commands'
import { type KnownWord, type Part, understandAudience } from '@/lib/organisation/audience/audience.rules'
import { knownWords } from '@/lib/organisation/audience/audience.sql'
import { audienceFrom, audienceOutside, unknownAudience } from '@/lib/organisation/lookup/audience.queries'
import { gatherInto, type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { formsOf, publicFormsOf, targetsOf } from '@/lib/organisation/settings/setting.queries'
import {
  fittingItem,
  joinOccurrence,
  leaveJoin,
  topicsOfItem,
} from '@/lib/plan/occurrences/occurrence.commands'
import { parseDay, parseDayRange } from '@/lib/spreadsheet/days.rules'
import type {
  Cells,
  Fault,
  Importer,
  ImportOptions,
  Judged,
  RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { parseCount, parseNumber, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'
import { alterActivity, putActivity, topicNamed } from './activity.commands'
import { statusByDay } from './activity.rules'
import { readStatus, readTargets, splitList } from './activity.sheet'
import type { ActivityFacts } from './facts.commands'

type Row = typeof activity.$inferSelect
type Facts = Omit<ActivityFacts, 'audienceId' | 'planItemId'>
type Effect = {
  before: Row | null
  facts: Facts
  audience: { words: string; parts: Part[]; personIds: number[] } | null
  /** Given by the sheet; `undefined` where it names none and a matching occurrence is searched for. */
  planItemId: number | undefined
  coHosts: string[]
  targets: string[]
  topics: string[] | null
}
type Item = { id: number; content: string; form: string; unitId: number; year: number }
type Context = {
  known: Known
  words: KnownWord[]
  forms: string[]
  publicForms: string[]
  targets: string[]
  items: Item[]
  open: {
    planItemId: number
    content: string
    form: string
    unitId: number
    fromDay: string
    toDay: string
  }[]
  byCode: Map<string, Row>
  /** By host and name. */
  byTitle: Map<string, Row[]>
  beside: Map<number, { coHosts: string[]; targets: string[]; topics: string[]; words: string }>
  today: string
  options: ImportOptions
  viewer: Viewer
}

/** 活动台账: each row is an activity; its key is 编号, else 日期 + 名称 + 主办单位. It is linked to its occurrence in the plan. */
export const activitiesImporter: Importer<Effect[]> = {
  kind: 'activities',
  restsOn: [
    ...knownFrom,
    ...audienceFrom,
    'setting',
    'plan',
    'plan_item',
    'occurrence',
    'activity',
    'activity_host',
    'activity_target',
    'activity_topic',
    'topic',
    'audience',
  ],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effect[]>> {
    const context = await loadContext(on, viewer, options, pause)
    const judged: Judged<Effect[]> = { outcomes: [], faults: [], notes: [], effects: [] }
    const newForms = new Set<string>()
    await judgeRows<Effect>(
      rows,
      judged,
      {
        async read({ row, cells }, faults) {
          const effect = readRow(context, row, cells, faults)
          if (effect?.audience) {
            const { day, hostUnitId } = effect.facts
            faults.push(...(await audienceOutside(viewer, on, row, effect.audience, day, hostUnitId)))
          }
          return effect
        },
        nameOf: ({ before, facts }, { cells }) => ({
          key: before
            ? `#${before.id}`
            : (facts.code ?? [facts.day, matchKey(facts.title), facts.hostUnitId].join()),
          text: JSON.stringify(cells),
          label: `${cells.date} ${facts.title}`,
          field: 'title',
        }),
        take(effect) {
          if (!context.forms.includes(effect.facts.form)) newForms.add(effect.facts.form)
          judged.effects.push(effect)
          return outcomeOf(context, effect)
        },
      },
      pause,
    )
    if (newForms.size > 0)
      judged.notes.push({ reason: 'newForms', places: { forms: [...newForms].join('、') } })
    return judged
  },

  async write(tx, viewer, effects) {
    for (const effect of effects) await writeOne(tx, viewer, effect)
  },
}

async function loadContext(on: On, viewer: Viewer, options: ImportOptions, pause: Pause): Promise<Context> {
  const [
    known,
    words,
    forms,
    publicForms,
    targets,
    items,
    open,
    there,
    hosts,
    targetRows,
    topicRows,
    audiences,
  ] = await Promise.all([
    loadKnown(on, options, pause),
    knownWords(on, options.aliases, pause),
    formsOf(on),
    publicFormsOf(on),
    targetsOf(on),
    on
      .select({
        id: planItem.id,
        content: planItem.content,
        form: planItem.form,
        unitId: planItem.unitId,
        unitPath: unit.path,
        year: plan.year,
      })
      .from(planItem)
      .innerJoin(plan, eq(plan.id, planItem.planId))
      .innerJoin(unit, eq(unit.id, planItem.unitId)),
    on
      .select({
        planItemId: planItem.id,
        content: planItem.content,
        form: planItem.form,
        unitId: planItem.unitId,
        fromDay: occurrence.fromDay,
        toDay: occurrence.toDay,
      })
      .from(occurrence)
      .innerJoin(planItem, eq(planItem.id, occurrence.planItemId))
      .where(sql`${occurrence.activityId} is null and ${occurrence.examId} is null`),
    paged<Row>(pause, (last, limit) =>
      on
        .select()
        .from(activity)
        .where(and(isNull(activity.deletedAt), gt(activity.id, last?.id ?? 0)))
        .orderBy(activity.id)
        .limit(limit),
    ),
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
  const byCode: Context['byCode'] = new Map()
  const byTitle: Context['byTitle'] = new Map()
  for (const each of there) {
    await pause()
    if (each.code !== null && !byCode.has(each.code)) byCode.set(each.code, each)
    gatherInto(byTitle, titleKey(each), each)
  }
  for (const each of hosts) beside.get(each.activityId)?.coHosts.push(each.name)
  for (const each of targetRows) beside.get(each.activityId)?.targets.push(each.target)
  for (const each of topicRows) beside.get(each.activityId)?.topics.push(each.name)
  for (const each of audiences) Object.assign(beside.get(each.activityId) ?? {}, { words: each.words })
  return {
    known,
    words,
    forms,
    publicForms,
    targets,
    items: items.filter(each => canOrganise(viewer, each.unitPath)),
    open: [...open],
    byCode,
    byTitle,
    beside,
    today: dayOf(now()),
    options,
    viewer,
  }
}

function readRow(context: Context, row: number, cells: Cells['cells'], faults: Fault[]): Effect | null {
  const { known, options, viewer } = context
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const range = parseDayRange(cell('date'), options.year)
  if (!range.ok) fault('date', { reason: range.reason, places: { text: cell('date') } })
  if (!cell('title')) fault('title', { reason: 'empty' })
  const host = known.unitNamed(cell('host'))
  if (!host.ok) fault('host', host.fault)
  else if (!canOrganise(viewer, host.value.path))
    fault('host', { reason: 'outsideScope', places: { unit: host.value.name } })
  const form = readForm(context, cell('form'), given => fault('form', given))
  const status = readStatus(cell('status'))
  if (status === null) fault('status', { reason: 'unknownStatus', places: { text: cell('status') } })
  const newDay = cell('newDay') ? parseDay(cell('newDay'), options.year) : null
  if (newDay && !newDay.ok) fault('newDay', { reason: newDay.reason, places: { text: cell('newDay') } })
  const yesNo = (field: string) => {
    const value = cell(field) === '' ? null : parseYesNo(cell(field))
    if (cell(field) !== '' && value === null)
      fault(field, { reason: 'notYesNo', places: { text: cell(field) } })
    return value
  }
  const count = (field: string) => {
    if (cell(field) === '') return null
    const read = parseCount(cell(field))
    return read.ok ? read.value : fault(field, { reason: read.reason, places: { text: cell(field) } })
  }
  const time = (field: string) => {
    if (cell(field) === '') return null
    const read = parseTime(cell(field))
    return read.ok ? read : fault(field, { reason: read.reason, places: { text: cell(field) } })
  }
  const isPublic = yesNo('public') ?? context.publicForms.includes(form ?? '')
  const said = yesNo('compulsory')
  const understood = understandAudience(cell('audience'), context.words)
  const namesRoster = understood.parts.length > 0 || understood.personIds.length > 0
  const compulsory = said ?? (namesRoster && !isPublic)
  if (understood.unknown.length > 0 && (compulsory || !isPublic)) {
    fault('audience', unknownAudience(understood.unknown[0] as string, context.words))
  }
  if (compulsory && !namesRoster && understood.unknown.length === 0)
    fault('audience', { reason: 'compulsoryNeedsAudience' })
  const heads = count('heads')
  const consultations = count('consultations')
  const starts = time('start')
  const ends = time('end')
  const hours = cell('hours') === '' ? null : parseNumber(cell('hours'))
  if (hours && !hours.ok) fault('hours', { reason: hours.reason, places: { text: cell('hours') } })
  if (
    !range.ok ||
    !host.ok ||
    form === null ||
    status === null ||
    (newDay && !newDay.ok) ||
    faults.length > 0
  )
    return null

  const moved = status === 'postponed' && newDay?.ok ? newDay.day : null
  const day = moved ?? range.fromDay
  const lastDay = moved ?? range.toDay
  const item =
    cell('item') === '' ? undefined : itemNamed(context, cell('item'), form, host.value.id, yearOf(day))
  if (item && 'reason' in item) return fault('item', item)
  const stands =
    status === null || status === '' || (status === 'postponed' && moved)
      ? statusByDay(lastDay, now())
      : status
  if (stands === 'held' && day > context.today) return fault('status', { reason: 'heldAhead' })
  const end = ends?.start ?? starts?.end ?? null
  const facts: Facts = {
    code: cell('code') || null,
    hostUnitId: host.value.id,
    title: cell('title'),
    form,
    day,
    lastDay,
    originalDay: moved ? range.fromDay : null,
    startsAt: starts ? instantOf(day, starts.start) : null,
    endsAt: end ? instantOf(lastDay, end) : null,
    place: cell('place') || null,
    lecturer: cell('lecturer') || null,
    lecturerRank: cell('lecturerRank') || null,
    hours: hours?.ok ? hours.value : null,
    compulsory,
    isPublic,
    campaign: cell('campaign') || null,
    status: stands,
    heads,
    consultations,
    remark: cell('remark') || null,
  }
  const before = existing(context, facts, range.fromDay)
  if (before === 'several') return fault('title', { reason: 'severalActivities' })
  const standing = before && known.unitById(before.hostUnitId)
  if (standing && !canOrganise(viewer, standing.path))
    return fault('code', { reason: 'outsideScope', places: { unit: standing.name } })
  if (before?.rollOpenedAt && before.day !== day) return fault('date', { reason: 'rollOpen' })
  const invited = isPublic && !compulsory
  return {
    before,
    facts: before?.status === 'closed' && stands === 'held' ? { ...facts, status: 'closed' } : facts,
    audience:
      cell('audience') === ''
        ? null
        : {
            words: cell('audience'),
            parts: invited ? [] : understood.parts,
            personIds: invited ? [] : understood.personIds,
          },
    planItemId: item?.id,
    coHosts: splitList(cell('coHosts')),
    targets: readTargets(cell('targets'), context.targets),
    topics:
      cell('topics') === '' ? null : splitList(cell('topics')).map(name => known.meaningOf('topic', name)),
  }
}

function readForm(
  context: Context,
  text: string,
  fault: (given: Omit<Fault, 'row' | 'field'>) => null,
): string | null {
  const word = context.known.meaningOf('form', text)
  if (!word) return fault({ reason: 'empty' })
  const same = context.forms.find(each => matchKey(each) === matchKey(word))
  if (same) return same
  const likely = nearest(word, context.forms)
  // A form of activity unknown here is accepted; one very similar to a known form is more likely a typing error.
  return likely
    ? fault({ reason: 'unknownForm', places: { word }, likely: { word: text, meaning: likely } })
    : word
}

function itemNamed(
  context: Context,
  name: string,
  form: string,
  unitId: number,
  year: number,
): Item | Omit<Fault, 'row' | 'field'> {
  const word = context.known.meaningOf('item', name)
  const ofYear = context.items.filter(each => each.year === year)
  let named = ofYear.filter(each => matchKey(each.content) === matchKey(word))
  if (named.length > 1 && named.some(each => each.form === form))
    named = named.filter(each => each.form === form)
  if (named.length > 1 && named.some(each => each.unitId === unitId))
    named = named.filter(each => each.unitId === unitId)
  if (named.length === 1) return named[0] as Item
  if (named.length > 1) return { reason: 'severalItems', places: { word: name } }
  const likely = nearest(
    word,
    ofYear.map(each => each.content),
  )
  return {
    reason: 'noSuchItem',
    places: { word: name },
    ...(likely ? { likely: { word: name, meaning: likely } } : {}),
  }
}

function existing(context: Context, facts: Facts, sheetDay: string): Row | null | 'several' {
  if (facts.code) {
    const byCode = context.byCode.get(facts.code)
    if (byCode) return byCode
  }
  const days = [facts.day, sheetDay]
  const same = (context.byTitle.get(titleKey(facts)) ?? []).filter(
    each =>
      (days.includes(each.day) || (each.originalDay !== null && days.includes(each.originalDay))) &&
      (each.code === null || facts.code === null || each.code === facts.code),
  )
  return same.length > 1 ? 'several' : (same[0] ?? null)
}

function titleKey({ hostUnitId, title }: Pick<Facts, 'hostUnitId' | 'title'>): string {
  return `${hostUnitId}/${matchKey(title)}`
}

type Told = Pick<RowOutcome, 'outcome' | 'before' | 'after' | 'remark' | 'places'>

function outcomeOf(context: Context, effect: Effect): Told {
  const { before, facts } = effect
  if (!before) {
    const joined = joins(context, effect)
    return joined ? { outcome: 'new', remark: 'joins', places: { item: joined } } : { outcome: 'new' }
  }
  const beside = context.beside.get(before.id)
  const was: Record<string, unknown> = {
    ...before,
    coHosts: beside?.coHosts,
    targets: beside?.targets,
    topics: beside?.topics,
    audience: beside?.words,
  }
  const is: Record<string, unknown> = {
    ...facts,
    coHosts: effect.coHosts,
    targets: effect.targets,
    ...(effect.topics ? { topics: effect.topics } : {}),
    audience: effect.audience?.words ?? '',
    ...(effect.planItemId === undefined ? {} : { planItemId: effect.planItemId }),
  }
  const differing = Object.keys(is).filter(name => !sameValue(was[name], is[name]))
  if (differing.length === 0) return { outcome: 'unchanged' }
  const tell = (of: Record<string, unknown>) => differing.map(name => String(of[name] ?? '')).join(' · ')
  return { outcome: 'changed', before: tell(was), after: tell(is) }
}

/** The occurrence for a new activity, removed from the open ones so that the next row cannot take it too. */
function joins({ open }: Context, { facts, planItemId }: Effect): string | null {
  if (facts.status === 'cancelled' || facts.status === 'postponed') return null
  const inPeriod = (each: Context['open'][number]) => each.fromDay <= facts.day && facts.day <= each.toDay
  const fitting = open.filter(each =>
    planItemId === undefined
      ? each.form === facts.form && each.unitId === facts.hostUnitId && inPeriod(each)
      : each.planItemId === planItemId,
  )
  // Several occurrences of the same item are interchangeable, so they are not ambiguous.
  const isOne = new Set(fitting.map(each => each.planItemId)).size === 1
  const chosen = isOne ? (fitting.find(inPeriod) ?? fitting[0]) : undefined
  if (!chosen) return null
  open.splice(open.indexOf(chosen), 1)
  return chosen.content
}

async function writeOne(tx: Tx, viewer: Viewer, effect: Effect): Promise<void> {
  const { before, facts, coHosts, targets } = effect
  const topicIds =
    effect.topics === null ? undefined : await Promise.all(effect.topics.map(name => topicNamed(tx, name)))
  if (topicIds?.length) {
    await tx
      .insert(mustLearnTopic)
      .values(topicIds.map(topicId => ({ year: yearOf(facts.day), topicId })))
      .onConflictDoNothing()
  }
  if (!before) {
    const isJoining = facts.status !== 'cancelled' && facts.status !== 'postponed'
    const fitting =
      isJoining && effect.planItemId === undefined
        ? await fittingItem(tx, { day: facts.day, form: facts.form, unitId: facts.hostUnitId })
        : null
    const planItemId = effect.planItemId ?? fitting
    const inherited = topicIds ?? (planItemId === null ? [] : await topicsOfItem(tx, planItemId))
    const audienceId = effect.audience && (await audienceFor(tx, effect.audience))
    const row = await putActivity(
      tx,
      viewer,
      { ...facts, audienceId, planItemId },
      { coHosts, targets, topicIds: inherited },
    )
    if (isJoining && planItemId !== null)
      await joinOccurrence(tx, { planItemId, day: facts.day }, { activityId: row.id })
    return
  }
  const [words] =
    before.audienceId === null
      ? []
      : await tx.select({ words: audience.words }).from(audience).where(eq(audience.id, before.audienceId))
  const isSameAudience = (words?.words ?? '') === (effect.audience?.words ?? '')
  const audienceId = isSameAudience
    ? before.audienceId
    : effect.audience && (await audienceFor(tx, effect.audience))
  const rejoined = effect.planItemId !== undefined && effect.planItemId !== before.planItemId
  const isSame = Object.entries({ ...facts, audienceId }).every(([name, value]) =>
    sameValue(before[name as keyof Row], value),
  )
  if (!isSame || !(await sameBeside(tx, before.id, coHosts, targets, effect.topics))) {
    await alterActivity(tx, viewer, before, { ...facts, audienceId }, undefined, {
      coHosts,
      targets,
      topicIds,
    })
  }
  if (rejoined) {
    await leaveJoin(tx, { activityId: before.id })
    await joinOccurrence(
      tx,
      { planItemId: effect.planItemId as number, day: facts.day },
      { activityId: before.id },
    )
  } else if (facts.status === 'cancelled') await leaveJoin(tx, { activityId: before.id })
}

function audienceFor(tx: Tx, { words, parts, personIds }: NonNullable<Effect['audience']>): Promise<number> {
  return putAudience(tx, { words, parts, people: personIds.map(personId => ({ personId, how: 'added' })) })
}

async function sameBeside(
  tx: Tx,
  activityId: number,
  coHosts: string[],
  targets: string[],
  topics: string[] | null,
): Promise<boolean> {
  const [hosts, targetRows, topicRows] = await Promise.all([
    tx.select().from(activityHost).where(eq(activityHost.activityId, activityId)),
    tx.select().from(activityTarget).where(eq(activityTarget.activityId, activityId)),
    tx
      .select({ name: topic.name })
      .from(activityTopic)
      .innerJoin(topic, eq(topic.id, activityTopic.topicId))
      .where(eq(activityTopic.activityId, activityId)),
  ])
  return (
    sameValue(
      hosts.map(each => each.name),
      coHosts,
    ) &&
    sameValue(
      targetRows.map(each => each.target),
      targets,
    ) &&
    (topics === null ||
      sameValue(
        topicRows.map(each => each.name),
        topics,
      ))
  )
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return [...new Set(a)].sort().join('\n') === [...new Set(b)].sort().join('\n')
  return (a ?? null) === (b ?? null)
}
