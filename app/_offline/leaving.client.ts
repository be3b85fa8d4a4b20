'use client'
import { anyDrafts, countDrafts, forgetDrafts } from './drafts.client'
import { hint, hinted } from './hint.client'
import { anyWaiting, countWaiting, forgetAll, forgetSeen } from './store.client'

const PATIENCE = 3000

/**
 * Asks for confirmation if anything is unsent; then deletes all data of the account from this browser and
 * submits the form.
 */
export async function leave(
  form: HTMLFormElement,
  account: number,
  words: Record<string, string>,
): Promise<void> {
  if (!navigator.onLine) return alert(words.offline)
  const count = (await countWaiting(account)) + countDrafts(account)
  if (count > 0 && !(await isSure(count, words))) return
  await forgetAll(account)
  forgetDrafts(account)
  await forgetPages()
  // What others have made here still waits for them.
  hint((await anyWaiting()) ? 'waiting' : anyDrafts() ? 'pages' : '')
  form.closest('[data-sign-out]')?.removeAttribute('data-sign-out')
  form.requestSubmit()
}

/** Deletes data that was only viewed, of every account, because another user may sign in. */
export async function forgetSights(): Promise<void> {
  await forgetSeen()
  await forgetPages()
  if (hinted() === 'pages' && !anyDrafts()) hint('')
}

/** Built here and not in the page: most pages never need it. */
function isSure(count: number, words: Record<string, string>): Promise<boolean> {
  const dialog = made(
    'dialog',
    'm-auto w-96 max-w-[90vw] rounded-lg border border-line bg-sheet p-5 text-ink',
  )
  const title = made('h2', 'mb-3', (words.title ?? '').replace('{count}', String(count)))
  title.id = 'leaving'
  dialog.setAttribute('aria-labelledby', title.id)
  const form = made('form', '')
  form.method = 'dialog'
  const stay = made('button', 'btn btn-main flex-1', words.stay)
  const leaves = made('button', 'btn flex-1', words.go)
  leaves.value = 'go'
  const buttons = made('div', 'flex flex-wrap gap-2')
  buttons.append(stay, leaves)
  form.append(title, made('p', 'mb-4', words.text), buttons)
  dialog.append(form)
  document.body.append(dialog)
  dialog.showModal()
  return new Promise(done => {
    dialog.onclose = () => {
      dialog.remove()
      done(dialog.returnValue === 'go')
    }
  })
}

function made<T extends keyof HTMLElementTagNameMap>(name: T, className: string, text = '') {
  return Object.assign(document.createElement(name), { className, textContent: text })
}

/** Asks the service worker first: it may be caching a page at this moment. */
async function forgetPages(): Promise<void> {
  const worker = (await navigator.serviceWorker?.getRegistration())?.active
  if (worker)
    await new Promise<void>(done => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done()
      setTimeout(done, PATIENCE)
      worker.postMessage({ forget: true }, [port2])
    })
  if (!('caches' in window)) return
  for (const name of await caches.keys()) if (name.startsWith('xuefa-')) await caches.delete(name)
}
