/**
 * A form that edits a row carries, for each field, a digest of what the field showed when the form was opened: after
 * a conflict it tells what was touched. It decides only what is compared. `was:a,b` is of two lists that belong
 * together. Without script too, and an empty tick has one as well.
 */
export const WAS = 'was:'
/** After a conflict: the saved value of a field that both changed, and which of the two is taken. */
export const ASKED = 'asked:'
export const TAKE = 'take:'

export type Value = string | string[] | undefined
/** What the field holds: text, the code of a choice, or a set whose order says nothing. */
export type Kind = 't' | 'c' | 's'

/** 32 bits (FNV-1a): of 30 changed fields one passes for untouched in 10^8 conflicts, and then its saved value is shown. */
export function digestOf(kind: Kind, values: Value[]): string {
  let hash = 0x811c9dc5
  const text = values.map(value => plain(kind === 's' ? [value ?? []].flat().sort() : value)).join('\u0000')
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return kind + (hash >>> 0).toString(36)
}

/** A browser sends lines with \r\n, and the schemas trim. */
export function plain(value: Value = ''): string {
  return [value].flat().join('\n').replaceAll('\r\n', '\n').trim()
}
