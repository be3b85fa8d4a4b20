import { NextResponse } from 'next/server'
import { faultsOf } from '@/app/_forms/faults'
import type { Html } from '@/app/_http/html'
import { refusalStatus } from '@/app/_http/refusal'
import { viewerOfSession } from '@/lib/access/access.queries'
import { isOwnOrigin } from '@/lib/access/origin'
import { checkInByCode } from '@/lib/attendance/checkin/checkin.commands'
import { readCode, type Ticket } from '@/lib/attendance/checkin/code.rules'
import { scanCode, ticketRefusal, typeDigits } from '@/lib/attendance/checkin/scan.commands'
import {
  type CheckInHall,
  checkInHallOf,
  type Signer,
  signerRow,
} from '@/lib/attendance/checkin/scan.queries'
import { askToBeVerified } from '@/lib/attendance/checkin/verification.commands'
import { strangerInput } from '@/lib/attendance/checkin/verification.input'
import { now } from '@/lib/core/clock'
import type { Instant } from '@/lib/core/time'
import { type Unavailable, unavailableReason } from '@/lib/core/unavailable'
import { chooseLanguage } from '@/lib/organisation/accounts/own-account.commands'
import { type Browser, browserAtDoor, furnished, keepTicket, strangerAtDoor } from './browser'
import {
  digitsScreen,
  handedScreen,
  pressedScreen,
  pressScreen,
  type Refusal,
  refusedScreen,
  type Typed,
  unwrittenScreen,
  wholePage,
  whoScreen,
} from './screens'

/**
 * Handles every request of a phone at check-in: `/s/[code]` after a scan, `/s` for all that follows. A code is
 * validated at the time when the request arrived, so that a delay on a busy server does not invalidate it.
 */
export async function atDoor(request: Request, arrivedAt: Instant = now()): Promise<Response> {
  const { method, headers } = request
  if (method === 'POST' && !isOwnOrigin(headers))
    return refused(strangerAtDoor(headers, arrivedAt), 'badOrigin')
  const browser = await browserAtDoor(headers, arrivedAt)
  try {
    return await answered(browser, request)
  } catch (error) {
    const reason = unavailableReason(error)
    if (reason === null) throw error
    return unwritten(browser, reason)
  }
}

function answered(browser: Browser, request: Request): Promise<Response> {
  const [, code] = /^\/s\/([^/]+)$/.exec(new URL(request.url).pathname) ?? []
  if (request.method === 'POST') return sent(browser, request)
  return code === undefined ? afterScan(browser) : scan(browser, code)
}

/**
 * The address in the QR code: validated at its arrival time before anything else; then shows the check-in
 * button, or asks for the person.
 */
async function scan(browser: Browser, code: string): Promise<Response> {
  const { say, signer } = browser
  const scanned = await scanCode(code, browser, browser.arrivedAt)
  const at = now()
  if (!scanned.ok) {
    const said = { hall: scanned.hall, step: readCode(code)?.step }
    const page = refusedScreen(say, signer, scanned.reason, at, said)
    return answer(browser, page, scanned.reason === 'unknown' ? 404 : 403)
  }
  keepTicket(scanned.ticket, browser)
  const { hall } = scanned
  if (!signer) return answer(browser, whoScreen({ say }, hall, at))
  return answer(browser, pressScreen(say, hall, signer, at, await signerRow(signer, hall.id)))
}

/** The page after a scan, and after signing in; without a ticket it accepts the six digits. */
async function afterScan(browser: Browser): Promise<Response> {
  const { say, signer } = browser
  const held = await hallOfTicket(browser)
  if (!held) return answer(browser, digitsScreen({ say }, signer, null))
  if ('reason' in held) return answer(browser, refusedScreen(say, signer, held.reason, now(), held))
  if (!signer) return answer(browser, whoScreen({ say }, held.hall, now()))
  const row = await signerRow(signer, held.hall.id)
  return answer(browser, pressScreen(say, held.hall, signer, now(), row))
}

async function sent(browser: Browser, request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData())
  switch (form.get('intent')) {
    case 'press':
      return press(browser)
    case 'digits':
      return digits(browser, String(form.get('digits') ?? ''))
    case 'stranger':
      return stranger(browser, form)
    case 'language':
      return language(browser, form)
  }
  return refused(browser, 'unknown')
}

async function press(browser: Browser): Promise<Response> {
  const held = await hallOfTicket(browser)
  if (!held) return refused(browser, 'ticketOver')
  if ('reason' in held) return refused(browser, held.reason, held)
  if (!browser.signer) return answer(browser, whoScreen({ say: browser.say }, held.hall, now()))
  return pressed(browser, browser.signer, held.hall, held.ticket)
}

