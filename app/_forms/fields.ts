import { ASKED, digestOf, type Kind, plain, TAKE, type Value, WAS } from './was'

/** Limit of the fields in one form; a page with a tick for each person has some hundred. */
export const MOST_FIELDS = 2000

/**
 * Fields as the schema reads them, in one pass: those whose name ends in `[]` as arrays, of others the first, files
 * unchanged. Null where there are more than MOST_FIELDS.
 */
export function fieldsOf(form: FormData): Record<string, unknown> | null {
  const fields: Record<string, unknown> = {}
  const lists = new Map<string, unknown[]>()
  let count = 0
  for (const [name, value] of form) {
    if (++count > MOST_FIELDS) return null
    // What React adds, and a key that would replace the prototype of `fields`.
    if (name.startsWith('$ACTION') || name.startsWith('__proto__')) continue
    if (!name.endsWith('[]')) {
      if (!Object.hasOwn(fields, name)) fields[name] = value
      continue
    }
    const list = lists.get(name) ?? []
    lists.set(name, list)
    list.push(value)
    fields[name.slice(0, -2)] = list
  }
  return fields
}

/** What was typed, to be shown again; never a password or a file. */
export function typedIn(fields: Record<string, unknown>): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (/password/i.test(name)) continue
    if (typeof value === 'string') values[name] = value
    else if (Array.isArray(value)) values[name] = value.filter(each => typeof each === 'string')
  }
  return values
}

/**
 * The saved values that differ from what was sent, as text and by field: of columns whose name the form sent, and of
 * `shown`, such as ticks, since an empty one is not sent; none where `shown` says undefined. No other column leaves
 * the server.
 */
export function theirsOf(
  row: Record<string, unknown>,
  shown: Record<string, unknown>,
  typed: Record<string, string | string[]>,
): Record<string, string | string[]> {
  const sent = Object.entries(row).filter(([name]) => name in typed)
  const theirs = Object.entries({ ...Object.fromEntries(sent), ...shown })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, textOf(value)] as const)
  return Object.fromEntries(theirs.filter(([name, text]) => plain(text) !== plain(typed[name])))
}

function textOf(value: unknown): string | string[] {
  if (typeof value === 'boolean') return value ? 'on' : ''
  return Array.isArray(value) ? value.map(String) : String(value ?? '')
}

type Typed = Record<string, string | string[]>

export type Merged = {
  /** What was typed; where only the others changed a field, what is saved. With the digests of what is saved. */
  values: Typed
  /** Fields that were taken over from what is saved. */
  taken: string[]
  /** Fields that both changed, each to something else. */
  asked: string[]
  /** The saved values of the asked. */
  theirs: Typed
}

/**
 * Three values of each field that says what it showed (was.ts): as the form was opened, as it is saved, as it was
 * typed. A field without a saved value is no fact of the row.
 */
export function mergedIn(typed: Typed, saved: Record<string, unknown>): Merged {
  const merged: Merged = { values: { ...typed }, taken: [], asked: [], theirs: {} }
  for (const [key, was] of Object.entries(typed)) {
    const names = namesIn(key, WAS)
    if (!names || names.some(name => !Object.hasOwn(saved, name) || saved[name] === undefined)) continue
    const kind = String(was).charAt(0) as Kind
    const now = names.map(name => textOf(saved[name]))
    const digest = digestOf(kind, now)
    const mine = digestOf(
      kind,
      names.map(name => typed[name]),
    )
    merged.values[key] = digest
    if (mine === digest) continue
    if (mine !== was && digest === was) continue
    const isAsked = mine !== was
    merged[isAsked ? 'asked' : 'taken'].push(names.join(','))
    for (const [at, name] of names.entries()) (isAsked ? merged.theirs : merged.values)[name] = now[at] ?? ''
  }
  return merged
}

/** Puts the chosen values in their places. What is left are the asked that nobody decided, with the saved values. */
export function settledIn(fields: Record<string, unknown>): Pick<Merged, 'theirs' | 'asked'> {
  const undecided: Pick<Merged, 'theirs' | 'asked'> = { theirs: {}, asked: [] }
  for (const [key, text] of Object.entries(fields)) {
    const names = namesIn(key, ASKED)
    if (!names) continue
    const take = fields[TAKE + names.join(',')]
    delete fields[key]
    delete fields[TAKE + names.join(',')]
    const saved = valuesIn(text)
    if (!saved || take === 'typed') continue
    if (take !== 'saved') undecided.asked.push(names.join(','))
    for (const [at, name] of names.entries()) {
      const value = saved[at]
      if (take !== 'saved') undecided.theirs[name] = value ?? ''
      // An empty tick is not sent.
      else if (value === null) delete fields[name]
      else fields[name] = value
    }
  }
  return undecided
}

/** The fields that a prefixed name is about. */
function namesIn(key: string, prefix: string): string[] | null {
  if (!key.startsWith(prefix)) return null
  const names = key.slice(prefix.length).split(',')
  return names.every(name => /^[a-z]\w*$/i.test(name)) ? names : null
}

function valuesIn(text: unknown): (Value | null)[] | null {
  try {
    const values: unknown = JSON.parse(String(text))
    const isValue = (value: unknown) => value === null || typeof value === 'string' || isTexts(value)
    return Array.isArray(values) && values.every(isValue) ? values : null
  } catch {
    return null
  }
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(each => typeof each === 'string')
}
