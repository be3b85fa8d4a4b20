import { alterActivity } from '@/lib/activity/activity.commands'
import { instantOf, yearOf } from '@/lib/core/time'
import { knownFrom } from '@/lib/organisation/lookup/known.sql'
import { lockedFault } from '@/lib/organisation/lookup/locked-year.sql'
import { itemsFrom } from '@/lib/plan/occurrences/open-items.sql'
import { type Asking, isAsItReads, termAsked } from '@/lib/spreadsheet/doubt.rules'
import type { Cells, Fault, Importer, Judged, MeetingRead } from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { parseMoment } from '@/lib/spreadsheet/moments.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'
import { remarkAsState } from './attendance.sheet'
import { type Given, isCame, ofDue, ofOther, type ReadRow } from './attendance-change.import'
import { type Context, loadContext, noteNames, unitOn } from './attendance-context.import'
import { type Activity, activityAsked, rollFault } from './attendance-meeting.import'
import { personMeant } from './attendance-person.import'
import { hostNewMeetings, type JudgedRoll, noteDue, restAsked } from './attendance-rest.import'
import { oneMarkEach } from './clock.rules'
import { OUTSIDE_LEGEND } from './legend.rules'
import { madeUpDay } from './makeup-register.sheet'
import { holdMeeting } from './meeting.commands'
import { itemsAsked } from './meeting-items.import'
import { linesTaken } from './meeting-lines.import'
import { noteMark } from './meetings-read.rules'
import { dueAt, isNewMeeting } from './new-meeting.rules'
import { madeUpAsked, remarksLeft } from './remark-made-up.import'
import { recordRoll } from './roll.commands'
import { linesOf } from './sheet-lines.rules'
import { readState } from './state-words.rules'

type Effects = { rolls: JudgedRoll[] }

