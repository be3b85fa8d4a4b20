import { type MessageKey, messages } from '@/app/_i18n/messages'
import { type Locale, type Term, term } from '@/lib/core/glossary'

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
    t: (key, places) => fill(lookUp(locale, key) ?? key, spoken(locale, places)),
    term: word => term(locale, word),
    said: (key, places) => fill(lookUp(locale, key) ?? key, spoken(locale, places)),
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

/** A month given by its number is said as the language says it: 3 in 3月14日, Mar in 14 Mar. */
function spoken(locale: Locale, places?: Places): Places | undefined {
  if (typeof places?.month !== 'number') return places
  const names = lookUp(locale, 'common.date.months')?.split(' ') ?? []
  return { ...places, month: names[places.month - 1] ?? places.month }
}

// `{count} [day|days]`: one day, two days. Chinese has no need of it.
const counted = /\{(\w+)\}([^{}[\]]*)\[([^|\]]+)\|([^\]]+)\]/g

function fill(text: string, places: Places = {}): string {
  const numbered = text.replace(counted, (_, name: string, between: string, one: string, many: string) => {
    return `{${name}}${between}${String(places[name]) === '1' ? one : many}`
  })
  return numbered.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole))
}
