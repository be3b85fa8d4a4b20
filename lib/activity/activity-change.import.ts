import { canConfirm } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { glossary } from '@/lib/core/glossary'
import type { Day } from '@/lib/core/time'
import { isRollFrozen } from '@/lib/organisation/audience/frozen.rules'
import { becomes, clears } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Fault } from '@/lib/spreadsheet/importer.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { type ActivityStatus, countedChange, refusalOf, statusByTime } from './activity.rules'
import type { Context, Row } from './activity-context.import'
import {
  type AudienceRead,
  audienceFault,
  movedHours,
  namesRoster,
  type RowRead,
  readTimes,
  spokenDays,
  spokenTime,
} from './activity-row.import'
import type { ActivityFacts } from './facts.commands'

export type Facts = Omit<ActivityFacts, 'audienceId' | 'planItemId'>

/** What a row changes of an activity that stands; what is undefined stays as it is. */
export type Change = {
  facts: Facts & { rollClosedAt?: null }
  audience: AudienceRead | null | undefined
  planItemId: number | undefined
  coHosts: string[] | undefined
  targets: string[] | undefined
  topics: RowRead['topics'] | undefined
  /** Null where the row changes nothing. */
  difference: { before: string; after: string } | null
}

/**
 * What a row of the ledger changes of an activity: a column that the sheet lacks leaves its field alone, an empty cell
 * clears only where that is confirmed, and what the activity's page would refuse is refused.
 */
