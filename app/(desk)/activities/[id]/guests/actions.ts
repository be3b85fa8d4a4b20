'use server'
import { action } from '@/app/_forms/action'
import { addGuest, countWalkIns, markGuest } from '@/lib/activity/guests/guest.commands'
import { guestInput, guestMarkInput, walkInCountInput } from '@/lib/activity/guests/guest.input'

const refused = 'guest.refused'

export const saveGuest = action(guestInput, addGuest, { message: 'guest.added', refused })
export const saveGuestMark = action(guestMarkInput, markGuest, { refused })
export const saveWalkIns = action(walkInCountInput, countWalkIns, { refused })
