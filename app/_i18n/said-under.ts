import type { Say } from './messages'

/**
 * The message for a name from the address, from the first of the groups that has it; null if none has, because
 * an address can hold anything.
 */
export function saidUnder(
  say: Say,
  groups: string[],
  name: string,
  places?: Record<string, string>,
): string | null {
  for (const group of groups) {
    const text = say.said(`${group}.${name}`, places)
    if (text !== null) return text
  }
  return null
}