export function changeOfRow(context: Context, read: RowRead, before: Row, faults: Fault[]): Change | null {
  const { options, offers, known } = context
  const { row, cells } = read
  const offering = { offers, options, row }
  const fault = (field: string, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const when = whenOf(context, read, before, faults)
  if (!when) return null
  const times = readTimes(context, read, when, faults)
  if (!times) return null
  const kept = movedHours(before, when)
  const hours = { startsAt: times.startsAt ?? kept.startsAt, endsAt: times.endsAt ?? kept.endsAt }
  const status = statusOf(context, read, before, { ...when, ...hours }, faults)
  if (status === null) return null
  const value = <T extends string | number | null>(field: string, is: T, was: T): T =>
    becomes(offering, cells, field, { is, was })
  const startsAt = becomes(offering, cells, 'start', {
    is: times.startsAt,
    was: kept.startsAt,
    said: spokenTime(kept.startsAt),
  })
  // 9:00–11:00 in the column of the start says the end as well.
  const endsAt =
    cells.end === undefined
      ? (times.endsAt ?? kept.endsAt)
      : becomes(offering, cells, 'end', { is: times.endsAt, was: kept.endsAt, said: spokenTime(kept.endsAt) })
  const beside = context.beside.get(before.id) ?? { coHosts: [], targets: [], topics: [], words: '' }
  const list = <T>(field: string, is: T[], was: string[]): T[] | undefined => {
    if (cells[field] === undefined) return undefined
    if (cells[field] !== '') return is
    return clears(offering, field, was.join('、')) ? [] : undefined
  }
  const isPublic = read.isPublic ?? before.isPublic
  const compulsory = read.compulsory ?? before.compulsory
  const audience = audienceOf(read, beside.words, isPublic && !compulsory, () =>
    clears(offering, 'audience', beside.words),
  )
  const unclear = audience ? audienceFault(context, read.audience, read.hostUnitId) : null
  if (unclear && (compulsory || !isPublic)) fault('audience', unclear)
  const isNamed = audience === undefined ? beside.words !== '' : audience !== null && namesRoster(audience)
  if (compulsory && !isNamed && (read.compulsory !== null || audience === null) && faults.length === 0)
    fault('audience', { reason: 'compulsoryNeedsAudience' })
  const facts: Change['facts'] = {
    code: read.code ?? before.code,
    hostUnitId: read.hostUnitId,
    title: read.title,
    form: read.form,
    ...when,
    startsAt,
    endsAt,
    place: value('place', cells.place || null, before.place),
    lecturer: value('lecturer', cells.lecturer || null, before.lecturer),
    lecturerRank: value('lecturerRank', cells.lecturerRank || null, before.lecturerRank),
    hours: value('hours', read.hours, before.hours),
    compulsory,
    isPublic,
    campaign: value('campaign', read.campaign, before.campaign),
    status,
    heads: value('heads', read.heads, before.heads),
    consultations: value('consultations', read.consultations, before.consultations),
    remark: value('remark', cells.remark || null, before.remark),
  }
  const planItemId = joinOf(read, before, given => fault('item', given))
  ruleOfRoll(context, before, { facts, audience }, fault)
  const change = {
    facts: before.status === 'closed' && status !== 'closed' ? { ...facts, rollClosedAt: null } : facts,
    audience,
    planItemId,
    coHosts: list('coHosts', read.coHosts, beside.coHosts),
    targets: list('targets', read.targets, beside.targets),
    topics: list('topics', read.topics, beside.topics),
  }
  if (faults.length > 0) return null
  const unitName = (id: number) => known.unitById(id)?.name ?? ''
  return { ...change, difference: differenceIn(change, before, { beside, unitName, items: context.items }) }
}

type When = { day: Day; lastDay: Day; originalDay: Day | null }

/** The days of the activity after this row. A moved one that the sheet still has on its old day is asked about. */
function whenOf({ options }: Context, read: RowRead, before: Row, faults: Fault[]): When | null {
  const { row, moved, fromDay, toDay } = read
  const old = before.originalDay ?? before.day
  if (moved !== null)
    return moved === before.day
      ? { day: before.day, lastDay: before.lastDay, originalDay: before.originalDay ?? fromDay }
      : { day: moved, lastDay: moved, originalDay: old === moved ? null : old }
  const asItIs = { day: before.day, lastDay: before.lastDay, originalDay: before.originalDay }
  // Only the row's own day is told; where it is the old one of an activity without a new day, nothing moves.
  if (read.status === 'postponed')
    return before.status === 'postponed' ? asItIs : { ...asItIs, originalDay: old }
  if (fromDay !== before.day && fromDay === before.originalDay) {
    const answer = ask(faults, options, {
      row,
      field: 'date',
      reason: 'movedSince',
      isDoubt: true,
      places: { from: fromDay, to: before.day },
      choices: [
        { value: 'new', choice: 'newDay', places: { day: before.day } },
        { value: 'old', choice: 'oldDay', places: { day: fromDay } },
      ],
    })
    if (answer === null) return null
    if (answer === 'new') return asItIs
    return { day: fromDay, lastDay: toDay, originalDay: null }
  }
  return { day: fromDay, lastDay: toDay, originalDay: before.originalDay }
}

/** The status after this row, by the rules of the activity's page: an empty cell changes none. */
function statusOf(
  context: Context,
  { row, status, title, moved }: RowRead,
  before: Row,
  at: When & Pick<Row, 'startsAt' | 'endsAt'>,
  faults: Fault[],
): ActivityStatus | null {
  const refused = (reason: string) => {
    faults.push({ row, field: 'status', reason, places: { title } })
    return null
  }
  if (status === '' || status === before.status) return before.status
  if (status === 'draft') {
    faults.push({
      row,
      field: 'status',
      reason: 'unknownStatus',
      places: { text: glossary['activityStatus.draft'][0] },
    })
    return null
  }
  // A new day that stands already says nothing of what happened since.
  if (status === 'postponed' && moved === before.day) return before.status
  if (status === 'held' && before.status === 'closed') return 'closed'
  const change = (
    { held: 'hold', scheduled: 'schedule', cancelled: 'cancel', postponed: 'postpone' } as const
  )[status as 'held' | 'scheduled' | 'cancelled' | 'postponed']
  const { notRecordedReason } = before
  const refusal = refusalOf({ ...at, status: before.status, notRecordedReason }, change, now())
  if (refusal === 'rollClosed') {
    // The page lets a closed roll be reopened, with a reason, and the activity be cancelled then.
    if (change !== 'cancel') return refused('alreadyHeld')
    if (!context.options.reason) return refused('closedNeedsReason')
  } else if (refusal) return refused(statusFaults[refusal] ?? refusal)
  else if (change === 'cancel' && before.status === 'held' && !context.options.reason)
    return refused('heldNeedsReason')
  return change === 'postpone' && moved !== null ? statusByTime(at, now()) : status
}

const statusFaults: Partial<Record<string, string>> = {
  notYet: 'heldAhead',
  cancelled: 'activityCancelled',
  noDay: 'activityWithoutDay',
}

function audienceOf(
  { cells, audience }: RowRead,
  standing: string,
  invitesAll: boolean,
  isCleared: () => boolean,
): AudienceRead | null | undefined {
  const words = cells.audience
  if (words === undefined || words === standing) return undefined
  if (words === '') return isCleared() ? null : undefined
  return {
    words,
    parts: invitesAll ? [] : audience.parts,
    personIds: invitesAll ? [] : audience.personIds,
  }
}

/** An item named in the sheet, where the activity completes none yet; as `linkActivity` decides. */
function joinOf(
  { item, title }: RowRead,
  before: Row,
  fault: (given: Omit<Fault, 'row' | 'field'>) => null,
): number | undefined {
  if (item === null || item.id === before.planItemId) return undefined
  if (before.planItemId !== null) fault({ reason: 'joinedElsewhere', places: { title } })
  else if (item.isClosed) fault({ reason: 'planClosed' })
  return item.id
}

/** What is part of the record once the roll is open or confirmed. */
function ruleOfRoll(
  { known, options, viewer }: Context,
  before: Row,
  { facts, audience }: { facts: Facts; audience: AudienceRead | null | undefined },
  fault: (field: string, given: Omit<Fault, 'row' | 'field'>) => null,
): void {
  if (facts.day !== before.day && isRollFrozen(before, now())) fault('date', { reason: 'rollOpen' })
  if (before.status !== 'closed') return
  const counted = countedChange(before, facts) ?? (audience === undefined ? null : 'audienceId')
  if (counted === null) return
  if (!options.reason) fault(fieldOf[counted], { reason: 'closedNeedsReason' })
  // The reason stands for reopening the roll and confirming it again.
  else if (!canConfirm(viewer, known.unitById(before.hostUnitId)?.path ?? ''))
    fault(fieldOf[counted], { reason: 'outsideScope', places: { unit: before.title } })
}

const fieldOf = {
  hostUnitId: 'host',
  form: 'form',
  day: 'date',
  lastDay: 'date',
  compulsory: 'compulsory',
  audienceId: 'audience',
} as const

const yesNo = (value: boolean | undefined) => (value ? '是' : '否')

function differenceIn(
  { facts, audience, planItemId, coHosts, targets, topics }: Omit<Change, 'difference'>,
  before: Row,
  {
    beside,
    unitName,
    items,
  }: {
    beside: { coHosts: string[]; targets: string[]; topics: string[]; words: string }
    unitName: (id: number) => string
    items: Context['items']
  },
) {
  const after = { ...before, ...facts }
  const listed = (is: string[] | undefined, was: string[]): [string, string] => [
    [...was].sort().join('、'),
    [...new Set(is ?? was)].sort().join('、'),
  ]
  const itemName = (id: number | null | undefined) => items.find(each => each.id === id)?.content ?? ''
  return differenceOf([
    ['编号', before.code, after.code],
    ['日期', spokenDays(before), spokenDays(after)],
    ['原定日期', before.originalDay, after.originalDay],
    ['活动名称', before.title, after.title],
    ['形式', before.form, after.form],
    ['主办单位', unitName(before.hostUnitId), unitName(after.hostUnitId)],
    ['协办单位', ...listed(coHosts, beside.coHosts)],
    ['开始', spokenTime(before.startsAt), spokenTime(after.startsAt)],
    ['结束', spokenTime(before.endsAt), spokenTime(after.endsAt)],
    ['地点', before.place, after.place],
    ['主讲人', before.lecturer, after.lecturer],
    ['主讲人职务', before.lecturerRank, after.lecturerRank],
    ['对象', beside.words, audience === undefined ? beside.words : audience?.words],
    ['必修', yesNo(before.compulsory), yesNo(after.compulsory)],
    ['公开', yesNo(before.isPublic), yesNo(after.isPublic)],
    ['八进', ...listed(targets, beside.targets)],
    ['专题', before.campaign, after.campaign],
    [
      '必学内容',
      ...listed(
        topics?.map(each => each.name),
        beside.topics,
      ),
    ],
    [
      '计划项',
      itemName(before.planItemId),
      planItemId === undefined ? itemName(before.planItemId) : itemName(planItemId),
    ],
    ['状态', glossary[`activityStatus.${before.status}`][0], glossary[`activityStatus.${after.status}`][0]],
    ['参加人次', before.heads, after.heads],
    ['咨询人次', before.consultations, after.consultations],
    ['学时', before.hours, after.hours],
    ['备注', before.remark, after.remark],
  ])
}
