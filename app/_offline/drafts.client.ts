'use client'

/** Announces that the drafts of the account in `detail` are gone: in this window, and to others by this key. */
const FORGOTTEN = 'drafts-forgotten'

/**
 * What pages keep in localStorage: unsaved rows of plan tables, and marks of an earlier release. Without an
 * account: of anybody.
 */
function namesOf(account?: number): string[] {
  try {
    const prefixes = ['plan-table:', 'marks:'].map(
      kind => kind + (account === undefined ? '' : `${account}:`),
    )
    return Object.keys(localStorage).filter(name => prefixes.some(prefix => name.startsWith(prefix)))
  } catch {
    // Storage is switched off: nothing is kept.
    return []
  }
}

export function anyDrafts(): boolean {
  return namesOf().length > 0
}

/** How many rows the account has unsaved; a pasted block counts as one. */
export function countDrafts(account: number): number {
  return namesOf(account).reduce((sum, name) => sum + countIn(localStorage.getItem(name)), 0)
}

function countIn(text: string | null): number {
  try {
    const kept = JSON.parse(text ?? '[]') as { rows?: []; gone?: [] } | []
    if (Array.isArray(kept)) return kept.length
    return Math.max(1, (kept.rows?.length ?? 0) + (kept.gone?.length ?? 0))
  } catch {
    return 1
  }
}

/** For signing out. An open table must not write its rows again when it is closed. */
export function forgetDrafts(account: number): void {
  const names = namesOf(account)
  if (names.length === 0) return
  window.dispatchEvent(new CustomEvent(FORGOTTEN, { detail: account }))
  localStorage.setItem(FORGOTTEN, String(account))
  localStorage.removeItem(FORGOTTEN)
  for (const name of names) localStorage.removeItem(name)
}

/** Calls `work` when the account's drafts are forgotten, in any window of this browser; returns how to stop. */
export function onForgotten(account: number, work: () => void): () => void {
  const here = (event: Event) => {
    if ((event as CustomEvent).detail === account) work()
  }
  const elsewhere = ({ key, newValue }: StorageEvent) => {
    if (key === FORGOTTEN && newValue === String(account)) work()
  }
  window.addEventListener(FORGOTTEN, here)
  window.addEventListener('storage', elsewhere)
  return () => {
    window.removeEventListener(FORGOTTEN, here)
    window.removeEventListener('storage', elsewhere)
  }
}
