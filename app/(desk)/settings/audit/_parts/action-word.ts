import type { Say } from '@/app/_i18n/messages'

/** The name of an action; one without a message is shown by its code. */
export function actionWord(say: Say, action: string): string {
  return say.said(`audit.action.${action}`) ?? action
}
