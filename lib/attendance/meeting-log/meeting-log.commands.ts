import { and, eq } from 'drizzle-orm'
import { db, type On, type Tx } from '@/db/client'
import { slices } from '@/db/pause'
import { importDraft, importProfile } from '@/db/schema/import'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import type { MarkRefusal } from '@/lib/attendance/attendance.rules'
import { now } from '@/lib/core/clock'
import type { Refused } from '@/lib/core/errors'
import { byStaffNo } from '@/lib/core/names'
import { putSetting } from '@/lib/organisation/settings/setting.commands'
import { textOfTable } from '@/lib/spreadsheet/draft.rules'
import { noDraftRoom } from '@/lib/spreadsheet/draft-room.sql'
import { tableOf } from '@/lib/spreadsheet/formats/workbook'
import { readLines } from './line.sheet'
import type { ColumnsInput, DecideInput, RuleInput } from './meeting-log.input'
import {
  type Drafted,
  hoursOf,
  type MeetingLogOptions,
  meetingLogDraft,
  meetingLogPreview,
  rollOf,
} from './meeting-log.queries'
import type { MeetingLogRule } from './meeting-log.rules'
import {
  emptyMapping,
  headsOfRow,
  isEnough,
  lastOf,
  likelyHead,
  type Mapping,
  meetingLogFields,
  recognise,
  starters,
} from './meeting-log.sheet'
import {
  type KeptProfile,
  keptRules,
  MEETING_LOG,
  profileKind,
  profilesOf,
  ruleFor,
  settingOfRules,
} from './profile.sql'

type Upload = { activityId: number; fileName: string; bytes: Uint8Array; profile: string; sheet?: string }

/** Reads the file and stores its cells as a draft until the preview is decided. Writes no mark yet. */
export async function draftMeetingLog(
  viewer: Viewer,
  { activityId, fileName, bytes, profile, sheet }: Upload,
) {
  const roll = await rollOf(viewer, activityId)
  if (roll.refusal) return { ok: false, reason: roll.refusal } as const
  const noRoom = (size: number, on: On) => noDraftRoom(viewer.accountId, { kept: 'sheets', bytes: size }, on)
  const full = await noRoom(bytes.length, db)
  if (full) return full
  const read = await tableOf(bytes, fileName, sheet)
  if (!read.ok) return read
  const { activity: of, unit: host } = roll
  const kept = await profilesOf(host.id)
  const isNamed = (each: { name: string }) => profile === '' || each.name === profile
  const known = recognise(read.table, kept.filter(isNamed), starters.filter(isNamed))
  const isMapped = known !== null && known.several.length === 0
  const options: MeetingLogOptions = {
    activityId,
    // A file whose columns must be mapped again keeps the profile name chosen for it.
    profile: known?.profile ?? (profile || lastOf(fileName)),
    ...(known ?? likelyHead(read.table)),
    isMapped,
    rule: await ruleFor(of),
    ...hoursOf(of),
    decisions: {},
    replace: [],
  }
  const table = await textOfTable(read.table, slices())
  return write(async tx => {
    const full = await noRoom(Buffer.byteLength(table), tx)
    if (full) return full
    const [made] = await tx
      .insert(importDraft)
      .values({
        accountId: viewer.accountId,
        kind: MEETING_LOG,
        fileName,
        options: JSON.stringify(options),
        table,
        createdAt: now(),
      })
      .returning({ id: importDraft.id })
    return { ok: true, activityId, draftId: made?.id ?? 0 } as const
  })
}

type ColumnsRefusal = 'noPerson' | 'noTimes' | 'sameColumn' | 'noSuchRow' | 'noLines'

