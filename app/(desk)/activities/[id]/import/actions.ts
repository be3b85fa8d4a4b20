'use server'
import { action } from '@/app/_forms/action'
import { commitMeetingLog } from '@/lib/attendance/meeting-log/commit.commands'
import {
  changeMeetingLogRule,
  chooseColumns,
  decideLines,
  dropMeetingLog,
  replaceMarks,
  setRowAside,
  skipOpen,
} from '@/lib/attendance/meeting-log/meeting-log.commands'
import {
  asideInput,
  columnsInput,
  commitInput,
  decideInput,
  meetingLogDraftInput,
  replaceInput,
  ruleInput,
} from '@/lib/attendance/meeting-log/meeting-log.input'

type Done = { activityId: number; draftId: number }
const refused = 'meetingLog.refused'
const toPreview = ({ activityId, draftId }: Done) => `/activities/${activityId}/import/${draftId}`

export const saveColumns = action(columnsInput, chooseColumns, { refused, goTo: toPreview })
export const saveRule = action(ruleInput, changeMeetingLogRule, { refused, goTo: toPreview })
export const saveDecision = action(decideInput, decideLines, {
  refused,
  goTo: answer => `${toPreview(answer)}#open`,
})
export const skipTheRest = action(meetingLogDraftInput, skipOpen, { refused, goTo: toPreview })
export const saveReplaced = action(replaceInput, replaceMarks, { refused, goTo: toPreview })
export const saveRowAside = action(asideInput, setRowAside, { refused, goTo: toPreview })
export const writeMarks = action(commitInput, commitMeetingLog, { refused, redraws: true, goTo: toPreview })
export const dropFile = action(meetingLogDraftInput, dropMeetingLog, {
  goTo: ({ activityId }) => `/activities/${activityId}/import`,
})
