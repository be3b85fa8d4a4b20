'use server'
import { action } from '@/app/_forms/action'
import type { LogOf } from '@/app/_forms/others'
import {
  addAdviser,
  addWork,
  changeAdviser,
  changeWork,
  removeWork,
} from '@/lib/organisation/legal-work/legal-work.commands'
import {
  changeAdviserInput,
  changeWorkInput,
  newAdviserInput,
  newWorkInput,
  removeWorkInput,
} from '@/lib/organisation/legal-work/legal-work.input'
import { workById } from '@/lib/organisation/legal-work/legal-work.queries'

const refused = 'legalWork.refused'
const goTo = () => '/advisers'
const ofAdviser = ({ id }: { id: number }): LogOf => ['adviser', [id]]
const ofWork = ({ id }: { id: number }): LogOf => ['legalWork', [id]]

export const makeAdviser = action(newAdviserInput, addAdviser, { refused, goTo })
export const saveAdviser = action(changeAdviserInput, changeAdviser, { refused, log: ofAdviser, goTo })
export const makeWork = action(newWorkInput, addWork, { refused, message: 'legalWork.form.added' })
export const saveWork = action(changeWorkInput, changeWork, {
  ...{ refused, log: ofWork, goTo },
  shown: async ({ id }: { id: number }, _, viewer) => ({ who: (await workById(viewer, id)).who }),
})
export const dropWork = action(removeWorkInput, removeWork, { log: ofWork, goTo })
