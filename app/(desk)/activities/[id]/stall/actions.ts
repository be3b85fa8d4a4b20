'use server'
import { action } from '@/app/_forms/action'
import { saveStall } from '@/lib/activity/outreach/counter.commands'
import { stallInput } from '@/lib/activity/outreach/counter.input'

export const saveAbout = action(stallInput, saveStall)
