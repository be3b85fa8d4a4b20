import type { Wording } from '@/lib/core/i18n/wording'
import type { guest as zh } from './guest.zh'

export const guest: Wording<typeof zh> = {
  title: 'People not on the roster',
  link: 'People not on the roster',
  lead: 'People who are on no roster here: from above, from other offices, staff of enterprises, residents. They are recorded and enter no rate. Heads counted by unit are entered under “Attach a list of names”.',
  list: 'List',
  none: 'Nobody yet',
  name: 'Name',
  organisation: 'Organisation',
  post: 'Post',
  standing: 'As',
  addTitle: 'Add somebody',
  add: 'Add',
  added: 'Added',
  came: 'Came',
  cameNot: 'Did not come',
  do: {
    yes: 'Came',
    no: 'Did not come',
    remove: 'Remove',
    yesOf: '{name} came',
    noOf: '{name} did not come',
    removeOf: 'Remove {name}',
  },
  numberTitle: 'Known by number alone',
  walkIns: 'Came without being on the list',
  walkInsHint: 'Without those named above.',
  saveNumber: 'Save the number',
  refused: {
    rollClosed: 'The roll is closed; open it again first',
    cancelled: 'The activity is cancelled',
  },
}
