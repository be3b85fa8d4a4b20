'use client'
import { hinted } from './hint.client'

const RETRY = 15_000
let account = 0
let words: Record<string, string> = {}
let watching = false

/**
 * From now on, on every page of this window: unsent rows are sent even if their page is closed, and a form with
 * or within `data-sign-out` asks for confirmation first.
 */
export function watch(ofAccount: number, inWords: Record<string, string>) {
  account = ofAccount
  words = inWords
  if (watching) return
  watching = true
  const send = () => {
    if (hinted() === 'waiting')
      import('./sender.client').then(
        sender => sender.sendWaiting(account, words),
        () => {},
      )
  }
  send()
  setInterval(send, RETRY)
  // In the capture phase, before React handles it.
  addEventListener('submit', leave, true)
}

function leave(event: Event) {
  const form = event.target as HTMLFormElement
  if (!form.closest('[data-sign-out]') || !hinted()) return
  event.preventDefault()
  event.stopPropagation()
  import('./leaving.client').then(
    leaving => leaving.leave(form, account, words),
    () => alert(words.offline),
  )
}
