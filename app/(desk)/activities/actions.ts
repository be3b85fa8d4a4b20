'use server'
import { action, type FormState } from '@/app/_forms/action'
import type { LogOf } from '@/app/_forms/others'
import { changeActivity, createActivity, recordHeads } from '@/lib/activity/activity.commands'
import {
  activityInput,
  audienceInput,
  changeInput,
  headsInput,
  plainInput,
  postponeInput,
  reasonInput,
} from '@/lib/activity/activity.input'
import { activityPage, audienceCount } from '@/lib/activity/activity.queries'
import { mergeActivities, moveAudience, splitActivity } from '@/lib/activity/groups/group.commands'
import { audienceMoveInput, mergeInput, splitInput } from '@/lib/activity/groups/group.input'
import { addMaterial } from '@/lib/activity/outreach/material.commands'
import { newMaterialInput } from '@/lib/activity/outreach/material.input'
import {
  cancelActivity,
  closeRoll,
  deleteActivity,
  holdActivity,
  postponeActivity,
  reopenRoll,
  scheduleActivity,
} from '@/lib/activity/status.commands'
import { conflictingPlaces } from '../_parts/conflict-words'
import { savedFields, timeField } from './_parts/saved-fields'

type Times = { day: string; startsAt: number | null; endsAt: number | null }
type Counts = { heads: number | null; consultations: number | null }

const toPage = ({ id }: { id: number }) => `/activities/${id}`
/** The page shows the result (done.tsx). */
const toDone =
  (done: 'date' | 'postpone' | 'cancel') =>
  ({ id }: { id: number }) =>
    `/activities/${id}?done=${done}`
const refused = 'activity.refused'
const log = ({ id }: { id: number }): LogOf => ['activity', [id]]

const explain = conflictingPlaces

const make = action(activityInput, createActivity, { goTo: toDone('date'), refused, explain })
const change = action(changeInput, changeActivity, {
  log,
  goTo: toPage,
  refused,
  explain,
  shown: async ({ id }: { id: number }, _, viewer) => savedFields(await activityPage(viewer, id)),
})
const count = action(audienceInput, audienceCount, {
  keeps: true,
  refused,
  message: ({ people, units, outsiders }, { t }) =>
    people === 0 && outsiders
      ? t('activity.form.onlyOutsiders')
      : t('activity.form.counted', { people, units }),
})

/** One form with two buttons: 查看人数 only resolves the audience and saves nothing. */
export async function makeActivity(before: FormState, form: FormData): Promise<FormState> {
  return form.get('intent') === 'count' ? count(before, form) : make(before, form)
}

export async function saveActivity(before: FormState, form: FormData): Promise<FormState> {
  return form.get('intent') === 'count' ? count(before, form) : change(before, form)
}

export const postpone = action(postponeInput, postponeActivity, {
  log,
  goTo: toDone('postpone'),
  refused,
  explain,
  shown: ({ day, startsAt, endsAt }: Times) => ({
    newDay: day,
    starts: timeField(startsAt),
    ends: timeField(endsAt),
  }),
})
export const putAudienceElsewhere = action(audienceMoveInput, moveAudience, {
  log,
  goTo: toPage,
  refused,
  shown: async ({ id }: { id: number }, _, viewer) => ({
    audienceWords: (await activityPage(viewer, id)).audience?.words,
  }),
})
export const split = action(splitInput, splitActivity, {
  log,
  goTo: toPage,
  refused,
  explain,
  // They are facts of the new session.
  shown: () => ({ day: undefined, place: undefined }),
})
export const merge = action(mergeInput, mergeActivities, { log, goTo: toPage, refused })
export const cancel = action(reasonInput, cancelActivity, { log, goTo: toDone('cancel'), refused })
/** Its page no longer exists. */
export const remove = action(reasonInput, deleteActivity, {
  log,
  goTo: () => '/activities?done=delete',
  refused: 'removal.refused',
})
export const schedule = action(plainInput, scheduleActivity, { log, goTo: toDone('date'), refused })
export const hold = action(plainInput, holdActivity, { log, goTo: toPage, refused })
export const close = action(plainInput, closeRoll, { log, goTo: toPage, refused })
export const reopen = action(reasonInput, reopenRoll, {
  log,
  goTo: ({ id }) => `/activities/${id}/sheet`,
  refused,
})
export const saveHeads = action(headsInput, recordHeads, {
  log,
  shown: ({ heads, consultations }: Counts) => ({ headsSeen: heads, consultationsSeen: consultations }),
})
export const addActivityMaterial = action(newMaterialInput, addMaterial, { message: 'material.form.added' })
