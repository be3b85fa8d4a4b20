import { and, inArray, isNull, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { type Pause, paged } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import type { Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { audienceFrom } from '@/lib/organisation/lookup/audience.queries'
import { withStaffNumbers } from '@/lib/organisation/lookup/entry-number.rules'
import { knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { lockedYears } from '@/lib/organisation/lookup/locked-year.sql'
import { askWho, hostOfPeople } from '@/lib/organisation/lookup/who-takes-part.sql'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import {
  ask,
  type Cells,
  type Fault,
  type Importer,
  type ImportOptions,
  type Judged,
} from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { dayAlone } from '@/lib/spreadsheet/moments.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'
import { differenceOf } from '@/lib/spreadsheet/preview.rules'
import { sliced } from '@/lib/spreadsheet/steps.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { holdStudy, type WhoStudies, widenStudy } from './new-study.commands'
import { newStudies, textOfStudy } from './new-study.import'
import { recordCompletions } from './online-study.commands'
import { readDone } from './online-study.rules'
import { type Completion, type Context, type Read, readRow, type There } from './online-study-row.import'
import { isPart } from './roll-rest.rules'

type Effects = {
  study: Context['studies'][number]
  rows: Completion[]
  /** Of a study that is made with the sheet: who has to complete it. */
  who?: WhoStudies
  /** People whom a sheet of such a study names, and who are not on its list. */
  listed: { personId: number; name: string }[]
  /** The first row of the sheet that names it, and everybody whom the sheet names. */
  row: number
  named: Set<number>
  /** The rows that count for it. */
  ofRows: number[]
  isKeptOpen: boolean
}[]
/** 网上学法: who completed which online study, and when. The sheet is the complete record of the study and closes it. */
export const studyImporter: Importer<Effects> = {
  kind: 'study',
  restsOn: [...knownFrom, ...audienceFrom, 'activity', 'attendance', 'locked_year'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const loaded = await loadContext(on, viewer, options, pause)
    const offers: Fault[] = []
    const entered = await sliced(withStaffNumbers(rows, loaded.known.nameWith), pause)
    const numbered = completedAsStudied(entered, options, offers)
    const context = { ...loaded, ...(await newStudies(on, numbered, loaded, pause)) }
    const judged: Judged<Effects> = { outcomes: [], faults: [], offers, notes: [], effects: [] }
    const studies = new Map<number, Effects[number]>()
    await judgeRows<Read>(
      numbered,
      judged,
      {
        read({ row, cells }, faults) {
          const read = readRow(context, { row, cells }, faults)
          if (read === null || !('fault' in read)) return read
          faults.push({ row, ...read.fault })
          return null
        },
        nameOf: ({ study, personId, said }) => ({
          key: `${study.id}/${personId}`,
          text: JSON.stringify(said),
          label: `${context.known.nameOf(personId)} ${study.title}`,
          field: 'name',
        }),
        take({ study, personId, said, there, isListed }, { row }) {
          const first: Effects[number] = {
            ...{ study, rows: [], listed: [], row, isKeptOpen: false },
            named: new Set<number>(),
            ofRows: [],
          }
          const of = studies.get(study.id) ?? first
          studies.set(study.id, of)
          of.named.add(personId)
          of.ofRows.push(row)
          if (isListed) of.listed.push({ personId, name: context.known.nameOf(personId) })
          if (!there || there.standing === 'withdrawn') return { outcome: 'leftOut', remark: 'notDue' }
          if (said === null || there.completedOn === said.completedOn)
            return { outcome: isListed ? 'new' : 'unchanged' }
          of.rows.push({ personId, completedOn: said.completedOn })
          const change = differenceOf([['完成日期', there.completedOn, said.completedOn]])
          return there.completedOn === null ? { outcome: 'new' } : { outcome: 'changed', ...change }
        },
      },
      pause,
    )
    judged.effects = [...studies.values()]
    await askWhoStudies(on, context, judged, pause)
    for (const each of judged.effects) {
      if (each.study.id < 0) await settleNewStudy(on, context, each)
      else restAsked(context, each, offers)
    }
    judged.notes.push(...notesOf(judged.effects))
    return judged
  },

  async write(tx, viewer, effects, { reason }) {
    for (const { who, listed, ...effect } of effects) {
      const study = who
        ? await holdStudy(tx, viewer, effect.study, who)
        : listed.length > 0
          ? await widenStudy(tx, viewer, effect.study, listed)
          : effect.study
      await recordCompletions(tx, viewer, { ...effect, study }, reason)
    }
  },
}

/**
 * A platform that says when somebody studied last, and not when it was completed: of who has completed it that is the day
 * where it is so answered, else the last day of the study, as without any.
 */
function completedAsStudied(rows: Cells[], options: ImportOptions, offers: Fault[]): Cells[] {
  const first = rows.find(
    ({ cells }) => cells.completedOn === undefined && !isNothing(cells.lastStudied ?? ''),
  )
  if (!first) return rows
  const question = {
    row: first.row,
    field: 'lastStudied',
    reason: 'completedAsStudied',
    isDoubt: true as const,
    isOfColumn: true as const,
    alike: 'column',
    places: { text: first.cells.lastStudied ?? '' },
    choices: [
      { value: 'end', choice: 'completedAtEnd' },
      { value: 'studied', choice: 'completedAsStudied' },
    ],
  }
  if (ask(offers, options, question) !== 'studied') return rows
  return rows.map(each => {
    const { lastStudied = '', completedOn, done = '' } = each.cells
    const isDone = completedOn === undefined && readDone(done) === true
    return isDone ? { ...each, cells: { ...each.cells, completedOn: dayAlone(lastStudied) } } : each
  })
}

/** Asks for whom the studies are that are made with the sheet, where nothing says so; their rows wait for it. */
async function askWhoStudies(on: On, context: Context, judged: Judged<Effects>, pause: Pause): Promise<void> {
  const asking = { options: context.options, kind: 'study' as const, faults: judged.faults }
  for (const { study, named, ofRows } of judged.effects) {
    const { id, title, day, hostUnitId } = study
    const made = id < 0 ? context.made.get(matchKey(title)) : undefined
    if (!made || !('study' in made) || !made.isOpen) continue
    const about = { title, rows: ofRows, personIds: [...named], day, hostUnitId }
    await askWho(on, context, about, asking, pause)
  }
  const open = new Set(judged.faults.filter(each => each.field === 'studyWho').map(each => each.row))
  judged.outcomes = judged.outcomes.filter(each => !open.has(each.row))
  judged.effects = judged.effects.filter(each => !open.has(each.row))
}

/** Who has to complete it and who holds it, once all rows are read. */
async function settleNewStudy(on: On, context: Context, of: Effects[number]): Promise<void> {
  const { study, listed } = of
  const made = context.made.get(matchKey(study.title))
  if (!made || !('study' in made)) return
  const isWorded = made.words !== ''
  const personIds = isWorded ? [...made.due] : listed.map(each => each.personId)
  const people = { personIds, day: study.day, hostUnitId: study.hostUnitId }
  study.hostUnitId = await hostOfPeople(on, context, people)
  const words = listed.map(each => each.name).join('、')
  of.who = isWorded ? made : { words, parts: [], personIds }
}

function notesOf(effects: Effects): Judged<unknown>['notes'] {
  const made = effects.flatMap(({ study, who }) => (who ? [textOfStudy(study)] : []))
  const places = { count: made.length, studies: made.join('、') }
  return made.length > 0 ? [{ reason: 'studiesMade', places }] : []
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

async function loadContext(
  on: On,
  viewer: Viewer,
  options: ImportOptions,
  pause: Pause,
): Promise<Omit<Context, 'made' | 'widened'>> {
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
