'use server'
import { action } from '@/app/_forms/action'
import type { LogOf } from '@/app/_forms/others'
import type { Viewer } from '@/lib/access/access.rules'
import { removeFile } from '@/lib/activity/attachments/file-store.commands'
import { erasePerson } from '@/lib/organisation/accounts/erasure.commands'
import { type EraseInput, eraseInput } from '@/lib/organisation/accounts/erasure.input'
import { leaveAndDisable } from '@/lib/organisation/accounts/leaving.commands'
import { addPerson, changePerson, movePerson, withdrawEntry } from '@/lib/organisation/people/person.commands'
import {
  addTagInput,
  bodyRoleInput,
  endTagInput,
  leaveInput,
  moveInput,
  newPersonInput,
  personInput,
  withdrawInput,
} from '@/lib/organisation/people/person.input'
import { addTag, endTag, putBodyRole } from '@/lib/organisation/people/tag.commands'

const refused = 'roster.refused'
const log = ({ personId }: { personId: number }): LogOf => ['person', [personId]]
const goTo = ({ personId }: { personId: number }) => `/people/${personId}`

export const add = action(newPersonInput, addPerson, { refused, goTo })
export const change = action(personInput, changePerson, { log, refused, goTo })
export const move = action(moveInput, movePerson, { log, refused, goTo })
export const leave = action(leaveInput, leaveAndDisable, { log, refused, goTo })
export const erase = action(
  eraseInput,
  (viewer: Viewer, input: EraseInput) => erasePerson(viewer, input, removeFile),
  { refused: 'erasure.refused', goTo },
)
export const withdraw = action(withdrawInput, withdrawEntry, { refused })
export const giveTag = action(addTagInput, addTag, { refused })
export const takeTag = action(endTagInput, endTag, { log, refused })
export const giveBodyRole = action(bodyRoleInput, putBodyRole, { log })
