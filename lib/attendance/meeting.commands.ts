import type { Tx } from '@/db/client'
import type { activity } from '@/db/schema/activity'
import { requireOrganiser } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { putActivity } from '@/lib/activity/activity.commands'
import { putAudience } from '@/lib/organisation/audience/audience.commands'
import { joinOccurrence, topicsOfItem } from '@/lib/plan/occurrences/occurrence.commands'

type Activity = typeof activity.$inferSelect
type Meeting = Pick<Activity, 'hostUnitId' | 'title' | 'form' | 'day' | 'planItemId'> &
  Pick<Activity, 'place' | 'lecturer' | 'hostPersonId' | 'startsAt' | 'endsAt'>

/** A meeting of which only the sign-in sheet is there: held, and due for whom the sheet names. */
export async function holdMeeting(
  tx: Tx,
  viewer: Viewer,
  { hostUnitId, title, form, day, planItemId, place, lecturer, hostPersonId, startsAt, endsAt }: Meeting,
  due: { personIds: number[]; words: string },
): Promise<Activity> {
  await requireOrganiser(viewer, hostUnitId, tx)
  const people = due.personIds.map(personId => ({ personId, how: 'added' as const }))
  const audienceId = await putAudience(tx, { words: due.words, parts: [], people })
  const said = { place, lecturer, hostPersonId, startsAt, endsAt }
  const facts = {
    ...said,
    hostUnitId,
    title,
    form,
    day,
    lastDay: day,
    compulsory: true,
    audienceId,
    planItemId,
  }
  const topicIds = planItemId === null ? [] : await topicsOfItem(tx, planItemId)
  const held = await putActivity(tx, viewer, { ...facts, status: 'held' }, { topicIds })
  if (planItemId !== null) await joinOccurrence(tx, { planItemId, day }, { activityId: held.id })
  return held
}
