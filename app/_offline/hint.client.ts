'use client'

/** Seconds; longer than anything is kept. */
const FOR = 365 * 24 * 3600

type Hint = 'pages' | 'waiting'

/**
 * A cookie that says whether this browser keeps pages or drafts, or also holds unsent rows. Without it, which is the case
 * in nearly every browser, the code that watches the outbox is not loaded.
 */
export function hint(what: Hint | '') {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in the office's browsers
  document.cookie = `kept=${what};path=/;samesite=lax;max-age=${what ? FOR : 0}`
}

export function hinted(): Hint | undefined {
  return /\bkept=(\w+)/.exec(document.cookie)?.[1] as Hint | undefined
}
