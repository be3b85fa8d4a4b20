import { glossary } from '@/lib/core/glossary'
import { type Day, instantOf, yearOf } from '@/lib/core/time'
import { knownFrom } from '@/lib/organisation/lookup/known.sql'
import { lockedFault } from '@/lib/organisation/lookup/locked-year.sql'
import { itemsFrom } from '@/lib/plan/occurrences/open-items.sql'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import { type Asking, termAsked } from '@/lib/spreadsheet/doubt.rules'
import {
  ask,
  type Cells,
  type Fault,
  type Importer,
  type Judged,
  type RowOutcome,
} from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { parseMoment } from '@/lib/spreadsheet/moments.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'
import {
  correctionRefusal,
  type MakeUpRefusal,
  type Mark,
  makeUpRefusal,
  type Standing,
} from './attendance.rules'
import { readState, type SheetState } from './attendance.sheet'
import { type Context, loadContext, noteNames, unitOn } from './attendance-context.import'
import { type Activity, activityAsked, rollFault } from './attendance-meeting.import'
import { personMeant } from './attendance-person.import'
import { hostNewMeetings, type JudgedRoll, noteDue, restAsked } from './attendance-rest.import'
import { oneMarkEach } from './clock.rules'
import { OUTSIDE_LEGEND } from './legend.rules'
import { holdMeeting } from './meeting.commands'
import { itemsAsked } from './meeting-items.import'
import { dueAt, isNewMeeting } from './new-meeting.rules'
import { type RollRow, recordRoll } from './roll.commands'

type Effects = { rolls: JudgedRoll[] }

/** 签到: imports the roll of each activity in the sheet and closes it, unless told to keep it open. */
export const attendanceImporter: Importer<Effects> = {
  kind: 'attendance',
  restsOn: [...knownFrom, ...itemsFrom, 'activity', 'attendance', 'locked_year', 'setting'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const context = await loadContext(on, viewer, options, pause)
    const offers: Fault[] = []
    const judged: Judged<Effects> = { outcomes: [], faults: [], offers, notes: [], effects: { rolls: [] } }
    const rolls = new Map<number, JudgedRoll>()
    const marked = await sliced(
      oneMarkEach(rows, text => context.known.meaningOf('state', text, 'state')),
      pause,
    )
    await noteNames(context, marked, pause)
    await judgeRows<ReadRow>(
      marked,
      judged,
      {
        read({ row, cells }, faults) {
          const read = readRow(context, row, cells, faults)
          const locked = read?.written && lockedFault(context.locked, options, [read.of.day])
          if (locked) faults.push({ row, field: 'state', ...locked })
          return read
        },
        nameOf: ({ of, personId, label }, { cells }) => ({
          key: `${of.id}/${personId}`,
          text: JSON.stringify([cells.state, cells.madeUpOn, cells.reason]),
          label,
          field: 'name',
        }),
        take({ of, personId, written, outcome, remark, before, after }, { row, cells }) {
          // An empty column of a 横表 names a meeting but is no roll.
          if (cells.state || cells.madeUpOn) {
            const roll = rolls.get(of.id) ?? { activity: of, rows: [], row, isKeptOpen: false }
            rolls.set(of.id, roll)
            if (written) roll.rows.push(written)
          }
          if (isNewMeeting(of) && outcome !== 'leftOut') noteDue(context, of, personId)
          return { outcome, remark, before, after }
        },
      },
      pause,
    )
    judged.effects.rolls = [...rolls.values()]
    hostNewMeetings(context, judged.effects.rolls)
    await restAsked(context, judged.effects.rolls, offers, pause)
    judged.notes.push(...notesOf(context, judged.effects.rolls))
    judged.notes.push(...(await itemsAsked(on, context, judged.effects.rolls, offers)))
    return judged
  },

  async write(tx, viewer, { rolls }, options) {
    for (const { due, planItemId, ...roll } of rolls) {
      const activity = due
        ? await holdMeeting(tx, viewer, { ...roll.activity, planItemId: planItemId ?? null }, due)
        : roll.activity
      const keepOpen = options.keepOpen || roll.isKeptOpen
      await recordRoll(tx, viewer, { ...roll, activity }, { ...options, keepOpen })
    }
  },
}

function notesOf({ known, options }: Context, rolls: JudgedRoll[]): Judged<unknown>['notes'] {
  const made = rolls.flatMap(({ activity: { day, title, form, hostUnitId }, due }) =>
    due ? [`${day} ${title}（${[form, known.unitById(hostUnitId)?.name].filter(Boolean).join('，')}）`] : [],
  )
  const open = rolls.filter(roll => roll.activity.status !== 'closed')
  const opened = open.filter(roll => options.keepOpen || roll.isKeptOpen).length
  const counts = { rollsOpened: opened, rollsClosed: open.length - opened }
  return [
    ...(made.length > 0
      ? [{ reason: 'meetingsMade', places: { count: made.length, meetings: made.join('、') } }]
      : []),
    ...Object.entries(counts).flatMap(([reason, count]) =>
      count > 0 ? [{ reason, places: { count } }] : [],
    ),
  ]
}

