import { createHash } from 'node:crypto'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { slices } from '@/db/pause'
import type { activity } from '@/db/schema/activity'
import { attendance } from '@/db/schema/attendance'
import { importDraft } from '@/db/schema/import'
import { membership, person, unit } from '@/db/schema/roster'
import { canOrganise, canSee, type Viewer } from '@/lib/access/access.rules'
import { activityById } from '@/lib/activity/activity.queries'
import { markRefusal } from '@/lib/attendance/attendance.rules'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { gathered } from '@/lib/core/gathered'
import { holdsOn } from '@/lib/core/interval'
import { type Day, dayOf, instantOf, timeOf } from '@/lib/core/time'
import { loadKnown } from '@/lib/organisation/lookup/known.sql'
import { tableOfText } from '@/lib/spreadsheet/draft.rules'
import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { readLines } from './line.sheet'
import type { Book, Someone } from './match.rules'
import type { Hours, MeetingLogRule, RowNow } from './meeting-log.rules'
import type { Mapping } from './meeting-log.sheet'
import { type Decision, guestsOf, type MeetingLogCounts, planOf, toWrite } from './preview.rules'
import { type KeptProfile, MEETING_LOG, profilesOf } from './profile.sql'

type Activity = typeof activity.$inferSelect

/** Options of a file stored beside its cells. */
export type MeetingLogOptions = {
  activityId: number
  profile: string
  headRow: number
  mapping: Mapping
  /** Whether the columns are mapped, by the user or a known profile. */
  isMapped: boolean
  rule: MeetingLogRule
  /** `HH:mm` on the first and on the last day; '' where it is unknown. */
  from: string
  to: string
  decisions: Record<string, Decision>
  replace: number[]
}

export type MeetingLogDraft = {
  id: number
  fileName: string
  options: MeetingLogOptions
  table: RawTable
  aside: number[]
  writtenAt: number | null
  outcome: MeetingLogCounts | null
}

/** The activity whose roll the viewer may record; throws NotFound for anybody else. */
export async function rollOf(viewer: Viewer, activityId: number, on: On = db) {
  const found = await activityById(viewer, activityId, on)
  if (!canOrganise(viewer, found.unit.path)) throw new NotFound()
  return { ...found, refusal: markRefusal(found.activity, { standing: 'required' }, dayOf(now())) }
}

/** The remembered mappings of columns of the unit that holds the activity. */
export async function rollProfiles(viewer: Viewer, activityId: number): Promise<KeptProfile[]> {
  return profilesOf((await rollOf(viewer, activityId)).unit.id)
}

/**
 * The viewer's own draft with its activity; throws NotFound for somebody else's, and where the viewer may no
 * longer record the roll.
 */
export async function meetingLogDraft(viewer: Viewer, id: number, on: On = db) {
  const [found] = await on
    .select()
    .from(importDraft)
    .where(
      and(
        eq(importDraft.id, id),
        eq(importDraft.kind, MEETING_LOG),
        viewer.accountId === null
          ? isNull(importDraft.accountId)
          : eq(importDraft.accountId, viewer.accountId),
      ),
    )
  if (!found) throw new NotFound()
  const options = JSON.parse(found.options) as MeetingLogOptions
  const draft: MeetingLogDraft = {
    id: found.id,
    fileName: found.fileName,
    options,
    table: await tableOfText(found.table, slices()),
    aside: JSON.parse(found.setAside),
    writtenAt: found.writtenAt,
    outcome: found.outcome === null ? null : JSON.parse(found.outcome),
  }
  return { draft, ...(await rollOf(viewer, options.activityId, on)) }
}
export type Drafted = Awaited<ReturnType<typeof meetingLogDraft>>

/** The viewer's own drafts for this roll, newest first. */
export async function meetingLogDrafts(viewer: Viewer, activityId: number) {
  const rows = await db
    .select({
      id: importDraft.id,
      fileName: importDraft.fileName,
      createdAt: importDraft.createdAt,
      writtenAt: importDraft.writtenAt,
      outcome: importDraft.outcome,
    })
    .from(importDraft)
    .where(
      and(
        eq(importDraft.kind, MEETING_LOG),
        viewer.accountId === null
          ? isNull(importDraft.accountId)
          : eq(importDraft.accountId, viewer.accountId),
        sql`${importDraft.options} ->> 'activityId' = ${activityId}`,
      ),
    )
    .orderBy(desc(importDraft.id))
    .limit(10)
  return rows.map(row => ({
    ...row,
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as MeetingLogCounts),
  }))
}

export function hoursOf({ startsAt, endsAt }: Activity): { from: string; to: string } {
  return { from: startsAt === null ? '' : timeOf(startsAt), to: endsAt === null ? '' : timeOf(endsAt) }
}