/** 签到: imports the roll of each activity in the sheet and closes it, unless told to keep it open. */
export const attendanceImporter: Importer<Effects> = {
  kind: 'attendance',
  restsOn: [...knownFrom, ...itemsFrom, 'activity', 'attendance', 'locked_year', 'setting'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const context = await loadContext(on, viewer, options, pause)
    const { offers } = context
    const judged: Judged<Effects> = { outcomes: [], faults: [], offers, notes: [], effects: { rolls: [] } }
    const rolls = new Map<number, JudgedRoll>()
    const meetings = new Map<number, MeetingRead>()
    const said = rows.map(each => ({
      ...each,
      cells: remarkAsState(each.cells, word => context.known.meaningOf('state', word, 'state')),
    }))
    const marked = await sliced(
      oneMarkEach(said, text => context.known.meaningOf('state', text, 'state')),
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
        take({ of, personId, written, outcome, remark, before, after, state = null }, { row, cells }) {
          const host = context.known.unitById(of.hostUnitId)?.name ?? ''
          const about = { id: of.id, day: of.day, title: of.title, host, isNew: isNewMeeting(of) }
          noteMark(meetings, about, { state, isMadeUp: Boolean(cells.madeUpOn) })
          // An empty column of a 横表 names a meeting but is no roll.
          if (cells.state || cells.madeUpOn || (cells.register && written)) {
            const roll = rolls.get(of.id) ?? {
              activity: of,
              rows: [],
              row,
              isKeptOpen: false,
              lines: linesOf(cells),
              isRegister: Boolean(cells.register),
            }
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
    judged.meetings = [...meetings].map(([id, meeting]) => {
      const { hostUnitId = 0 } = rolls.get(id)?.activity ?? {}
      return { ...meeting, host: context.known.unitById(hostUnitId)?.name ?? meeting.host }
    })
    await restAsked(context, judged.effects.rolls, offers, pause)
    judged.notes.push(...notesOf(context, judged.effects.rolls))
    judged.notes.push(...(await remarksLeft(marked, pause)))
    judged.notes.push(...linesTaken(context, judged.effects.rolls))
    judged.notes.push(...(await itemsAsked(on, context, judged.effects.rolls, offers)))
    return judged
  },

  async write(tx, viewer, { rolls }, options) {
    for (const { due, planItemId = null, facts, ...roll } of rolls) {
      const of = roll.activity
      const activity = due
        ? await holdMeeting(tx, viewer, { ...of, ...facts, planItemId }, due)
        : facts
          ? await alterActivity(tx, viewer, of, facts)
          : of
      const keepOpen = options.keepOpen || roll.isKeptOpen
      await recordRoll(
        tx,
        viewer,
        { ...roll, activity },
        { ...options, keepOpen, leavesRoll: roll.isRegister },
      )
    }
  },
}

function notesOf({ known, options }: Context, rolls: JudgedRoll[]): Judged<unknown>['notes'] {
  const made = rolls.flatMap(({ activity: { day, title, form, hostUnitId }, due }) =>
    due ? [`${day} ${title}（${[form, known.unitById(hostUnitId)?.name].filter(Boolean).join('，')}）`] : [],
  )
  const open = rolls.filter(roll => roll.activity.status !== 'closed' && !roll.isRegister)
  const madeUp = rolls.filter(roll => roll.isRegister).reduce((sum, { rows }) => sum + rows.length, 0)
  const opened = open.filter(roll => options.keepOpen || roll.isKeptOpen).length
  const counts = { rollsOpened: opened, rollsClosed: open.length - opened, makeUpsRecorded: madeUp }
  return [
    ...(made.length > 0
      ? [{ reason: 'meetingsMade', places: { count: made.length, meetings: made.join('、') } }]
      : []),
    ...Object.entries(counts).flatMap(([reason, count]) =>
      count > 0 ? [{ reason, places: { count } }] : [],
    ),
  ]
}

function readRow(context: Context, row: number, cells: Cells['cells'], faults: Fault[]): ReadRow | null {
  const { known, options, viewer } = context
  const cell = (field: string) => cells[field] ?? ''
  const fault = (field: string | null, given: Omit<Fault, 'row' | 'field'>) => {
    faults.push({ row, field, ...given })
    return null
  }
  const of = activityAsked(context, { row, cells }, faults)
  if (!of) {
    // Which meeting it is and what 公出 means are two questions, asked at once.
    if (!cell('saidFor') && !cell('register')) stateMeant(context, cells, { row, options, faults })
    return null
  }
  const isRegister = cell('register') !== ''
  const refusal = rollFault(context, of, isRegister ? 'makeUps' : 'roll')
  const isBlank = cell('state') === '' && cell('madeUpOn') === ''
  if (isRegister && isBlank && cell('register') === 'signed')
    return fault('madeUpOn', { reason: 'noMadeUpDay' })
  if (refusal && !isBlank)
    // Of an activity of others nothing is told that the sheet does not say.
    return fault('title', {
      reason: refusal,
      places:
        refusal === 'outsideScope'
          ? { title: cell('title'), unit: cell('host') || cell('title') || of.day }
          : { title: of.title },
    })
  const person = personMeant(context, of, cells)
  if (!person.ok)
    return fault(
      cell('staffNo') ? 'staffNo' : person.fault.reason === 'noSuchUnit' ? 'unit' : 'name',
      person.fault,
    )
  const standing = context.rows.get(`${of.id}/${person.value}`)
  // 产假 beside an empty mark is also why somebody is exempt.
  const isWhyExempt = cell('saidFor') !== '' && standing?.standing === 'exempt'
  // A register says why somebody was away; where the roll has no mark of it yet, that is the mark.
  const isUnmarked = isRegister && cell('away') !== '' && standing?.mark === null
  const said = isUnmarked ? { ...cells, state: cell('away') } : cells
  const read = isWhyExempt
    ? { state: null, reason: null }
    : stateMeant(context, said, { row, options, faults })
  if (!read) return null
  const madeUpText =
    cell('madeUpOn') || (isCame(read.state) ? '' : madeUpAsked(cells, { row, options, faults }))
  if (madeUpText === null) return null
  const madeUp = madeUpText ? madeUpDay(madeUpText, of.day, options.year ?? yearOf(of.day)) : null
  if (madeUp && !madeUp.ok)
    return fault(cell('madeUpOn') ? 'madeUpOn' : 'remark', {
      reason: madeUp.reason,
      places: { text: madeUpText },
    })
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
  // Who has left, or came only later, was hardly there: asked once for the meeting.
  if ((isNew || !there) && !isOutside && !isBlank && unitOn(context, personId, of.day) === null) {
    const places = { name: written, day: of.day, title: of.title }
    const about = { reason: 'notOnRosterThen', places, alike: `${of.day} ${of.title}` }
    if (!isAsItReads({ faults, options, row }, cell('staffNo') ? 'staffNo' : 'name', about)) return null
  }
  const given: Given = {
    of,
    personId,
    label: `${isOutside ? written : known.nameOf(personId)} ${of.day} ${of.title}`,
    row,
    state: read.state,
    // A register says why somebody was away; the mark itself stands.
    reason: (isRegister ? '' : cell('reason')) || read.reason,
    madeUpOn: madeUp?.ok ? madeUp.day : null,
    madeUpWay: cell('madeUpWay') || null,
    markedAt,
    there,
  }
  const isDue = there !== undefined && there.standing !== 'withdrawn' && there.standing !== 'walkIn'
  if (isRegister && isDue && isBlank && !isUnmarked)
    return { of, personId, label: given.label, outcome: 'leftOut', remark: 'notMadeUp', written: null }
  const withState = (found: ReadRow | null) => found && { ...found, state: read.state }
  if (isDue && !(isNew && isOutside)) return withState(ofDue(context, { ...given, there }, fault))
  if (isOutside && (isNew || given.state === 'invited' || isCame(given.state)))
    return fault(cell('staffNo') ? 'staffNo' : 'name', {
      reason: 'personOutsideScope',
      places: { name: written },
    })
  return withState(ofOther(context, given, fault))
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

/** 登记时间 as an instant, a time alone on the activity's day; undefined where it is not understood. */
function markedAtOf(text: string, of: Activity): number | null | undefined {
  if (isNothing(text)) return null
  const moment = parseMoment(text, yearOf(of.day))
  if (moment.ok) return instantOf(moment.day, moment.time ?? '00:00')
  const time = parseTime(text)
  return time.ok ? instantOf(of.day, time.start) : undefined
}
