'use server'
import { action } from '@/app/_forms/action'
import { commitPresence } from '@/lib/attendance/meeting-log/commit.commands'
import {
  changePresenceRule,
  chooseColumns,
  decideLines,
  dropPresence,
  replaceMarks,
  setRowAside,
  skipOpen,
} from '@/lib/attendance/meeting-log/meeting-log.commands'
import {
  asideInput,
  columnsInput,
  commitInput,
  decideInput,
  presenceDraftInput,
  replaceInput,
  ruleInput,
} from '@/lib/attendance/meeting-log/meeting-log.input'

type Done = { activityId: number; draftId: number }
const refused = 'presence.refused'
const toPreview = ({ activityId, draftId }: Done) => `/activities/${activityId}/import/${draftId}`

export const saveColumns = action(columnsInput, chooseColumns, { refused, goTo: toPreview })
export const saveRule = action(ruleInput, changePresenceRule, { refused, goTo: toPreview })
export const saveDecision = action(decideInput, decideLines, {
  refused,
  goTo: answer => `${toPreview(answer)}#open`,
})
export const skipTheRest = action(presenceDraftInput, skipOpen, { refused, goTo: toPreview })
export const saveReplaced = action(replaceInput, replaceMarks, { refused, goTo: toPreview })
export const saveRowAside = action(asideInput, setRowAside, { refused, goTo: toPreview })
export const writeMarks = action(commitInput, commitPresence, { refused, redraws: true, goTo: toPreview })
export const dropFile = action(presenceDraftInput, dropPresence, {
  refused,
  goTo: ({ activityId }) => `/activities/${activityId}/import`,
})