/** Late and early are judged only for an activity of one day: over several days minutes are not compared. */
export function instantsOf({ day, lastDay }: Activity, { from, to }: { from: string; to: string }): Hours {
  if (day !== lastDay) return { from: null, to: null }
  return { from: from ? instantOf(day, from) : null, to: to ? instantOf(lastDay, to) : null }
}

/** What the file means for the present roll; null where its columns are missing. */
export async function meetingLogPreview(
  viewer: Viewer,
  { draft, activity: of, unit: host }: Drafted,
  on: On = db,
) {
  const { options, table, aside } = draft
  if (!options.isMapped) return null
  const read = await readLines(table, options.headRow, options.mapping, of, slices())
  if (!read) return null
  const left = new Set(aside)
  const lines = read.lines.filter(line => !left.has(line.row))
  const faults = read.faults.filter(fault => !left.has(fault.row))
  const [{ book, rows }, profiles] = await Promise.all([bookOf(viewer, of, on), profilesOf(host.id, on)])
  book.remembered = profiles.find(each => each.name === options.profile)?.people ?? {}
  const hours = instantsOf(of, options)
  const plan = planOf({ ...options, lines, book, rows, hours })
  const written = toWrite(plan).map(({ someone, mark, was, isWalkIn }) => [
    someone.personId,
    mark,
    was?.mark,
    isWalkIn,
  ])
  const guests = guestsOf(plan).map(each => each.key)
  const seen = createHash('sha256')
    .update(JSON.stringify([written, guests]))
    .digest('hex')
    .slice(0, 32)
  return { read: { ...read, lines, faults }, plan, hours, seen, people: book.people }
}
export type Judged = NonNullable<Awaited<ReturnType<typeof meetingLogPreview>>>

type Member = Pick<typeof membership.$inferSelect, 'personId' | 'fromDay' | 'toDay'> & {
  path: string
  name: string
}

/** Everybody on the list in its order, then the other people visible to the viewer on the day. */
async function bookOf(
  viewer: Viewer,
  of: Activity,
  on: On,
): Promise<{ book: Book; rows: Map<number, RowNow> }> {
  const columns = { personId: person.id, staffNo: person.staffNo, phone: person.phone, name: person.name }
  const [known, listed, everybody, members] = await Promise.all([
    loadKnown(on, { aliases: {} }),
    on
      .select({
        ...columns,
        unitName: unit.name,
        path: unit.path,
        standing: attendance.standing,
        mark: attendance.mark,
        how: attendance.how,
        madeUpOn: attendance.madeUpOn,
      })
      .from(attendance)
      .innerJoin(person, eq(person.id, attendance.personId))
      .innerJoin(unit, eq(unit.id, attendance.unitId))
      .where(eq(attendance.activityId, of.id))
      .orderBy(unit.treeOrder, person.position, person.id),
    on.select(columns).from(person).orderBy(person.position, person.id),
    on
      .select({
        personId: membership.personId,
        fromDay: membership.fromDay,
        toDay: membership.toDay,
        path: unit.path,
        name: unit.name,
      })
      .from(membership)
      .innerJoin(unit, eq(unit.id, membership.unitId))
      .orderBy(desc(membership.isPrimary), desc(membership.fromDay)),
  ])
  // Cache: searching for a word that names no unit is slow, and the same word is in many lines.
  const paths = new Map<string, string | null>()
  const homes = gathered(members, each => each.personId)
  const there = (personId: number): Member[] =>
    (homes.get(personId) ?? []).filter(each => holdsOn(each, of.day as Day))
  const onList = listed.filter(row => row.standing !== 'withdrawn')
  const due = onList.map(
    ({ path, ...row }): Someone => ({
      ...pick(row),
      unitName: row.unitName,
      unitPaths: [path, ...there(row.personId).map(each => each.path)],
      isDue: true,
    }),
  )
  const dueIds = new Set(onList.map(row => row.personId))
  const others = everybody.flatMap((each): Someone[] => {
    const own = dueIds.has(each.personId)
      ? []
      : there(each.personId).filter(({ path }) => canSee(viewer, path))
    const [first] = own
    return first
      ? [{ ...each, unitName: first.name, unitPaths: own.map(({ path }) => path), isDue: false }]
      : []
  })
  return {
    rows: new Map(listed.map(row => [row.personId, row])),
    book: {
      people: [...due, ...others],
      unitPathOf: word => {
        const there = paths.get(word)
        if (there !== undefined) return there
        const named = known.unitNamed(word, '')
        paths.set(word, named.ok ? named.value.path : null)
        return named.ok ? named.value.path : null
      },
      remembered: {},
    },
  }
}

function pick({ personId, staffNo, phone, name }: Pick<Someone, 'personId' | 'staffNo' | 'phone' | 'name'>) {
  return { personId, staffNo, phone, name }
}
