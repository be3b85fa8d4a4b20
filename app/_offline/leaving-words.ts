import type { Say } from '@/app/_i18n/messages'

/** Messages for somebody with unsent rows who signs out or is on another page. */
export function leavingWords(say: Say): Record<string, string> {
  const names = ['title', 'text', 'stay', 'go', 'offline', 'unsent', 'look'] as const
  return Object.fromEntries(names.map(name => [name, say.t(`common.leaving.${name}`)]))
}
