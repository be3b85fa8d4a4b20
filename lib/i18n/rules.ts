import { type Locale, type Term, term } from '../glossary'
import { type MessageKey, messages } from './messages'

export type Places = Record<string, string | number>

/** Says messages and terms in one language. */
export type Say = {
  locale: Locale
  /** A whole sentence by its key, its `{places}` filled. */
  t(key: MessageKey, places?: Places): string
  /** A word of the glossary. */
  term(word: Term): string
  /** A key that arrives as data, such as a schema's message; an unknown one comes back as it is. */
  said(key: string, places?: Places): string
}

export function sayIn(locale: Locale): Say {
  return {
    locale,
    t: (key, places) => fill(lookUp(locale, key) ?? key, places),
    term: word => term(locale, word),
    said: (key, places) => fill(lookUp(locale, key) ?? key, places),
  }
}

function lookUp(locale: Locale, key: string): string | undefined {
  let at: unknown = messages[locale]
  for (const step of key.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<string, unknown>)[step]
  }
  return typeof at === 'string' ? at : undefined
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `{month:name}` is the English name of a month that is given as its number. */
function fill(text: string, places: Places = {}): string {
  return text.replace(/\{(\w+)(:name)?\}/g, (whole, name: string, isNamed?: string) => {
    const value = places[name] ?? whole
    return String(isNamed ? (MONTHS[Number(value) - 1] ?? value) : value)
  })
}
