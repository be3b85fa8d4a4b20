import { type Locale, type Term, term } from '@/lib/core/glossary'

export type Places = Record<string, string | number>

/** Messages of one language by subject, place and meaning. */
export type Catalogue = { readonly [word: string]: string | Catalogue }

/** The full keys of a catalogue: `attendance.sheet.markAllPresent`. */
export type KeyOf<T, Before extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${K}` : KeyOf<T[K], `${Before}${K}.`>
}[keyof T & string]

/** Messages and terms in one language. The keys follow from the catalogues it was made from. */
export type Say<Key extends string = string> = {
  locale: Locale
  /** The message of a key, with its `{places}` filled in. */
  t(key: Key, places?: Places): string
  /** A word of the glossary. */
  term(word: Term): string
  /** The message of a key that comes as data, such as a schema's error; null where there is none. */
  said(key: string, places?: Places): string | null
}

/**
 * Makes a Say from catalogues: all of them in app/_i18n/messages.ts, or where a room writes texts of its own
 * those of its subject and of `common` (names of months).
 */
export function speaker<T extends Catalogue>(
  catalogues: Record<Locale, Catalogue> & { zh: T },
): (locale: Locale) => Say<KeyOf<T>> {
  return locale => {
    const said = (key: string, places?: Places) => {
      const text = lookUp(catalogues[locale], key)
      return text === undefined ? null : fill(text, spoken(catalogues[locale], places))
    }
    // The key exists: the type of `t` guarantees it.
    return { locale, t: (key, places) => said(key, places) ?? key, term: word => term(locale, word), said }
  }
}

function lookUp(catalogue: Catalogue, key: string): string | undefined {
  let at: unknown = catalogue
  for (const step of key.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<string, unknown>)[step]
  }
  return typeof at === 'string' ? at : undefined
}

/** A month passed as a number is formatted for the language: 3 in 3月14日, Mar in 14 Mar. */
function spoken(catalogue: Catalogue, places?: Places): Places | undefined {
  if (typeof places?.month !== 'number') return places
  const names = lookUp(catalogue, 'common.date.months')?.split(' ') ?? []
  return { ...places, month: names[places.month - 1] ?? places.month }
}

// `{count} [day|days]`: singular or plural by the count, for English only.
const counted = /\{(\w+)\}([^{}[\]]*)\[([^|\]]+)\|([^\]]+)\]/g

function fill(text: string, places: Places = {}): string {
  const numbered = text.replace(counted, (_, name: string, between: string, one: string, many: string) => {
    return `{${name}}${between}${String(places[name]) === '1' ? one : many}`
  })
  return numbered.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole))
}