/** Stores which column is which: remembered under the profile's name for the host unit, and applied at once. */
export async function chooseColumns(viewer: Viewer, input: ColumnsInput) {
  return change(viewer, input.draftId, async (drafted, tx): Promise<Change | Refused<ColumnsRefusal>> => {
    const { draft, activity: of, unit: host } = drafted
    const at = draft.table.rowNumbers.indexOf(input.headRow)
    if (at < 0) return refused('noSuchRow', 'headRow')
    if (input.look !== undefined)
      return {
        options: { headRow: input.headRow, isMapped: false, mapping: emptyMapping(), profile: input.profile },
      }
    const heads = headsOfRow(draft.table.rows[at] ?? [])
    const chosen = meetingLogFields.filter(field => heads.includes(input[field]) && input[field] !== '')
    const mapping: Mapping = {
      columns: Object.fromEntries(chosen.map(field => [field, input[field]])),
      unit: input.minutesIn,
      onlyNames: input.onlyNames && !chosen.some(field => ['joined', 'left', 'minutes'].includes(field)),
    }
    if (!mapping.columns.name && !mapping.columns.staffNo) return refused('noPerson', 'name')
    if (!isEnough(mapping)) return refused('noTimes', 'joined')
    if (new Set(Object.values(mapping.columns)).size < chosen.length)
      return refused('sameColumn', chosen.at(-1))
    const read = await readLines(draft.table, input.headRow, mapping, of, slices())
    if (!read || read.lines.length + read.faults.length + read.neverIn.length === 0)
      return refused('noLines', 'headRow')
    await keepProfile(tx, viewer, host.id, { name: input.profile, mapping })
    return { options: { headRow: input.headRow, isMapped: true, mapping, profile: input.profile } }
  })
}

/**
 * Changes the rule or the hours for this file; with `keep` the rule also applies to later activities of this
 * form here.
 */
export async function changeMeetingLogRule(viewer: Viewer, { draftId, from, to, keep, ...rule }: RuleInput) {
  return change(
    viewer,
    draftId,
    async ({ activity: of, unit: host }, tx): Promise<Change | Refused<'endBeforeStart'>> => {
      if (from && to && of.day === of.lastDay && to <= from) return refused('endBeforeStart', 'to')
      if (keep) await keepRule(tx, viewer, host.id, of.form, rule)
      return { options: { rule, from, to } }
    },
  )
}

/** Decides about lines without a certain match: a number or a name of the list, or to skip them. */
export async function decideLines(viewer: Viewer, { draftId, key, person, ...input }: DecideInput) {
  return change(
    viewer,
    draftId,
    async (drafted, tx): Promise<Change | Refused<'whoIsIt' | 'noSuchPerson' | 'severalPeople'>> => {
      const { decisions } = drafted.draft.options
      if (input.do === 'undo') {
        const { [key]: _, ...others } = decisions
        return { options: { decisions: others } }
      }
      if (input.do !== 'person') return { options: { decisions: { ...decisions, [key]: { do: input.do } } } }
      if (person === '') return refused('whoIsIt', 'person')
      const { people = [] } = (await meetingLogPreview(viewer, drafted, tx)) ?? {}
      const [number = ''] = person.split(/\s/)
      const numbered = byStaffNo(people)(number)
      const named = numbered ? [numbered] : people.filter(each => each.isDue && each.name === person)
      if (named.length > 1) return { ...refused('severalPeople', 'person'), places: { name: person } }
      const [one] = named
      if (!one) return { ...refused('noSuchPerson', 'person'), places: { name: person } }
      return { options: { decisions: { ...decisions, [key]: { do: 'person', personId: one.personId } } } }
    },
  )
}

/** Skips all lines without a match: 名单外. */
export async function skipOpen(viewer: Viewer, { draftId }: { draftId: number }) {
  return change(viewer, draftId, async (drafted, tx) => {
    const judged = await meetingLogPreview(viewer, drafted, tx)
    const skipped = (judged?.plan.open ?? []).map(({ key }) => [key, { do: 'skip' as const }])
    return { options: { decisions: { ...drafted.draft.options.decisions, ...Object.fromEntries(skipped) } } }
  })
}

/** Chooses the people whose existing mark is overwritten by the file's. */
export async function replaceMarks(
  viewer: Viewer,
  { draftId, replace }: { draftId: number; replace: number[] },
) {
  return change(viewer, draftId, async () => ({ options: { replace } }))
}

