import { and, inArray, isNull, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { type Day, dayOf, yearOf } from '@/lib/core/time'
import { withStaffNumbers } from '@/lib/organisation/lookup/entry-number.rules'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { type LockedYears, lockedFault, lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import {
  ask,
  type Cells,
  type Fault,
  type Importer,
  type ImportOptions,
  type Judged,
} from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { isNothing, parseNumber } from '@/lib/spreadsheet/numbers.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import type { Standing } from './attendance.rules'
import { recordCompletions } from './online-study.commands'
import { type CompletionRefusal, completionRefusal, readDone } from './online-study.rules'
import { isPart } from './roll-rest.rules'

type Study = typeof activity.$inferSelect
type Completion = { personId: number; completedOn: Day | null }
type Effects = {
  study: Study
  rows: Completion[]
  /** The first row of the sheet that names it, and everybody whom the sheet names. */
  row: number
  named: Set<number>
  isKeptOpen: boolean
}[]
type Context = {
  known: Known
  studies: Study[]
  rows: Map<string, There>
  locked: LockedYears
  today: Day
  viewer: Viewer
  options: ImportOptions
}

/** 网上学法: who completed which online study, and when. The sheet is the complete record of the study and closes it. */
export const studyImporter: Importer<Effects> = {
  kind: 'study',
  restsOn: [...knownFrom, 'activity', 'attendance', 'locked_year'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const context = await loadContext(on, viewer, options, pause)
    const offers: Fault[] = []
    const judged: Judged<Effects> = { outcomes: [], faults: [], offers, notes: [], effects: [] }
    const studies = new Map<number, Effects[number]>()
    await judgeRows<Read>(
      await sliced(withStaffNumbers(rows, context.known.nameWith), pause),
      judged,
      {
        read({ row, cells }, faults) {
          const read = readRow(context, cells)
          if (!('fault' in read)) return read
          faults.push({ row, ...read.fault })
          return null
        },
        nameOf: ({ study, personId, said }) => ({
          key: `${study.id}/${personId}`,
          text: JSON.stringify(said),
          label: `${context.known.nameOf(personId)} ${study.title}`,
          field: 'name',
        }),
        take({ study, personId, said, there }, { row }) {
          const first = { study, rows: [], row, named: new Set<number>(), isKeptOpen: false }
          const of = studies.get(study.id) ?? first
          studies.set(study.id, of)
          of.named.add(personId)
          if (!there || there.standing === 'withdrawn') return { outcome: 'leftOut', remark: 'notDue' }
          if (said === null || there.completedOn === said.completedOn) return { outcome: 'unchanged' }
          of.rows.push({ personId, completedOn: said.completedOn })
          const change = differenceOf([['完成日期', there.completedOn, said.completedOn]])
          return there.completedOn === null ? { outcome: 'new' } : { outcome: 'changed', ...change }
        },
      },
      pause,
    )
    judged.effects = [...studies.values()]
    for (const each of judged.effects) restAsked(context, each, offers)
    return judged
  },

  async write(tx, viewer, effects, { reason }) {
    for (const each of effects) await recordCompletions(tx, viewer, each, reason)
  },
}

/**
 * A sheet that names only part of who is due ends the study on an answer alone: else everybody else counts as not having
 * completed it.
 */
function restAsked(context: Context, of: Effects[number], offers: Fault[]): void {
  const { study, named, row } = of
  if (study.status === 'closed') return
  const due = [...context.rows].flatMap(([key, each]) =>
    key.startsWith(`${study.id}/`) && each.standing === 'required' ? [each] : [],
  )
  const rest = due.filter(each => !named.has(each.personId) && each.completedOn === null).length
  if (!isPart({ due: due.length, rest })) return
  const offered: Fault[] = []
  const answer = ask(offered, context.options, {
    row,
    field: null,
    reason: 'restOfStudy',
    isDoubt: true,
    places: { title: study.title, due: due.length, named: due.length - rest, rest },
    key: 'restOfStudy',
    alike: study.title,
    choices: [
      { value: 'open', choice: 'studyOpen' },
      { value: 'closed', choice: 'studyClosed' },
    ],
  })
  offers.push(...offered)
  of.isKeptOpen = answer !== 'closed'
}

async function loadContext(on: On, viewer: Viewer, options: ImportOptions, pause: Pause): Promise<Context> {
  const [known, locked, studies] = await Promise.all([
    loadKnown(on, { ...options, kind: 'study' }, pause),
    lockedYears(on),
    on
      .select()
      .from(activity)
      .where(and(inArray(activity.form, onlineStudyForms), isNull(activity.deletedAt))),
  ])
  const rows = await paged<There & { activityId: number }>(pause, (last, limit) =>
    on
      .select({
        activityId: attendance.activityId,
        personId: attendance.personId,
        completedOn: attendance.completedOn,
        standing: attendance.standing,
      })
      .from(attendance)
      .where(
        and(
          inArray(attendance.form, onlineStudyForms),
          sql`(${attendance.activityId}, ${attendance.personId}) > (${last?.activityId ?? 0}, ${last?.personId ?? 0})`,
        ),
      )
      .orderBy(attendance.activityId, attendance.personId)
      .limit(limit),
  )
  return {
    known,
    studies,
    rows: new Map(rows.map(each => [`${each.activityId}/${each.personId}`, each])),
    locked,
    today: dayOf(now()),
    viewer,
    options,
  }
}

type There = Completion & { standing: Standing }
/** `said` is null where the row says nothing: neither 是否完成 nor 完成日期 is filled in. */
type Read = {
  study: Study
  personId: number
  said: { completedOn: Day | null } | null
  there: There | undefined
}

function readRow(context: Context, given: Cells['cells']): Read | { fault: Omit<Fault, 'row'> } {
  const { known, options, today, viewer } = context
  const said = withDone(given, options)
  if (said.cells === null) return { fault: said.fault }
  const { cells } = said
  const cell = (field: string) => cells[field] ?? ''
  const study = studyMeant(context, cell('title') || (options.activity ?? ''))
  if ('reason' in study) return { fault: { field: 'title', ...study } }
  const host = known.unitById(study.hostUnitId)
  if (!host || !canOrganise(viewer, host.path))
    return { fault: { field: 'title', reason: 'outsideScope', places: { unit: host?.name ?? '' } } }
  const person = known.personMeant(
    viewer,
    { staffNo: cell('staffNo'), name: cell('name'), unit: cell('unit') },
    study.day,
  )
  if (!person.ok)
    return {
      fault: {
        field: cell('staffNo') ? 'staffNo' : person.fault.reason === 'noSuchUnit' ? 'unit' : 'name',
        ...person.fault,
      },
    }
  const there = context.rows.get(`${study.id}/${person.value}`)
  const read = { study, personId: person.value, there }
  const completed = cell('completedOn')
  const day = isNothing(completed) ? null : parseDay(completed, options.year ?? yearOf(study.day))
  if (day && !day.ok)
    return { fault: { field: 'completedOn', reason: day.reason, places: { text: completed } } }
  // An empty cell is no 否: it never takes a completion away.
  if (cell('done') === '' && day === null) return { ...read, said: null }
  const done = cell('done') === '' ? true : readDone(cell('done'))
  if (done === null || done === 'overWhole')
    return { fault: { field: 'done', reason: done ?? 'notYesNo', places: { text: cell('done') } } }
  if (!done && day) return { fault: { field: 'completedOn', reason: 'completedOnThoughNot' } }
  const completedOn = done ? (day?.ok ? day.day : (there?.completedOn ?? study.lastDay)) : null
  if (there && there.standing !== 'withdrawn' && there.completedOn !== completedOn) {
    const fault = ruleOf(study, there, completedOn, today, options)
    if (fault) return { fault }
    const locked = lockedFault(context.locked, options, [study.lastDay, completedOn, there.completedOn])
    if (locked) return { fault: { field: 'completedOn', ...locked } }
  }
  return { ...read, said: { completedOn } }
}

/** Of a list of points alone it is asked, once for the sheet, whom they make somebody who has completed the study. */
function withDone(
  cells: Cells['cells'],
  options: ImportOptions,
): { cells: Cells['cells'] } | { cells: null; fault: Omit<Fault, 'row'> } {
  const { done, completedOn, credits = '' } = cells
  if (done !== undefined || completedOn !== undefined || isNothing(credits)) return { cells }
  const faults: Fault[] = []
  const answer = ask(faults, options, {
    row: 0,
    field: 'credits',
    reason: 'creditsOnly',
    isDoubt: true,
    isOfColumn: true,
    key: 'creditsOnly',
    choices: [
      { value: 'some', choice: 'creditsDone' },
      { value: 'none', choice: 'creditsSayNothing' },
    ],
  })
  if (answer === null) {
    const { row: _, ...fault } = faults[0] as Fault
    return { cells: null, fault }
  }
  const read = parseNumber(credits)
  const isDone = answer === 'some' && read.ok && read.value > 0
  return { cells: { ...cells, done: isDone ? '是' : '' } }
}

/** What 登记完成 on the page of the study would refuse; a confirmed study is corrected with a reason. */
function ruleOf(
  study: Study,
  there: There,
  completedOn: Day | null,
  today: Day,
  options: ImportOptions,
): Omit<Fault, 'row'> | null {
  const isCorrection = study.status === 'closed' && Boolean(options.reason)
  const of = isCorrection ? { ...study, status: 'held' as const } : study
  const refusal = completionRefusal(of, there, completedOn, today)
  if (refusal === null) return null
  const field = refusal === 'rollClosed' ? (completedOn === null ? 'done' : 'completedOn') : 'completedOn'
  return { field, reason: refusals[refusal], places: { title: study.title, day: completedOn ?? '' } }
}

const refusals: Record<CompletionRefusal, string> = {
  rollClosed: 'closedNeedsReason',
  cancelled: 'activityCancelled',
  notRecorded: 'notRecorded',
  notScheduled: 'activityWithoutDay',
  notRequired: 'notRequired',
  beforeStudy: 'beforeStudy',
  inFuture: 'inFuture',
}

function studyMeant(
  { studies, known, options }: Context,
  name: string,
): Study | Omit<Fault, 'row' | 'field'> {
  if (!name) return { reason: 'studyNotNamed' }
  const word = known.meaningOf('activity', name, 'title')
  const live = studies.filter(
    each => each.status !== 'cancelled' && (options.year === undefined || yearOf(each.day) === options.year),
  )
  const named = live.filter(each => matchKey(each.title) === matchKey(word))
  if (named.length === 1) return named[0] as Study
  if (named.length > 1) return { reason: 'severalActivities', places: { title: name } }
  const likely = nearest(
    word,
    live.map(each => each.title),
  )
  return {
    reason: 'noSuchStudy',
    places: { title: name },
    asks: { means: 'activity', field: 'title', word: name },
    ...(likely ? { likely: { word: name, meaning: likely } } : {}),
  }
}
