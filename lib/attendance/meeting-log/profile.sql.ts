import { desc, eq } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import type { activity } from '@/db/schema/activity'
import { importProfile } from '@/db/schema/import'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import { type MeetingLogRule, usualRule } from './meeting-log.rules'
import type { Profile } from './meeting-log.sheet'

type Activity = typeof activity.$inferSelect

/** The kind of meeting logs among drafts and profiles of imports. */
export const MEETING_LOG = 'presence'

/** Profiles are stored by host unit. */
export function profileKind(unitId: number): string {
  return `${MEETING_LOG}/${unitId}`
}

export type KeptProfile = Profile & { people: Record<string, string> }

/** Remembered mappings of columns, and the people of nicknames; the last used first. */
export async function profilesOf(unitId: number, on: On = db): Promise<KeptProfile[]> {
  const rows = await on
    .select({ name: importProfile.name, mapping: importProfile.mapping })
    .from(importProfile)
    .where(eq(importProfile.kind, profileKind(unitId)))
    .orderBy(desc(importProfile.usedAt), desc(importProfile.id))
  return rows.map(({ name, mapping }) => ({ name, ...(JSON.parse(mapping) as Omit<KeptProfile, 'name'>) }))
}

export function settingOfRules(unitId: number): string {
  return `presenceRules.${unitId}`
}

/** The rules stored for a host unit, by form. */
export function keptRules(unitId: number, on: On): Promise<Record<string, MeetingLogRule>> {
  return settingOf<Record<string, MeetingLogRule>>(settingOfRules(unitId), {}, on)
}

/** The rule for activities of this form here; an activity's own time of being late overrides it. */
export async function ruleFor(
  { hostUnitId, form, startsAt, lateAfter }: Activity,
  on: On = db,
): Promise<MeetingLogRule> {
  const kept = await keptRules(hostUnitId, on)
  const rule = kept[form] ?? usualRule
  if (startsAt === null || lateAfter === null) return rule
  return { ...rule, lateAfter: Math.max(0, Math.round((lateAfter - startsAt) / 60_000)) }
}
