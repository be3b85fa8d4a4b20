'use client'
import { hinted } from './hint.client'

const RETRY = 15_000
let account = 0
let words: Record<string, string> = {}
let watching = false

/**
 * From now on, on whatever page this window shows: what waits goes out also where its own page was left, and a form
 * with `data-sign-out` asks first.
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
  // Before React hears of it.
  addEventListener('submit', leave, true)
}

function leave(event: Event) {
  const form = event.target as HTMLFormElement
  if (!('signOut' in form.dataset) || !hinted()) return
  event.preventDefault()
  event.stopPropagation()
  import('./leaving.client').then(
    leaving => leaving.leave(form, account, words),
    () => alert(words.offline),
  )
}
