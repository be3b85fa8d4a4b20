import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { channel, output } from '@/db/schema/output'
import { unit, unitAlias } from '@/db/schema/roster'
import { holiday, setting, termAlias } from '@/db/schema/setting'
import { write } from '@/db/write'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { type AuditAction, recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors'
import type {
  ChannelInput,
  DayInput,
  FiguresInput,
  ListsInput,
  RemoveChannelInput,
  RemoveDayInput,
  RemoveWordInput,
  RetentionInput,
  RollsInput,
  SessionsInput,
  TargetsInput,
  WordInput,
} from './setting.input'
import { settingsNow } from './setting.queries'
import { defaults, type SettingName, targetedRates } from './setting.rules'

/** 学习形式 and which of them are public, 八进 and 专项宣传. */
export function putLists(viewer: Viewer, { version, forms, publicForms, ...lists }: ListsInput) {
  const isForm = (form: string) => forms.includes(form)
  return settle(viewer, version, { forms, publicForms: publicForms.filter(isForm), ...lists })
}

/** How figures are stated: 优秀 and the report's 合格率. */
export function putFigures(viewer: Viewer, { version, ...figures }: FiguresInput) {
  return settle(viewer, version, figures)
}

/** 比率目标 of one year; those of other years stay. Throws Conflict, with the targets of that year, on an older version. */
export function putTargets(viewer: Viewer, input: TargetsInput) {
  return writeVersioned(viewer, 'setting.targets', input, async tx => {
    administering(viewer)
    const { version, year, targets } = input
    const now = await settingsNow(['rateTargets'], tx)
    const before = now.rateTargets[year] ?? {}
    const none = Object.fromEntries(targetedRates.map(code => [code, null]))
    requireVersion({ version: now.version, ...none, ...before }, version)
    if (JSON.stringify(before) === JSON.stringify(targets)) return { ok: true } as const
    await putSetting(tx, 'rateTargets', { ...now.rateTargets, [year]: targets })
    await noted(
      tx,
      viewer,
      'setting.change',
      'rateTargets',
      { year, ...none, ...before },
      { year, ...none, ...targets },
    )
    return { ok: true } as const
  })
}

/** 请假事由 with the rule of each, and whether an open roll is confirmed automatically. */
export function putRolls(viewer: Viewer, { version, ...rolls }: RollsInput) {
  return settle(viewer, version, rolls)
}

/** 登录时限 and 两步验证 of organisers and above. */
export function putSessions(viewer: Viewer, { version, ...sessions }: SessionsInput) {
  return settle(viewer, version, sessions)
}

/** 保存期限; the next purge waits until what would go has been shown for some days (lib/activity/retention). */
export function putRetention(viewer: Viewer, { version, ...periods }: RetentionInput) {
  return settle(viewer, version, periods)
}

/** Adds a channel, or changes the name, medium or unit word of one. Throws Conflict on an older version. */
export async function putChannel(viewer: Viewer, input: ChannelInput) {
  const { channelId, version, ...facts } = input
  return writeVersioned(viewer, 'setting.channel', input, async tx => {
    administering(viewer)
    const [before] = channelId
      ? await tx.select().from(channel).where(eq(channel.id, channelId))
      : [undefined]
    if (channelId && !before) throw new NotFound()
    if (before) requireVersion(before, version)
    const [other] = await tx
      .select({ id: channel.id })
      .from(channel)
      .where(and(eq(channel.name, facts.name), ne(channel.id, channelId ?? 0)))
    if (other) return { ok: false, reason: 'channelTaken', field: 'name' } as const
    const position = sql<number>`(select coalesce(max(position), 0) + 1 from channel)`
    const [after] = before
      ? [await alterRow(tx, channel, eq(channel.id, before.id), before.version, facts)]
      : await tx
          .insert(channel)
          .values({ ...facts, position })
          .returning()
    await noted(tx, viewer, 'setting.channel', after?.id ?? 0, before, after)
    return { ok: true } as const
  })
}

/** Only a channel that no entry uses can be removed, as it was seen. */
export async function removeChannel(viewer: Viewer, input: RemoveChannelInput) {
  const { channelId, version } = input
  return writeVersioned(viewer, 'setting.removeChannel', input, async tx => {
    administering(viewer)
    const [used] = await tx
      .select({ id: output.id })
      .from(output)
      .where(eq(output.channelId, channelId))
      .limit(1)
    if (used) return { ok: false, reason: 'channelInUse' } as const
    const [before] = await tx.select().from(channel).where(eq(channel.id, channelId))
    if (!before) return { ok: true } as const
    requireVersion(before, version)
    await tx.delete(channel).where(eq(channel.id, channelId))
    await noted(tx, viewer, 'setting.channel', channelId, before, null)
    return { ok: true } as const
  })
}

/**
 * Corrects a day of the published calendar of holidays, or adds a day of a year that is not published. Throws
 * Conflict where the day was corrected otherwise and the form has not seen it.
 */
export async function putDay(viewer: Viewer, { version, ...input }: DayInput) {
  return write(async tx => {
    administering(viewer)
    const theDay = eq(holiday.day, input.day)
    const [before] = await tx.select().from(holiday).where(theDay)
    if (before?.name === input.name && before.kind === input.kind) return { ok: true } as const
    if (before) requireVersion(before, version)
    if (before) await alterRow(tx, holiday, theDay, before.version, input)
    else await tx.insert(holiday).values(input)
    await noted(tx, viewer, 'setting.day', input.day, before, input)
    return { ok: true } as const
  })
}

/** Removes a correction, as it was seen. */
export async function removeDay(viewer: Viewer, { day, version }: RemoveDayInput) {
  return write(async tx => {
    administering(viewer)
    const [before] = await tx.select().from(holiday).where(eq(holiday.day, day))
    if (!before) return { ok: true } as const
    requireVersion(before, version)
    await tx.delete(holiday).where(eq(holiday.day, day))
    await noted(tx, viewer, 'setting.day', day, before, null)
    return { ok: true } as const
  })
}

/** Sets what a word in sheets means. Throws Conflict where it means something else that the form has not seen. */
export async function putWord(viewer: Viewer, { version, ...input }: WordInput) {
  return write(async tx => {
    administering(viewer)
    const term = theTerm(input.kind, input.word)
    const [before] = await tx.select().from(termAlias).where(term)
    if (before?.meaning === input.meaning) return { ok: true } as const
    if (before) requireVersion(before, version)
    if (before) await alterRow(tx, termAlias, term, before.version, input)
    else await tx.insert(termAlias).values(input)
    await noted(tx, viewer, 'setting.word', input.word, before, input)
    return { ok: true } as const
  })
}

/** Removes a word with the meaning that was seen; imports give words another one. */
export async function removeWord(viewer: Viewer, { kind, word, meaning }: RemoveWordInput) {
  return write(async tx => {
    administering(viewer)
    const [before] =
      kind === 'unit'
        ? await tx
            .select({ word: unitAlias.word, meaning: unit.name, unitId: unit.id })
            .from(unitAlias)
            .innerJoin(unit, eq(unit.id, unitAlias.unitId))
            .where(eq(unitAlias.word, word))
        : await tx.select().from(termAlias).where(theTerm(kind, word))
    if (!before) return { ok: true } as const
    if (before.meaning !== meaning) throw new Conflict(before)
    if ('unitId' in before) {
      await tx.delete(unitAlias).where(eq(unitAlias.word, word))
      await raiseUnits(tx, [before.unitId])
    } else await tx.delete(termAlias).where(theTerm(kind, word))
    await noted(tx, viewer, 'setting.word', word, before, null)
    return { ok: true } as const
  })
}

/** The form of a unit holds its words too. */
export async function raiseUnits(tx: Tx, unitIds: number[]): Promise<void> {
  await tx
    .update(unit)
    .set({ version: sql`${unit.version} + 1` })
    .where(inArray(unit.id, unitIds))
}

/** Writes a named value; used by the demo's loader too. */
export async function putSetting(tx: Tx, name: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value)
  await tx
    .insert(setting)
    .values({ name, value: text, version: 1 })
    .onConflictDoUpdate({ target: setting.name, set: { value: text, version: sql`${setting.version} + 1` } })
}

