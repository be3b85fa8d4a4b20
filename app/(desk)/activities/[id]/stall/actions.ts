'use server'
import { action } from '@/app/_form/action'
import { saveStall } from '@/lib/stall/commands'
import { stallInput } from '@/lib/stall/input'

export const saveAbout = action(stallInput, saveStall)
