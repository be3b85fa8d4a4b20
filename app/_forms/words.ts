import type { MessageKey, Say } from '@/app/_i18n/messages'

const ofEveryForm = [
  'common.form.errorTitle',
  'common.form.badOrigin',
  'common.form.notSent',
  'common.form.outdated',
  'common.form.forbidden',
  'common.form.changedMeanwhile',
  'common.form.saved',
  'common.form.required',
  'common.form.notADay',
  'common.form.notANumber',
  'common.form.tooLarge',
  'common.form.notAChoice',
  'common.form.notReadable',
  'common.form.labelled',
] as const

/** The messages that a form can show, by key; those of every form are among them. */
export function wordsOf(say: Say, ...keys: MessageKey[]): Record<string, string> {
  return Object.fromEntries([...ofEveryForm, ...keys].map(key => [key, say.t(key)]))
}
