import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { inParts, type Pause, paged } from '@/db/pause'
import { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { type Day, dayOf, yearOf } from '@/lib/core/time'
import { type Known, knownFrom, loadKnown } from '@/lib/organisation/lookup/known.sql'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import type { Cells, Fault, Importer, ImportOptions, Judged } from '@/lib/spreadsheet/importer.rules'
import { judgeRows } from '@/lib/spreadsheet/judge.rules'
import { parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { matchKey, nearest } from '@/lib/spreadsheet/text.rules'

type Study = typeof activity.$inferSelect
type Completion = { personId: number; completedOn: Day | null }
type Effects = { study: Study; rows: Completion[] }[]
type Context = {
  known: Known
  studies: Study[]
  rows: Map<string, Completion & { standing: string }>
  today: Day
  viewer: Viewer
  options: ImportOptions
}

/** 网上学法: who completed which online study, and when. The sheet is the complete record of the study and closes it. */
export const studyImporter: Importer<Effects> = {
  kind: 'study',
  restsOn: [...knownFrom, 'activity', 'attendance'],

  async judge(on, viewer, rows, options, pause): Promise<Judged<Effects>> {
    const context = await loadContext(on, viewer, options, pause)
    const judged: Judged<Effects> = { outcomes: [], faults: [], notes: [], effects: [] }
    const studies = new Map<number, Effects[number]>()
    await judgeRows<Exclude<Read, { fault: unknown }>>(
      rows,
      judged,
      {
        read({ row, cells }, faults) {
          const read = readRow(context, cells)
          if (!('fault' in read)) return read
          faults.push({ row, ...read.fault })
          return null
        },
        nameOf: ({ study, personId, completedOn }) => ({
          key: `${study.id}/${personId}`,
          text: JSON.stringify(completedOn),
          label: `${context.known.nameOf(personId)} ${study.title}`,
          field: 'name',
        }),
        take({ study, personId, completedOn }) {
          const of = studies.get(study.id) ?? { study, rows: [] }
          studies.set(study.id, of)
          const there = context.rows.get(`${study.id}/${personId}`)
          if (!there || there.standing === 'withdrawn') return { outcome: 'leftOut', remark: 'notDue' }
          if (there.completedOn === completedOn) return { outcome: 'unchanged' }
          of.rows.push({ personId, completedOn })
          return {
            outcome: there.completedOn === null ? 'new' : 'changed',
            before: there.completedOn ?? '',
            after: completedOn ?? '',
          }
        },
      },
      pause,
    )
    judged.effects = [...studies.values()]
    return judged
  },

  async write(tx, viewer, effects) {
    for (const { study, rows } of effects) await writeStudy(tx, viewer, study, rows)
  },
}

async function loadContext(on: On, viewer: Viewer, options: ImportOptions, pause: Pause): Promise<Context> {
  const [known, studies] = await Promise.all([
    loadKnown(on, options, pause),
    on
      .select()
      .from(activity)
      .where(and(inArray(activity.form, onlineStudyForms), isNull(activity.deletedAt))),
  ])
  const rows = await paged<Completion & { activityId: number; standing: string }>(pause, (last, limit) =>
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
    today: dayOf(now()),
    viewer,
    options,
  }
}

type Read = { study: Study; personId: number; completedOn: Day | null } | { fault: Omit<Fault, 'row'> }

function readRow(context: Context, cells: Cells['cells']): Read {
  const { known, options, today, viewer } = context
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
  const day = cell('completedOn') ? parseDay(cell('completedOn'), options.year ?? yearOf(study.day)) : null
  if (day && !day.ok)
    return { fault: { field: 'completedOn', reason: day.reason, places: { text: cell('completedOn') } } }
  const said = cell('done') === '' ? day !== null : parseYesNo(cell('done'))
  if (said === null) return { fault: { field: 'done', reason: 'notYesNo', places: { text: cell('done') } } }
  if (!said)
    return day
      ? { fault: { field: 'completedOn', reason: 'completedOnThoughNot' } }
      : { study, personId: person.value, completedOn: null }
  const completedOn = day?.ok ? day.day : study.lastDay
  if (completedOn > today)
    return { fault: { field: 'completedOn', reason: 'inFuture', places: { day: completedOn } } }
  return { study, personId: person.value, completedOn }
}

function studyMeant(
  { studies, known, options }: Context,
  name: string,
): Study | Omit<Fault, 'row' | 'field'> {
  if (!name) return { reason: 'studyNotNamed' }
  const word = known.meaningOf('activity', name)
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
    ...(likely ? { likely: { word: name, meaning: likely } } : {}),
  }
}

async function writeStudy(tx: Tx, viewer: Viewer, study: Study, rows: Completion[]): Promise<void> {
  await inParts(rows, part =>
    tx.run(sql`
      update attendance set completed_on = r.value ->> 'completedOn', how = 'import', marked_by = ${viewer.accountId}, marked_at = ${now()}, version = version + 1
      from json_each(${JSON.stringify(part)}) r where activity_id = ${study.id} and person_id = r.value ->> 'personId'`),
  )
  const isOver = study.lastDay <= dayOf(now())
  const isClosing = isOver && study.status !== 'closed'
  if (isClosing || study.rollOpenedAt === null) {
    await tx
      .update(activity)
      .set({
        ...(isClosing ? { status: 'closed' as const, rollClosedAt: now() } : {}),
        rollOpenedAt: study.rollOpenedAt ?? now(),
        version: study.version + 1,
      })
      .where(eq(activity.id, study.id))
  }
  if (rows.length > 0 || isClosing)
    await recordAudit(tx, viewer, {
      action: 'study.import',
      subject: 'activity',
      subjectId: study.id,
      after: rows,
    })
}
