import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { inParts, type Pause, paged } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { attendance, makeUp } from '@/db/schema/attendance'
import { membership } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { addDays, type Day, dayOf, instantOf, monthOf, yearOf } from '@/lib/core/time'
import { touchPeople } from '@/lib/organisation/calendar-version.commands'
import { gathered, type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { leaveKindsOf } from '@/lib/organisation/settings/setting.queries'
import { settleDebts } from '@/lib/plan/duties/owed.commands'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import type {
  Cells,
  Fault,
  Importer,
  ImportOptions,
  Judged,
  RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'
import type { Mark, Standing } from './attendance.rules'
import { readState, type SheetState, stateWords } from './attendance.sheet'
import { leaveFacts } from './leave-kind.rules'

type Activity = typeof activity.$inferSelect
type Row = typeof attendance.$inferSelect
type Written = {
  personId: number
  unitId: number
  standing: Standing
  byHand: boolean
  mark: Mark | null
  madeUpOn: Day | null
  reason: string | null
  /** 登记时间 where the sheet has one. */
  markedAt: number | null
  isNew: boolean
}
type Effects = { rolls: { activity: Activity; rows: Written[] }[] }
type Context = {
  known: Known
  hosts: Map<number, string>
  activities: Activity[]
  byTitle: Map<string, Activity[]>
  rows: Map<string, Row>
  homes: Map<number, { unitId: number; fromDay: Day; toDay: Day | null; isPrimary: boolean }[]>
  today: Day
  viewer: Viewer
  options: ImportOptions
}

/** 签到: imports the roll of each activity in the sheet and closes it, unless told to keep it open. */
export const attendanceImporter: Importer<Effects> = {
  kind: 'attendance',
  restsOn: [...knownFrom, 'activity', 'attendance'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const context = await loadContext(on, viewer, options, pause)
    const judged: Judged<Effects> = { outcomes: [], faults: [], notes: [], effects: { rolls: [] } }
    const rolls = new Map<number, { activity: Activity; rows: Written[] }>()
    await judgeRows<ReadRow>(
      rows,
      judged,
      {
        read: ({ row, cells }, faults) => readRow(context, row, cells, faults),
        nameOf: ({ of, personId, label }, { cells }) => ({
          key: `${of.id}/${personId}`,
          text: JSON.stringify([cells.state, cells.madeUpOn, cells.reason]),
          label,
          field: 'name',
        }),
        take({ of, written, outcome, remark, before, after }, { cells }) {
          // An empty column of a 横表 names a meeting but is no roll.
          if (cells.state || cells.madeUpOn) {
            const roll = rolls.get(of.id) ?? { activity: of, rows: [] }
            rolls.set(of.id, roll)
            if (written) roll.rows.push(written)
          }
          return { outcome, remark, before, after }
        },
      },
      pause,
    )
    judged.effects.rolls = [...rolls.values()]
    const closing = judged.effects.rolls.filter(roll => roll.activity.status !== 'closed').length
    if (closing > 0)
      judged.notes.push({
        reason: options.keepOpen ? 'rollsOpened' : 'rollsClosed',
        places: { count: closing },
      })
    return judged
  },

  async write(tx, viewer, { rolls }, options) {
    for (const roll of rolls) await writeRoll(tx, viewer, roll, options)
  },
}

async function loadContext(on: On, viewer: Viewer, options: ImportOptions, pause: Pause): Promise<Context> {
  const [known, activities, rows, memberships] = await Promise.all([
    loadKnown(on, options, pause),
    paged<Activity>(pause, (last, limit) =>
      on
        .select()
        .from(activity)
        .where(and(isNull(activity.deletedAt), gt(activity.id, last?.id ?? 0)))
        .orderBy(activity.id)
        .limit(limit),
    ),
    paged<Row>(pause, (last, limit) =>
      on
        .select()
        .from(attendance)
        .where(
          sql`(${attendance.activityId}, ${attendance.personId}) > (${last?.activityId ?? 0}, ${last?.personId ?? 0})`,
        )
        .orderBy(attendance.activityId, attendance.personId)
        .limit(limit),
    ),
    paged<typeof membership.$inferSelect>(pause, (last, limit) =>
      on
        .select()
        .from(membership)
        .where(gt(membership.id, last?.id ?? 0))
        .orderBy(membership.id)
        .limit(limit),
    ),
  ])
  await pause()
  const homes = gathered(memberships, each => each.personId)
  await pause()
  return {
    known,
    hosts: new Map(known.units.map(each => [each.id, each.path])),
    activities,
    byTitle: gathered(activities, each => matchKey(each.title)),
    rows: new Map(rows.map(each => [`${each.activityId}/${each.personId}`, each])),
    homes,
    today: dayOf(now()),
    viewer,
    options,
  }
}

type ReadRow = { of: Activity; personId: number; written: Written | null; label: string } & Pick<
  RowOutcome,
  'outcome' | 'remark' | 'before' | 'after'
>

function readRow(context: Context, row: number, cells: Cells['cells'], faults: Fault[]): ReadRow | null {
  const { known, options, viewer } = context
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string | null, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const found = activityMeant(context, cells)
  if ('reason' in found) return fault(cell('title') ? 'title' : 'code', found)
  const of = found
  const refusal = rollFault(context, of)
  const isBlank = cell('state') === '' && cell('madeUpOn') === ''
  if (refusal && !isBlank)
    return fault('title', { reason: refusal, places: { title: of.title, unit: of.title } })
  const person = known.personMeant(
    viewer,
    { staffNo: cell('staffNo'), name: cell('name'), unit: cell('unit') },
    of.day,
  )
  if (!person.ok)
    return fault(
      cell('staffNo') ? 'staffNo' : person.fault.reason === 'noSuchUnit' ? 'unit' : 'name',
      person.fault,
    )
  const read = readState(known.meaningOf('state', cell('state')))
  if (!read) {
    const likely = nearest(cell('state'), stateWords)
    return fault('state', {
      reason: 'unknownState',
      places: { text: cell('state') },
      ...(likely ? { likely: { word: cell('state'), meaning: likely } } : {}),
    })
  }
  const madeUp = cell('madeUpOn') ? parseDay(cell('madeUpOn'), options.year ?? yearOf(of.day)) : null
  if (madeUp && !madeUp.ok)
    return fault('madeUpOn', { reason: madeUp.reason, places: { text: cell('madeUpOn') } })
  const madeUpOn = madeUp?.ok ? madeUp.day : null
  const personId = person.value
  const there = context.rows.get(`${of.id}/${personId}`)
  const isDue = there !== undefined && there.standing !== 'withdrawn' && there.standing !== 'walkIn'
  // People on the list of one's own activity may be marked, whatever unit they belong to.
  const isListed = there !== undefined && there.standing !== 'withdrawn' && refusal === null
  const isOutside = !isListed && !known.isSeen(viewer, personId, of.day)
  const written = cell('name') || cell('staffNo')
  const label = `${isOutside ? written : known.nameOf(personId)} ${of.day} ${of.title}`
  const { state } = read
  const came = state === 'present' || state === 'late' || state === 'leftEarly'
  if (madeUpOn !== null) {
    if (madeUpOn < of.day) return fault('madeUpOn', { reason: 'madeUpBefore', places: { day: madeUpOn } })
    if (madeUpOn > context.today)
      return fault('madeUpOn', { reason: 'madeUpAhead', places: { day: madeUpOn } })
    if (state !== null && state !== 'leave' && state !== 'absent')
      return fault('madeUpOn', { reason: 'madeUpBesideCame' })
  }
  const base = { of, personId, label }
  const reason = cell('reason') || read.reason
  if (!isDue) {
    const unitId = there?.unitId ?? unitOn(context, personId, of.day) ?? of.hostUnitId
    const record = (standing: Standing, mark: Mark | null): ReadRow | null => {
      if (isOutside)
        return fault(cell('staffNo') ? 'staffNo' : 'name', {
          reason: 'personOutsideScope',
          places: { name: written },
        })
      if (there && there.standing === standing && there.mark === mark)
        return { ...base, outcome: 'unchanged', written: null, remark: standing }
      return {
        ...base,
        outcome: there ? 'changed' : 'new',
        remark: standing,
        written: {
          personId,
          unitId,
          standing,
          byHand: true,
          mark,
          madeUpOn: null,
          reason,
          markedAt: momentOf(cells, of),
          isNew: !there,
        },
      }
    }
    if (state === 'invited') return record('invited', null)
    return came ? record('walkIn', state) : { ...base, outcome: 'leftOut', remark: 'notDue', written: null }
  }
  if (state === 'invited' && there.standing !== 'invited') return fault('state', { reason: 'dueButInvited' })
  const standing: Standing = state === 'exempt' ? 'exempt' : there.standing
  const mark = markOf(state) ?? there.mark
  const differs = there.mark !== null && state !== null && state !== 'invited' && mark !== there.mark
  const standingDiffers = standing !== there.standing && there.standingByHand
  const makeUpDiffers = there.madeUpOn !== null && madeUpOn !== null && madeUpOn !== there.madeUpOn
  if ((differs || standingDiffers || makeUpDiffers) && !options.replace)
    return fault('state', { reason: 'markDiffers', places: { was: there.mark ?? there.standing } })
  if ((differs || standingDiffers || makeUpDiffers) && of.status === 'closed' && !options.reason)
    return fault('state', { reason: 'closedNeedsReason' })
  const next = { standing, mark, madeUpOn: madeUpOn ?? there.madeUpOn, reason: reason ?? there.reason }
  const isSame =
    next.standing === there.standing &&
    next.mark === there.mark &&
    next.madeUpOn === there.madeUpOn &&
    next.reason === there.reason
  if (isSame) return { ...base, outcome: 'unchanged', written: null }
  return {
    ...base,
    outcome: there.mark === null && there.madeUpOn === null ? 'new' : 'changed',
    before: [there.mark ?? '', there.madeUpOn ?? ''].filter(Boolean).join(' '),
    after: [next.mark ?? '', next.madeUpOn ?? ''].filter(Boolean).join(' '),
    written: {
      personId,
      unitId: there.unitId,
      ...next,
      byHand: there.standingByHand || standing !== there.standing,
      markedAt: momentOf(cells, of),
      isNew: false,
    },
  }
}

function activityMeant(
  { activities, byTitle, known, options }: Context,
  cells: Cells['cells'],
): Activity | Omit<Fault, 'row' | 'field'> {
  const cell = (field: string) => cells[field] ?? ''
  if (cell('code')) {
    const byCode = activities.find(each => each.code === cell('code'))
    if (byCode) return byCode
    if (!cell('title')) return { reason: 'noSuchCode', places: { code: cell('code') } }
  }
  const day = parseDay(cell('date'), options.year)
  if (!day.ok) return { reason: day.reason, places: { text: cell('date') } }
  const onDay = (each: Activity) =>
    each.day === day.day || each.originalDay === day.day || (each.day <= day.day && day.day <= each.lastDay)
  const word = known.meaningOf('activity', cell('title'))
  const host = cell('host') ? known.unitNamed(cell('host')) : null
  if (host && !host.ok) return host.fault
  const ofHost = (each: Activity) => !host?.ok || each.hostUnitId === host.value.id
  const sameDay = activities.filter(each => onDay(each) && ofHost(each))
  let named = (byTitle.get(matchKey(word)) ?? []).filter(each => onDay(each) && ofHost(each))
  // The head of a column of a 横表 often gives only the form of the meeting.
  if (named.length === 0) named = sameDay.filter(each => matchKey(each.form) === matchKey(word))
  const live = named.filter(each => each.status !== 'cancelled')
  const exact = live.filter(each => each.day === day.day)
  const chosen = exact.length > 0 ? exact : live.length > 0 ? live : named
  if (chosen.length === 1) return chosen[0] as Activity
  if (chosen.length > 1) return { reason: 'severalActivities', places: { title: word }, candidates: [] }
  const likely = nearest(
    word,
    sameDay.map(each => each.title),
  )
  return {
    reason: 'noSuchActivity',
    places: { day: day.day, title: cell('title') },
    ...(likely ? { likely: { word: cell('title'), meaning: likely } } : {}),
  }
}

function rollFault({ hosts, viewer, today }: Context, of: Activity): string | null {
  if (!canOrganise(viewer, hosts.get(of.hostUnitId) ?? '')) return 'outsideScope'
  if (of.status === 'cancelled') return 'activityCancelled'
  if (of.notRecordedReason !== null) return 'notRecorded'
  if (of.status === 'postponed' || of.status === 'draft') return 'activityWithoutDay'
  return of.day > today ? 'notYet' : null
}

function markOf(state: SheetState | null): Mark | null {
  return state === 'exempt' || state === 'invited' ? null : state
}

function unitOn({ homes }: Context, personId: number, day: Day): number | null {
  const there = (homes.get(personId) ?? []).filter(
    each => each.fromDay <= day && (each.toDay === null || each.toDay >= day),
  )
  const [first] = there.sort(
    (a, b) => Number(b.isPrimary) - Number(a.isPrimary) || b.fromDay.localeCompare(a.fromDay),
  )
  return first?.unitId ?? null
}

function momentOf(cells: Cells['cells'], of: Activity): number | null {
  const text = cells.recordedAt ?? ''
  if (text === '') return null
  const day = parseDay(text)
  const time = parseTime(text)
  return day.ok || time.ok ? instantOf(day.ok ? day.day : of.day, time.ok ? time.start : '00:00') : null
}

async function writeRoll(
  tx: Tx,
  viewer: Viewer,
  { activity: of, rows }: Effects['rolls'][number],
  options: ImportOptions,
): Promise<void> {
  const before =
    rows.length === 0 ? [] : await tx.select().from(attendance).where(eq(attendance.activityId, of.id))
  const was = new Map(before.map(each => [each.personId, each]))
  const kinds = await leaveKindsOf(tx)
  if (rows.length > 0) {
    const facts = {
      day: of.day,
      year: yearOf(of.day),
      month: monthOf(of.day),
      form: of.form,
      makeUpDue: addDays(of.day, of.makeUpDays),
    }
    const written = rows.map(each => ({
      ...each,
      markedAt: each.markedAt ?? now(),
      ...leaveFacts(each.mark, each.reason, kinds, was.get(each.personId)),
    }))
    await inParts(written, part =>
      tx.run(sql`
      insert into attendance (activity_id, person_id, unit_id, day, year, month, form, make_up_due, standing, standing_by_hand, mark, made_up_on,
        leave_kind, leave_rule, reason, how, marked_by, marked_at, feed_changed_at)
      select ${of.id}, r.value ->> 'personId', r.value ->> 'unitId', ${facts.day}, ${facts.year}, ${facts.month}, ${facts.form}, ${facts.makeUpDue},
        r.value ->> 'standing', r.value ->> 'byHand', r.value ->> 'mark', r.value ->> 'madeUpOn', r.value ->> 'leaveKind', r.value ->> 'leaveRule', r.value ->> 'reason', 'import',
        ${viewer.accountId}, r.value ->> 'markedAt', ${now()}
      from json_each(${JSON.stringify(part)}) r where true
      on conflict (activity_id, person_id) do update set
        feed_sequence = feed_sequence + (standing is not excluded.standing), standing = excluded.standing,
        standing_by_hand = excluded.standing_by_hand, mark = excluded.mark, made_up_on = excluded.made_up_on, reason = excluded.reason,
        leave_kind = excluded.leave_kind, leave_rule = excluded.leave_rule,
        how = 'import', marked_by = excluded.marked_by, marked_at = excluded.marked_at, version = version + 1,
        feed_changed_at = case when standing is not excluded.standing then excluded.feed_changed_at else feed_changed_at end`),
    )
    const madeUp = rows.filter(
      each => each.madeUpOn !== null && was.get(each.personId)?.madeUpOn !== each.madeUpOn,
    )
    await inParts(madeUp, part =>
      tx.insert(makeUp).values(
        part.map(each => ({
          activityId: of.id,
          personId: each.personId,
          day: each.madeUpOn as Day,
          way: 'import' as const,
          state: 'approved' as const,
          askedAt: now(),
          decidedAt: now(),
          decidedBy: viewer.accountId,
        })),
      ),
    )
    await touchPeople(
      tx,
      rows
        .filter(each => each.isNew || was.get(each.personId)?.standing !== each.standing)
        .map(each => each.personId),
    )
  }
  const isClosing = !options.keepOpen && of.status !== 'closed'
  const isOpening = of.rollOpenedAt === null || of.status === 'scheduled'
  // Importing the same sheet again writes nothing, not even to the log.
  if (rows.length === 0 && !isClosing && !isOpening) return
  if (isClosing || isOpening) {
    await tx
      .update(activity)
      .set({
        status: options.keepOpen && of.status !== 'closed' ? 'held' : 'closed',
        rollOpenedAt: of.rollOpenedAt ?? now(),
        rollClosedAt: isClosing ? now() : of.rollClosedAt,
        version: of.version + 1,
      })
      .where(eq(activity.id, of.id))
  }
  await settleDebts(tx, sql`activity_id = ${of.id}`)
  await recordAudit(tx, viewer, {
    action: isClosing ? 'attendance.importAndClose' : 'attendance.import',
    subject: 'activity',
    subjectId: of.id,
    reason: options.reason,
    before: rows
      .flatMap(each => was.get(each.personId) ?? [])
      .map(({ personId, mark, standing, madeUpOn }) => ({ personId, mark, standing, madeUpOn })),
    after: rows.map(({ personId, mark, standing, madeUpOn }) => ({ personId, mark, standing, madeUpOn })),
  })
}
