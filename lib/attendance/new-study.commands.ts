import type { Tx } from '@/db/client'
import type { activity } from '@/db/schema/activity'
import { requireOrganiser } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { alterActivity, putActivity } from '@/lib/activity/activity.commands'
import { keptAudience, putAudience, syncActivity } from '@/lib/organisation/audience/audience.commands'
import type { Part } from '@/lib/organisation/audience/audience.rules'
import { audienceOf } from '@/lib/organisation/audience/audience.sql'
import { joinOccurrence } from '@/lib/plan/occurrences/occurrence.commands'

type Study = typeof activity.$inferSelect
export type WhoStudies = { words: string; parts: Part[]; personIds: number[] }

/** An online study of which only the sheet of completions is there. */
export async function holdStudy(
  tx: Tx,
  viewer: Viewer,
  { hostUnitId, title, form, day, lastDay, status }: Study,
  { words, parts, personIds }: WhoStudies,
): Promise<Study> {
  await requireOrganiser(viewer, hostUnitId, tx)
  const people = personIds.map(personId => ({ personId, how: 'added' as const }))
  const audienceId = await putAudience(tx, { words, parts, people })
  const facts = { hostUnitId, title, form, day, lastDay, status, compulsory: true, audienceId }
  const made = await putActivity(tx, viewer, facts)
  const planItemId = await joinOccurrence(tx, { day, form, unitId: hostUnitId }, { activityId: made.id })
  return { ...made, planItemId }
}

/** A study for the people of several sheets: those of another one have to complete it too. */
export async function widenStudy(
  tx: Tx,
  viewer: Viewer,
  before: Study,
  added: readonly { personId: number; name: string }[],
): Promise<Study> {
  await requireOrganiser(viewer, before.hostUnitId, tx)
  const is = await audienceOf(before.audienceId as number, tx)
  const people = [
    ...is.people,
    ...added.map(({ personId }) => ({ personId, how: 'added' as const, reason: null })),
  ]
  const words = [is.words, ...added.map(each => each.name)].filter(Boolean).join('、')
  const audienceId = await keptAudience(tx, before.audienceId, { words, parts: is.parts, people })
  const saved = await alterActivity(tx, viewer, before, { audienceId })
  // Its first sheet has frozen the list.
  await syncActivity(tx, saved, false)
  return saved
}
