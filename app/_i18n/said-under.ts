import type { Say } from './messages'

/** What an address names, as the first of the groups says it that can; it can name anything, and what none knows is null. */
export function saidUnder(
  say: Say,
  groups: string[],
  name: string,
  places?: Record<string, string>,
): string | null {
  for (const group of groups) {
    const text = say.said(`${group}.${name}`, places)
    if (text !== `${group}.${name}`) return text
  }
  return null
}
