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

/** A browser sends lines with \r\n, and the schemas trim. */
function plain(value: string | string[] = ''): string {
  return [value].flat().join('\n').replaceAll('\r\n', '\n').trim()
}
