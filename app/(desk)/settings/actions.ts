'use server'
import { action } from '@/app/_forms/action'
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

const refused = 'setting.refused'

export const saveForms = action(formsInput, putForms)
export const saveLists = action(listsInput, putLists)
export const saveFigures = action(figuresInput, putFigures)
export const saveRolls = action(rollsInput, putRolls)
export const saveSessions = action(sessionsInput, putSessions)
export const saveChannel = action(channelInput, putChannel, { refused, goTo: () => '/settings/channels' })
export const dropChannel = action(removeChannelInput, removeChannel, { refused })
export const saveDay = action(dayInput, putDay)
export const dropDay = action(removeDayInput, removeDay)
export const saveWord = action(wordInput, putWord)
export const dropWord = action(removeWordInput, removeWord)