/** Throws Conflict where one of the values is newer than the form. */
function settle(viewer: Viewer, version: number, values: Partial<Record<SettingName, unknown>>) {
  return writeVersioned(viewer, 'setting.change', { version, ...values }, async tx => {
    administering(viewer)
    const names = Object.keys(values) as SettingName[]
    requireVersion(await settingsNow(names, tx), version)
    for (const [name, value] of Object.entries(values)) {
      const [before] = await tx.select({ value: setting.value }).from(setting).where(eq(setting.name, name))
      const was = before ? JSON.parse(before.value) : defaults[name as SettingName]
      if (JSON.stringify(was) === JSON.stringify(value)) continue
      await putSetting(tx, name, value)
      await noted(tx, viewer, 'setting.change', name, was, value)
    }
    return { ok: true } as const
  })
}

function administering(viewer: Viewer): void {
  if (!administersAll(viewer)) throw new Forbidden()
}

function noted(
  tx: Tx,
  viewer: Viewer,
  action: AuditAction,
  subjectId: string | number,
  before: unknown,
  after: unknown,
) {
  return recordAudit(tx, viewer, { action, subject: 'setting', subjectId, before, after })
}

function theTerm(kind: string, word: string) {
  return and(eq(termAlias.kind, kind), eq(termAlias.word, word))
}
