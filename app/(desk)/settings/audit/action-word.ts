import type { Say } from '@/lib/core/i18n/say'

/** What was done, in words; an act that has none yet by its code. */
export function actionWord(say: Say, action: string): string {
  const key = `audit.action.${action}`
  const said = say.said(key)
  return said === key ? action : said
}
