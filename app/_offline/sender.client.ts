'use client'
import { fileOutbox } from './file-outbox.client'
import { hint } from './hint.client'
import { outboxOf } from './mark-outbox.client'
import { countWaiting, waiting } from './store.client'
import { tapOutbox } from './tap-outbox.client'

/** Pages that send their own outbox. */
const sending = /\/(sheet|stall|evidence)$/

/**
 * Sends what was left by pages that are closed, through the same outboxes. A mark with a conflict or a refusal
 * stays for its sheet, and a line at the top links to it.
 */
export async function sendWaiting(account: number, words: Record<string, string>): Promise<void> {
  if (sending.test(location.pathname)) return say(0, 0, words)
  const marks = await waiting('marks', account)
  for (const activityId of new Set(marks.filter(each => !each.stopped).map(each => each.activityId))) {
    const out = outboxOf({ activityId, accountId: account }, deaf)
    await out.recall()
    await out.retry()
  }
  for (const activityId of new Set((await waiting('taps', account)).map(each => each.activityId)))
    await tapOutbox(account, activityId, { heads: 0, consultations: 0, at: 0 }, () => {}).run()
  await fileOutbox(account, { changed() {}, saved() {} }).retry()
  if ((await countWaiting(account)) === 0) hint('pages')
  const stopped = (await waiting('marks', account)).filter(each => each.stopped)
  say(stopped.length, stopped[0]?.activityId ?? 0, words)
}

function say(count: number, activityId: number, words: Record<string, string>) {
  const text = (words.unsent ?? '').replace('{count}', String(count))
  const before = document.getElementById('unsent')
  // Announced once, not at every check.
  if (before?.firstChild?.textContent === text) return
  before?.remove()
  if (count === 0) return
  const line = Object.assign(document.createElement('p'), {
    id: 'unsent',
    className: 'bg-ochre-wash px-4 py-1 text-center text-ochre',
    textContent: text,
  })
  line.setAttribute('role', 'alert')
  const link = Object.assign(document.createElement('a'), {
    href: `/activities/${activityId}/sheet`,
    className: 'inline-flex min-h-11 items-center',
    textContent: words.look ?? '',
  })
  line.append(link)
  document.querySelector('header')?.prepend(line)
}

/** No page listens, and every row may be sent. */
const deaf = {
  item: (id: number) => ({
    id,
    no: null,
    name: '',
    key: '',
    post: '',
    group: '',
    standing: 'required' as const,
    reason: null,
    mark: null,
    madeUp: null,
    asksLeave: false,
    by: null,
    at: null,
    v: 0,
  }),
  saved() {},
  sending() {},
}
