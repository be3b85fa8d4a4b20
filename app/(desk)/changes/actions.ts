'use server'
import { action } from '@/app/_forms/action'
import { readChanges } from '@/lib/calendar/changes/change.commands'
import { readInput } from '@/lib/calendar/changes/change.input'

export const markRead = action(readInput, readChanges, { message: false })
