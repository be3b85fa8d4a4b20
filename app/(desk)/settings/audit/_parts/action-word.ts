import type { Say } from '@/app/_i18n/messages'

/** What was done, in words; an act that has none yet by its code. */
export function actionWord(say: Say, action: string): string {
  const key = `audit.action.${action}`
  const said = say.said(key)
  return said === key ? action : said
}