/** Sets an unreadable row aside, or includes it again. */
export async function setRowAside(
  viewer: Viewer,
  { draftId, row, back }: { draftId: number; row: number; back?: string },
) {
  return change(viewer, draftId, async ({ draft }) => {
    const others = draft.aside.filter(each => each !== row)
    return { aside: back === undefined ? [...others, row] : others }
  })
}

export async function dropMeetingLog(viewer: Viewer, { draftId }: { draftId: number }) {
  return write(async tx => {
    const { draft, activity: of } = await meetingLogDraft(viewer, draftId, tx)
    if (draft.writtenAt === null) await tx.delete(importDraft).where(eq(importDraft.id, draftId))
    return { ok: true, activityId: of.id, draftId } as const
  })
}

type Change = { options?: Partial<MeetingLogOptions>; aside?: number[] }
type Changed = { ok: true; activityId: number; draftId: number }

async function change<R extends string = never>(
  viewer: Viewer,
  draftId: number,
  work: (drafted: Drafted, tx: Tx) => Promise<Change | Refused<R>>,
): Promise<Changed | Refused<R | MarkRefusal | 'alreadyWritten'>> {
  return write(async tx => {
    const drafted = await meetingLogDraft(viewer, draftId, tx)
    if (drafted.draft.writtenAt !== null) return { ok: false, reason: 'alreadyWritten' } as const
    if (drafted.refusal) return { ok: false, reason: drafted.refusal } as const
    const changed = await work(drafted, tx)
    if ('ok' in changed) return changed
    const { options, aside = drafted.draft.aside } = changed
    await tx
      .update(importDraft)
      .set({
        options: JSON.stringify({ ...drafted.draft.options, ...options }),
        setAside: JSON.stringify(aside),
      })
      .where(eq(importDraft.id, draftId))
    return { ok: true, activityId: drafted.activity.id, draftId } as const
  })
}

function refused<R extends string>(reason: R, field?: string): Refused<R> {
  return { ok: false, reason, field }
}

/**
 * Remembers how a program's columns are mapped, and the people of its nicknames. An unchanged profile only
 * updates its time of last use.
 */
export async function keepProfile(
  tx: Tx,
  viewer: Viewer,
  unitId: number,
  { name, mapping, people }: Pick<KeptProfile, 'name' | 'mapping'> & { people?: Record<string, string> },
): Promise<void> {
  const kind = profileKind(unitId)
  const before = (await profilesOf(unitId, tx)).find(each => each.name === name)
  const value = { mapping, people: { ...before?.people, ...people } }
  const text = JSON.stringify(value)
  if (before && JSON.stringify({ mapping: before.mapping, people: before.people }) === text) {
    await tx
      .update(importProfile)
      .set({ usedAt: now() })
      .where(and(eq(importProfile.kind, kind), eq(importProfile.name, name)))
    return
  }
  await tx
    .insert(importProfile)
    .values({ kind, name, mapping: text, createdBy: viewer.accountId, usedAt: now() })
    .onConflictDoUpdate({
      target: [importProfile.kind, importProfile.name],
      set: { mapping: text, usedAt: now() },
    })
  await recordAudit(tx, viewer, {
    action: 'import.profile',
    subject: 'unit',
    subjectId: unitId,
    before: before && { name, columns: before.mapping.columns },
    after: { name, columns: mapping.columns },
  })
}

async function keepRule(
  tx: Tx,
  viewer: Viewer,
  unitId: number,
  form: string,
  rule: MeetingLogRule,
): Promise<void> {
  const name = settingOfRules(unitId)
  const before = await keptRules(unitId, tx)
  const after = { ...before, [form]: rule }
  if (JSON.stringify(before) === JSON.stringify(after)) return
  await putSetting(tx, name, after)
  await recordAudit(tx, viewer, {
    action: 'import.rule',
    subject: 'unit',
    subjectId: unitId,
    before: before[form] && { form, ...before[form] },
    after: { form, ...rule },
  })
}
