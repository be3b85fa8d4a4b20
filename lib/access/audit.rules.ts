/**
 * Keys whose values are words of the program, such as `present`: they stay in the entry. Whatever else is a string is
 * text, which can be emptied: a forgotten key costs a word of the history, never a name that cannot be taken out.
 */
const codeKeys = new Set([
  'counting',
  'decision',
  'every',
  'fields',
  'how',
  'kind',
  'leaveRule',
  'mark',
  'medium',
  'review',
  'role',
  'standing',
  'state',
  'status',
  'was',
  'way',
])
const isWord = (text: string) => /^[a-z][a-zA-Z]{0,30}$/.test(text)
const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)
/** Names of fields and ids; anything else that is used as a key may be a name. */
const isKey = (key: string) => /^(?:[a-zA-Z]\w{0,40}|\d{1,9})$/.test(key)

/**
 * A value of the log as two: its ids, numbers, days and words of the program, and the whole of it where some of it is
 * text. JSON; null where there is nothing.
 */
export function splitValue(value: unknown): { codes: string | null; text: string | null } {
  if (value === undefined) return { codes: null, text: null }
  const whole = told(value)
  const plain: unknown = JSON.parse(whole)
  const found = { text: false }
  const codes = codesOf(plain, '', found)
  if (!found.text) return { codes: whole, text: null }
  return { codes: codes === undefined ? null : JSON.stringify(codes), text: whole }
}

/** Callers pass whole rows: the secret of an activity's codes is removed here. */
function told(value: unknown): string {
  return JSON.stringify(value, (key, each) => (key === 'codeSecret' ? undefined : each))
}

function codesOf(value: unknown, key: string, found: { text: boolean }): unknown {
  if (typeof value === 'string') {
    if (value === '' || isDay(value) || (codeKeys.has(key) && isWord(value))) return value
    found.text = true
    return undefined
  }
  if (Array.isArray(value)) {
    const kept = value.map(each => codesOf(each, key, found) ?? null)
    return value.length > 0 && kept.every(each => each === null) ? undefined : kept
  }
  if (value === null || typeof value !== 'object') return value
  const kept: Record<string, unknown> = {}
  for (const [name, each] of Object.entries(value)) {
    if (!isKey(name)) found.text = true
    else {
      const code = codesOf(each, name, found)
      if (code !== undefined) kept[name] = code
    }
  }
  return kept
}