async function pressed(browser: Browser, signer: Signer, hall: CheckInHall, { scannedAt }: Ticket) {
  const { say, device } = browser
  const done = await checkInByCode({
    activityId: hall.id,
    person: signer,
    device,
    scannedAt,
    pressedAt: browser.arrivedAt,
    binds: true,
  }).catch((error: unknown) => {
    if (unavailableReason(error) !== null) throw error
    return null
  })
  if (!done) return refused(browser, 'notSaved', { status: 503 })
  if (done.ok === false && done.reason === 'signInAgain')
    return answer(browser, whoScreen({ say }, hall, now()))
  if (!done.ok) return refused(browser, done.reason, { hall })
  return answer(browser, pressedScreen(say, hall, signer.name, done, now()))
}

async function digits(browser: Browser, typed: string): Promise<Response> {
  const { say, signer } = browser
  if (!signer) return answer(browser, digitsScreen({ say, typed: { digits: typed } }, null, null))
  const scanned = await typeDigits(typed, browser, browser.arrivedAt)
  if (!scanned.ok) return refused(browser, scanned.reason, { ...scanned, typed: { digits: typed } })
  return pressed(browser, signer, scanned.hall, scanned.ticket)
}

async function stranger(browser: Browser, form: FormData): Promise<Response> {
  const { say, device } = browser
  const typed = { name: String(form.get('name') ?? ''), digits: String(form.get('digits') ?? '') }
  const held = await hallOfTicket(browser)
  if (held && 'reason' in held && !form.has('digits')) return refused(browser, held.reason, held)
  const hall = held && 'hall' in held && !('reason' in held) ? held.hall : null
  const given = strangerInput.safeParse({ name: typed.name, phone: form.get('phone') ?? '' })
  if (!given.success) {
    const asked = { say, faults: faultsOf(say, given.error.issues), typed }
    return answer(browser, hall ? whoScreen(asked, hall, now()) : digitsScreen(asked, null, null))
  }
  let found = hall && held && 'ticket' in held ? { hall, ticket: held.ticket } : null
  if (!found) {
    const scanned = await typeDigits(typed.digits, { ...browser, signer: null }, browser.arrivedAt)
    if (!scanned.ok) return refused(browser, scanned.reason, { ...scanned, typed })
    keepTicket(scanned.ticket, browser)
    found = scanned
  }
  const asked = await askToBeVerified(found.ticket, given.data, device)
  if (!asked.ok) return refused(browser, asked.reason, { hall: found.hall })
  return answer(browser, handedScreen(say, found.hall, given.data.name, now()))
}

async function language(browser: Browser, form: FormData): Promise<Response> {
  const locale = form.get('locale') === 'en' ? 'en' : 'zh'
  const { session } = browser
  const viewer = session && (await viewerOfSession(session))
  if (viewer) await chooseLanguage(viewer, { locale })
  const response = new NextResponse(null, { status: 303, headers: { location: '/s' } })
  response.cookies.set('locale', locale, { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 3600 })
  return furnished(response, browser)
}

type Held = { hall: CheckInHall; ticket: Ticket } | { hall: CheckInHall; reason: Refusal }

/** The activity of this browser's ticket; with a reason if the ticket is no longer valid. */
async function hallOfTicket(browser: Browser): Promise<Held | null> {
  const { ticket } = browser
  const hall = ticket ? await checkInHallOf(ticket.activityId) : undefined
  if (!ticket || !hall) return null
  const reason = await ticketRefusal(ticket, hall, browser, browser.arrivedAt)
  return reason === null ? { hall, ticket } : { hall, reason }
}

type More = { hall?: CheckInHall; seconds?: number; typed?: Typed; status?: number }

function refused(browser: Browser, reason: Refusal, more: More = {}): Response {
  const { say, signer } = browser
  return answer(browser, refusedScreen(say, signer, reason, now(), more), more.status ?? 403)
}

/** The disk is full or the database is locked: shows the reason and the button again; the ticket stays valid. */
async function unwritten(browser: Browser, reason: Unavailable): Promise<Response> {
  const { say, signer, ticket } = browser
  const hall = ticket ? await checkInHallOf(ticket.activityId) : undefined
  const status = refusalStatus[reason]
  if (!hall || !signer) return refused(browser, reason, { status })
  const row = await signerRow(signer, hall.id)
  const page = answer(browser, unwrittenScreen(say, hall, signer, reason, now(), row), status)
  if (reason === 'databaseBusy') page.headers.set('retry-after', '5')
  return page
}

/** A check-in page; the nonce of the request's CSP allows its styles. */
function answer(browser: Browser, body: Html, status = 200): Response {
  const { say, nonce } = browser
  const text = wholePage(say, say.t('checkIn.door.title'), nonce, body)
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return furnished(new NextResponse(text, { status, headers }), browser)
}