type ReadRow = { of: Activity; personId: number; written: RollRow | null; label: string } & Pick<
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
  const of = activityAsked(context, { row, cells }, faults)
  if (!of) return null
  const refusal = rollFault(context, of)
  const isBlank = cell('state') === '' && cell('madeUpOn') === ''
  if (refusal && !isBlank)
    return fault('title', { reason: refusal, places: { title: of.title, unit: of.title } })
  const person = personMeant(context, of, cells)
  if (!person.ok)
    return fault(
      cell('staffNo') ? 'staffNo' : person.fault.reason === 'noSuchUnit' ? 'unit' : 'name',
      person.fault,
    )
  const read = stateMeant(context, cells, { row, options, faults })
  if (!read) return null
  const madeUp = cell('madeUpOn') ? parseDay(cell('madeUpOn'), options.year ?? yearOf(of.day)) : null
  if (madeUp && !madeUp.ok)
    return fault('madeUpOn', { reason: madeUp.reason, places: { text: cell('madeUpOn') } })
  const markedAt = markedAtOf(cell('recordedAt'), of)
  if (markedAt === undefined)
    return fault('recordedAt', { reason: 'notATime', places: { text: cell('recordedAt') } })
  const personId = person.value
  const isNew = isNewMeeting(of)
  const there = isNew
    ? read.state === 'invited'
      ? undefined
      : dueAt(of, unitOn(context, personId, of.day) ?? of.hostUnitId)
    : context.rows.get(`${of.id}/${personId}`)
  // People on the list of one's own activity may be marked, whatever unit they belong to.
  const isListed = !isNew && there !== undefined && there.standing !== 'withdrawn' && refusal === null
  const isOutside = !isListed && !known.isSeen(viewer, personId, of.day)
  const written = cell('name') || cell('staffNo')
  const given: Given = {
    of,
    personId,
    label: `${isOutside ? written : known.nameOf(personId)} ${of.day} ${of.title}`,
    row,
    state: read.state,
    reason: cell('reason') || read.reason,
    madeUpOn: madeUp?.ok ? madeUp.day : null,
    markedAt,
    there,
  }
  const isDue = there !== undefined && there.standing !== 'withdrawn' && there.standing !== 'walkIn'
  if (isDue && !(isNew && isOutside)) return ofDue(context, { ...given, there }, fault)
  if (isOutside && (isNew || given.state === 'invited' || isCame(given.state)))
    return fault(cell('staffNo') ? 'staffNo' : 'name', {
      reason: 'personOutsideScope',
      places: { name: written },
    })
  return ofOther(context, given, fault)
}

type There = ReturnType<typeof dueAt>
type Given = {
  of: Activity
  personId: number
  label: string
  row: number
  state: SheetState | null
  reason: string | null
  madeUpOn: Day | null
  markedAt: number | null
  there: There | undefined
}
type Faulting = (field: string | null, given: Omit<Fault, 'row' | 'field'>) => null

function isCame(state: SheetState | null): state is 'present' | 'late' | 'leftEarly' {
  return state === 'present' || state === 'late' || state === 'leftEarly'
}

/** Somebody who is not due: 列席 and 名单外参加 are recorded, others left out. */
function ofOther(context: Context, given: Given, fault: Faulting): ReadRow | null {
  const { of, personId, label, there, state, reason, markedAt } = given
  const base = { of, personId, label }
  if (state !== 'invited' && !isCame(state))
    return { ...base, outcome: 'leftOut', remark: 'notDue', written: null }
  const standing = state === 'invited' ? 'invited' : 'walkIn'
  const mark = state === 'invited' ? null : state
  if (there && there.standing === standing && there.mark === mark)
    return { ...base, outcome: 'unchanged', written: null, remark: standing }
  if (of.status === 'closed' && !context.options.reason)
    return fault('state', { reason: 'closedNeedsReason' })
  const unitId = there?.unitId ?? unitOn(context, personId, of.day) ?? of.hostUnitId
  const next = { standing, mark, madeUpOn: null, reason } as const
  return {
    ...base,
    outcome: there ? 'changed' : 'new',
    remark: standing,
    ...(there ? differenceIn(there, next) : {}),
    written: { personId, unitId, ...next, byHand: true, markedAt, isNew: !there },
  }
}

