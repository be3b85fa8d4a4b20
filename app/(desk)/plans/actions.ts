'use server'
import { action } from '@/app/_forms/action'
import { linkActivity, linkFound, unlinkActivity } from '@/lib/activity/plan-link.commands'
import { dateExam, dateOccurrence, dateOccurrences } from '@/lib/calendar/scheduling/scheduling.commands'
import { dateAllInput, dateExamInput, dateInput } from '@/lib/calendar/scheduling/scheduling.input'
import { setGoals } from '@/lib/plan/goals/goal.commands'
import { goalInput } from '@/lib/plan/goals/goal.input'
import { askIssue } from '@/lib/plan/issue-request.commands'
import { moveItem, removeItem, saveItem } from '@/lib/plan/items/item.commands'
import { setMustLearn } from '@/lib/plan/items/topic.commands'
import { closePlan, createPlan, issuePlan, setDone, setPlanRules } from '@/lib/plan/plan.commands'
import {
  closeInput,
  doneInput,
  foundInput,
  issueInput,
  itemInput,
  itemStepInput,
  linkInput,
  mustLearnInput,
  planInput,
  removeItemInput,
  rulesInput,
} from '@/lib/plan/plan.input'
import type { PlanItem } from '@/lib/plan/plan.queries'
import { breakDown, linkMaterial, unlinkMaterial } from '@/lib/plan/work-points/work-point.commands'
import { breakDownInput, materialLinkInput } from '@/lib/plan/work-points/work-point.input'

import { conflictingPlaces } from '../_parts/conflict-words'

type Item = Pick<PlanItem, 'timeWords' | 'audienceWords' | 'topics' | 'mustLearn'>

const refused = 'plan.refused'
const toPlan = ({ planId }: { planId: number }) => `/plans/${planId}`
const saying = (said: string) => (answer: { planId: number }) => `${toPlan(answer)}?said=${said}`

export const makePlan = action(planInput, createPlan, { refused, goTo: toPlan })
export const sendToIssue = action(closeInput, askIssue, { refused, goTo: saying('asked') })
export const putIssued = action(issueInput, issuePlan, {
  refused,
  log: ({ planId }) => ['plan', [planId]],
  goTo: saying('issued'),
})
export const putClosed = action(closeInput, closePlan, { refused, goTo: saying('closed') })
export const saveRules = action(rulesInput, setPlanRules, {
  refused,
  message: 'plan.rules.saved',
  log: ({ planId }) => ['plan', [planId]],
  shown: ({ theoryLeftOut }: { theoryLeftOut: boolean }) => ({ theoryLeftOut, reason: undefined }),
})
export const saveMustLearn = action(mustLearnInput, setMustLearn, {
  log: ({ year }) => ['year', [year]],
  goTo: ({ year }) => `/plans?year=${year}`,
})

export const saveGoals = action(goalInput, setGoals, {
  log: ({ unitId }) => ['unit', [unitId]],
  message: 'yearGoal.saved',
})

export const savePlanItem = action(itemInput, saveItem, {
  refused,
  log: ({ itemId }) => ['planItem', [itemId ?? 0]],
  goTo: ({ planId, itemId }) => `/plans/${planId}?said=saved#item-${itemId}`,
  shown: ({ timeWords, audienceWords, topics, mustLearn }: Item) => ({
    time: timeWords,
    audience: audienceWords,
    topics: topics.map(topic => topic.name).join('、'),
    mustLearn,
    reason: undefined,
  }),
})
export const stepItem = action(itemStepInput, moveItem, { refused, goTo: toPlan })
export const dropItem = action(removeItemInput, removeItem, {
  refused,
  log: ({ itemId }) => ['planItem', [itemId]],
  goTo: saying('removed'),
})
export const joinActivity = action(linkInput, linkActivity, { refused, message: 'plan.item.linked' })
export const leaveActivity = action(linkInput, unlinkActivity, { refused, message: 'plan.item.unlinked' })
export const joinFound = action(foundInput, linkFound, { refused, goTo: saying('joined') })
export const shareOut = action(breakDownInput, breakDown, {
  refused,
  goTo: ({ planId, itemId }) => `/plans/${planId}/items/${itemId}`,
})
export const joinMaterial = action(materialLinkInput, linkMaterial, {
  refused,
  message: 'workPoint.outputLinked',
})
export const leaveMaterial = action(materialLinkInput, unlinkMaterial, {
  refused,
  message: 'workPoint.outputUnlinked',
})
export const recordDone = action(doneInput, setDone, {
  refused,
  log: ({ itemId }) => ['planItem', [itemId]],
  message: 'plan.item.doneSaved',
})

export const fixDay = action(dateInput, dateOccurrence, {
  refused,
  explain: conflictingPlaces,
  goTo: ({ activityId }) => `/activities/${activityId}?done=date`,
})
export const fixDays = action(dateAllInput, dateOccurrences, {
  refused,
  explain: conflictingPlaces,
  goTo: ({ planId, itemId, count }) => `/plans/${planId}/items/${itemId}?dated=${count}`,
})
export const fixExam = action(dateExamInput, dateExam, {
  refused,
  explain: conflictingPlaces,
  goTo: ({ examId }) => `/exams/${examId}`,
})
