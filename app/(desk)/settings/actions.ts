'use server'
import { action } from '@/app/_forms/action'
import { headInput } from '@/lib/import/import.input'
import { forgetHead } from '@/lib/import/remembered-heads.commands'
import {
  putChannel,
  putDay,
  putFigures,
  putLists,
  putRetention,
  putRolls,
  putSessions,
  putTargets,
  putWord,
  removeChannel,
  removeDay,
  removeWord,
} from '@/lib/organisation/settings/setting.commands'
import {
  channelInput,
  dayInput,
  figuresInput,
  listsInput,
  removeChannelInput,
  removeDayInput,
  removeWordInput,
  retentionInput,
  rollsInput,
  sessionsInput,
  targetsInput,
  wordInput,
} from '@/lib/organisation/settings/setting.input'
import { type NotHere, notHereLines } from '@/lib/organisation/settings/setting.rules'
import type { LeaveKind } from '@/lib/organisation/settings/study.rules'

const refused = 'setting.refused'
const wordLists = ['forms', 'publicForms', 'targets', 'campaigns'] as const

type Lists = Record<(typeof wordLists)[number], string[]> & { targetsNotHere: NotHere[] }

export const saveLists = action(listsInput, putLists, {
  log: () => ['setting', [...wordLists, 'targetsNotHere'], 'setting.change'],
  // As the fields show lists: one entry a line.
  shown: ({ forms, publicForms, targets, targetsNotHere, campaigns }: Lists) => ({
    forms: forms.join('\n'),
    publicForms,
    targets: targets.join('\n'),
    targetsNotHere: notHereLines(targetsNotHere),
    campaigns: campaigns.join('\n'),
  }),
})
export const saveFigures = action(figuresInput, putFigures, {
  log: () => [
    'setting',
    ['excellentShare', 'spreadLeast', 'reportPassRate', 'reviewKinds'],
    'setting.change',
  ],
})
export const saveTargets = action(targetsInput, putTargets, {
  log: () => ['setting', ['rateTargets'], 'setting.change'],
})
export const saveRolls = action(rollsInput, putRolls, {
  log: () => ['setting', ['leaveKinds', 'autoCloseDays'], 'setting.change'],
  shown: ({ leaveKinds }: { leaveKinds: LeaveKind[] }) => ({
    kinds: leaveKinds.map(each => each.kind),
    rules: leaveKinds.map(each => each.rule ?? ''),
  }),
})
export const saveSessions = action(sessionsInput, putSessions, {
  log: () => ['setting', ['idleMinutes', 'secondFactor'], 'setting.change'],
})
export const saveRetention = action(retentionInput, putRetention, {
  log: () => [
    'setting',
    ['sessionDays', 'requestLogMonths', 'signInLogMonths', 'evidenceYears'],
    'setting.change',
  ],
  shown: ({ evidenceYears }: { evidenceYears: number | null }) => ({ evidenceYears: evidenceYears ?? '' }),
})
export const saveChannel = action(channelInput, putChannel, {
  refused,
  log: ({ channelId }) => ['setting', [channelId ?? 0], 'setting.channel'],
  goTo: () => '/settings/channels',
})
export const dropChannel = action(removeChannelInput, removeChannel, { refused })
export const saveDay = action(dayInput, putDay, { log: ({ day }) => ['setting', [day], 'setting.day'] })
export const dropDay = action(removeDayInput, removeDay)
export const saveWord = action(wordInput, putWord, { log: ({ word }) => ['setting', [word], 'setting.word'] })
// The page around the button shows the other meaning.
export const dropWord = action(removeWordInput, removeWord, { shown: () => ({ meaning: undefined }) })
export const dropHead = action(headInput, forgetHead)
