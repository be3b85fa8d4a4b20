'use client'

/** Longer than anything is kept. */
const FOR = 365 * 24 * 3600

type Hint = 'pages' | 'waiting'

/**
 * A cookie says that this browser keeps pages, or holds what waits too: where it does not, which is nearly everywhere,
 * nothing is loaded that watches over it.
 */
export function hint(what: Hint | '') {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than the browsers of the office
  document.cookie = `kept=${what};path=/;samesite=lax;max-age=${what ? FOR : 0}`
}

export function hinted(): Hint | undefined {
  return /\bkept=(\w+)/.exec(document.cookie)?.[1] as Hint | undefined
}
