'use server'
import { action } from '@/app/_forms/action'
import { addOutput, changeOutput, removeOutput } from '@/lib/activity/outreach/material.commands'
import { changeOutputInput, newOutputInput, removeOutputInput } from '@/lib/activity/outreach/material.input'

export const makeOutput = action(newOutputInput, addOutput, { message: 'output.form.added' })
export const saveOutput = action(changeOutputInput, changeOutput, { goTo: () => '/outputs' })
export const dropOutput = action(removeOutputInput, removeOutput, { goTo: () => '/outputs' })