/** Somebody on the list: what stands is overwritten only where that is said, and on a confirmed roll with a reason. */
function ofDue(context: Context, given: Given & { there: There }, fault: Faulting): ReadRow | null {
  const { options } = context
  const { of, personId, label, there, state, markedAt } = given
  const base = { of, personId, label }
  if (state === 'invited' && there.standing !== 'invited') return fault('state', { reason: 'dueButInvited' })
  const standing: Standing = state === 'exempt' ? 'exempt' : there.standing
  const mark = markOf(state) ?? there.mark
  // A reason such as 病假 belongs to the leave; the reason for putting somebody on the list stays.
  const kept = mark === there.mark || there.standingByHand ? there.reason : null
  const next = { standing, mark, madeUpOn: given.madeUpOn ?? there.madeUpOn, reason: given.reason ?? kept }
  if (given.madeUpOn !== null && given.madeUpOn !== there.madeUpOn) {
    const refusal = makeUpRefusal(of, { ...next, makeUpDue: there.makeUpDue }, given.madeUpOn, context.today)
    if (refusal) return fault('madeUpOn', { reason: makeUpFaults[refusal], places: { day: given.madeUpOn } })
  }
  const change = differenceIn(there, next)
  if (!change) return { ...base, outcome: 'unchanged', written: null }
  const isOther =
    (there.mark !== null && mark !== there.mark) ||
    (standing !== there.standing && there.standingByHand) ||
    (there.madeUpOn !== null && next.madeUpOn !== there.madeUpOn)
  const decision = isOther ? replaceAsked(context, given, fault) : 'replace'
  if (decision === null) return null
  if (decision === 'keep') return { ...base, outcome: 'unchanged', written: null }
  const isRecord = standing !== there.standing || mark !== there.mark || next.reason !== there.reason
  if (isRecord && of.status === 'closed') {
    const refusal = correctionRefusal(of, there, context.today)
    if (refusal === 'exempt') return fault('state', { reason: 'exemptStands' })
    if (!options.reason) return fault('state', { reason: 'closedNeedsReason' })
  }
  return {
    ...base,
    outcome: there.mark === null && there.madeUpOn === null ? 'new' : 'changed',
    ...change,
    written: {
      personId,
      unitId: there.unitId,
      ...next,
      byHand: there.standingByHand || standing !== there.standing,
      markedAt,
      isNew: false,
    },
  }
}

const makeUpFaults: Record<MakeUpRefusal, string> = {
  onlineStudy: 'onlineStudyMarks',
  beforeActivity: 'madeUpBefore',
  attended: 'madeUpBesideCame',
  notRequired: 'notRequired',
  inFuture: 'madeUpAhead',
}

/** A mark that stands and differs: replaced where that was said for the sheet, else asked once. */
function replaceAsked(
  { options }: Context,
  { row, there }: Given & { there: There },
  fault: Faulting,
): 'keep' | 'replace' | null {
  if (options.replace) return 'replace'
  const faults: Fault[] = []
  const answer = ask(faults, options, {
    row,
    field: 'state',
    reason: 'markDiffers',
    isDoubt: true,
    places: {
      was: there.mark ? glossary[`mark.${there.mark}`][0] : glossary[`standing.${there.standing}`][0],
    },
    alike: 'state',
    choices: [
      { value: 'keep', choice: 'keep' },
      { value: 'replace', choice: 'replace' },
    ],
  })
  for (const { row: _, field, ...given } of faults) fault(field, given)
  return answer as 'keep' | 'replace' | null
}

/** States that an unknown word may mean; the kinds of leave among them are kept as its reason. */
const stateTerms = ['出席', '迟到', '早退', '请假', '病假', '事假', '公假', '缺席', '免予参加', '列席']

/** An unknown word is asked about, once for all cells that have it: `公出` is neither present nor absent by itself. */
function stateMeant({ known }: Context, cells: Cells['cells'], asking: Asking) {
  const { state: text = '' } = cells
  const remembered = known.meaningOf('state', text, 'state')
  const isOutside = cells[OUTSIDE_LEGEND] === text && remembered === text
  const read = isOutside ? null : readState(remembered)
  if (read) return read
  const about = { reason: 'unknownState', terms: stateTerms, mayBeNew: false } as const
  const meant = termAsked(asking, 'state', text, about)
  return meant === null ? null : readState(meant)
}

type Recorded = Pick<RollRow, 'standing' | 'mark' | 'madeUpOn' | 'reason'>

function differenceIn(before: Recorded, after: Recorded) {
  const standing = (of: Recorded) => glossary[`standing.${of.standing}`][0]
  const mark = (of: Recorded) => glossary[`mark.${of.mark ?? 'none'}`][0]
  return differenceOf([
    ['名单', standing(before), standing(after)],
    ['登记', mark(before), mark(after)],
    ['补学日期', before.madeUpOn, after.madeUpOn],
    ['原因', before.reason, after.reason],
  ])
}

function markOf(state: SheetState | null): Mark | null {
  return state === 'exempt' || state === 'invited' ? null : state
}

/** 登记时间 as an instant, a time alone on the activity's day; undefined where it is not understood. */
function markedAtOf(text: string, of: Activity): number | null | undefined {
  if (isNothing(text)) return null
  const moment = parseMoment(text, yearOf(of.day))
  if (moment.ok) return instantOf(moment.day, moment.time ?? '00:00')
  const time = parseTime(text)
  return time.ok ? instantOf(of.day, time.start) : undefined
}
