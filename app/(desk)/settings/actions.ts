'use server'
import { action } from '@/app/_forms/action'
import { headInput } from '@/lib/import/import.input'
import { forgetHead } from '@/lib/import/remembered-heads.commands'
import {
  putChannel,
  putDay,
  putFigures,
  putForms,
  putLists,
  putRolls,
  putSessions,
  putWord,
  removeChannel,
  removeDay,
  removeWord,
} from '@/lib/organisation/settings/setting.commands'
import {
  channelInput,
  dayInput,
  figuresInput,
  formsInput,
  listsInput,
  removeChannelInput,
  removeDayInput,
  removeWordInput,
  rollsInput,
  sessionsInput,
  wordInput,
} from '@/lib/organisation/settings/setting.input'
import { type NotHere, notHereLines } from '@/lib/organisation/settings/setting.rules'
import type { LeaveKind } from '@/lib/organisation/settings/study.rules'

const refused = 'setting.refused'

type Lists = { targets: string[]; campaigns: string[]; targetsNotHere: NotHere[] }

/** As the fields show lists: one entry a line. */
const inLines = ({ forms, publicForms, targets, campaigns }: Partial<Record<string, string[]>>) => ({
  ...(forms && { forms: forms.join('\n'), publicForms }),
  ...(targets && { targets: targets.join('\n'), campaigns: campaigns?.join('\n') }),
})

export const saveForms = action(formsInput, putForms, { shown: inLines })
export const saveLists = action(listsInput, putLists, {
  shown: ({ targetsNotHere, ...lists }: Lists) => ({
    ...inLines(lists),
    targetsNotHere: notHereLines(targetsNotHere),
  }),
})
export const saveFigures = action(figuresInput, putFigures)
export const saveRolls = action(rollsInput, putRolls, {
  shown: ({ leaveKinds }: { leaveKinds: LeaveKind[] }) => ({
    kinds: leaveKinds.map(each => each.kind),
    rules: leaveKinds.map(each => each.rule ?? ''),
  }),
})
export const saveSessions = action(sessionsInput, putSessions)
export const saveChannel = action(channelInput, putChannel, { refused, goTo: () => '/settings/channels' })
export const dropChannel = action(removeChannelInput, removeChannel, { refused })
export const saveDay = action(dayInput, putDay)
export const dropDay = action(removeDayInput, removeDay)
export const saveWord = action(wordInput, putWord)
// The page around the button shows the other meaning.
export const dropWord = action(removeWordInput, removeWord, { shown: () => ({ meaning: undefined }) })
export const dropHead = action(headInput, forgetHead)
