import type { Say } from '@/app/_i18n/messages'
import { leavingWords } from '@/app/_offline/leaving-words'
import { attachmentRefusals } from '@/lib/activity/attachments/attachment.rules'

/** The messages of the upload queue, in the reader's language. */
export function sendWords(say: Say): Record<string, string> {
  const form = (['camera', 'album', 'choose', 'stamp'] as const).map(name => [
    name,
    say.t(`attachment.form.${name}`),
  ])
  const queue = [
    'preparing',
    'unread',
    'waiting',
    'sending',
    'saved',
    'refused',
    'signedOut',
    'retry',
    'discard',
    'notLasting',
  ] as const
  return Object.fromEntries([
    ...Object.entries(leavingWords(say)),
    ...form,
    ...queue.map(name => [name, say.t(`attachment.queue.${name}`)]),
    ...attachmentRefusals.map(name => [`refused.${name}`, say.t(`attachment.refused.${name}`)]),
  ])
}
