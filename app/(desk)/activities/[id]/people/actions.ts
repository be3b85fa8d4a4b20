'use server'
import { action, type FormState } from '@/app/_forms/action'
import { addToList, addWalkIn } from '@/lib/attendance/standing.commands'
import { listingInput, walkInInput } from '@/lib/attendance/standing.input'

const refused = 'attendance.refused'
const add = action(listingInput, addToList, { refused })
const walkIn = action(walkInInput, addWalkIn, { refused })

/** The pressed button determines how the person is added to the sheet. */
export async function listPerson(before: FormState, form: FormData): Promise<FormState> {
  const way = form.get('way')
  if (way === 'walkIn') return walkIn(before, form)
  form.set('standing', String(way))
  return add(before, form)
}
