import { randomBytes } from 'node:crypto'
import { cookiesIn } from '@/app/_http/cookies'
import { securityHeaders } from '@/app/_http/security-headers'
import { waitingPage } from '@/app/(entry)/s/_parts/waiting'

/** An answer of the door that can be sent more than once. */
export type Answer = {
  status: number
  headers: [name: string, value: string][]
  cookies: string[]
  body: Buffer
}

const COOKIE = 'hall-wait'
/** In the address of whoever comes back for an answer. */
const AGAIN = 'waiting'
/** How long an answer is kept for the phone that waits for it, and for how many phones. */
const KEPT_MS = 10 * 60_000
const MOST_KEPT = 2000

type Kept = { answer: Promise<Answer>; path: string }

/**
 * The door of the hall for phones that have to wait: what is not answered within `patienceMs` goes on, and its phone
 * gets a page that comes back for the answer. So nothing is judged or written twice, and the moment at which the
 * request came stays the one that counts.
 */
export class WaitingRoom {
  #kept = new Map<string, Kept>()

  constructor(readonly patienceMs: number) {}

  async answer(asked: Request, work: () => Promise<Answer>): Promise<Answer> {
    const { pathname, searchParams } = new URL(asked.url)
    const jar = cookiesIn(asked.headers.get('cookie') ?? '')
    const isBack = asked.method === 'GET' && searchParams.has(AGAIN)
    const before = isBack ? this.#kept.get(jar.get(COOKIE) ?? '') : undefined
    const isSame = before?.path === pathname
    const answer = isSame ? before.answer : work()
    // A rejection is met below, or by the phone that comes back.
    answer.catch(() => {})
    const done = await within(answer, this.patienceMs)
    if (done) return done
    return waiting(asked, pathname, isSame ? null : this.#keep({ answer, path: pathname }))
  }

  #keep(kept: Kept): string {
    const key = randomBytes(18).toString('base64url')
    const forget = () => this.#kept.delete(key)
    this.#kept.set(key, kept)
    // What failed is asked anew.
    kept.answer.catch(forget)
    setTimeout(forget, KEPT_MS).unref()
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return key
  }
}

async function within<T>(answer: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<null>(resume => {
    timer = setTimeout(resume, ms, null)
  })
  return Promise.race([answer, patience]).finally(() => clearTimeout(timer))
}

function waiting({ headers }: Request, path: string, key: string | null): Answer {
  const isSecure = headers.get('x-forwarded-proto') === 'https'
  const nonce = randomBytes(16).toString('base64')
  const locale = cookiesIn(headers.get('cookie') ?? '').get('locale') === 'en' ? 'en' : 'zh'
  const cookie = `${COOKIE}=${key}; Path=/s; Max-Age=${KEPT_MS / 1000}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    status: 202,
    headers: [['content-type', 'text/html; charset=utf-8'], ...securityHeaders(nonce, isSecure)],
    cookies: key === null ? [] : [cookie],
    body: Buffer.from(waitingPage(locale, `${path}?${AGAIN}`, nonce)),
  }
}
