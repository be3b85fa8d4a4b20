import { cookies, headers } from 'next/headers'
import { chooseLanguage } from '@/lib/access/commands'
import { isOwnOrigin } from '@/lib/access/origin'
import { currentViewer } from '@/lib/access/session'
import { now } from '@/lib/clock'
import type { Ticket } from '@/lib/hallcode/rules'
import { signInByCode } from '@/lib/hallmark/commands'
import { ticketRefusal, typeDigits } from '@/lib/hallscan/commands'
import { type Hall, hallOf, ownRow, type Signer } from '@/lib/hallscan/queries'
import { askToBeVerified } from '@/lib/hallverify/commands'
import { strangerInput } from '@/lib/hallverify/input'
import { answer } from './answer'
import { type Browser, browserAtDoor, keepTicket } from './browser'
import {
  digitsScreen,
  type Faults,
  handedScreen,
  pressedScreen,
  pressScreen,
  type Refusal,
  refusedScreen,
  type Typed,
  whoScreen,
} from './screens'

/** The page after a scan, also after signing in; without a ticket the six digits can be typed. */
export async function GET() {
  const browser = await browserAtDoor()
  const { say, signer } = browser
  const held = await hallOfTicket(browser)
  if (!held) return answer(say, digitsScreen({ say }, signer, null))
  if ('reason' in held) return answer(say, refusedScreen(say, signer, held.reason, now(), held))
  if (!signer) return answer(say, whoScreen({ say }, held.hall, now()))
  const row = await ownRow(held.hall.id, signer.personId)
  return answer(say, pressScreen(say, held.hall, signer, now(), row))
}

export async function POST(request: Request) {
  const browser = await browserAtDoor()
  const form = await request.formData().catch(() => new FormData())
  if (!isOwnOrigin(await headers())) return refused(browser, 'badOrigin')
  switch (form.get('intent')) {
    case 'press':
      return press(browser)
    case 'digits':
      return digits(browser, String(form.get('digits') ?? ''))
    case 'stranger':
      return stranger(browser, form)
    case 'language':
      return language(form)
  }
  return refused(browser, 'unknown')
}

async function press(browser: Browser): Promise<Response> {
  const held = await hallOfTicket(browser)
  if (!held) return refused(browser, 'ticketOver')
  if ('reason' in held) return refused(browser, held.reason, held)
  if (!browser.signer) return answer(browser.say, whoScreen({ say: browser.say }, held.hall, now()))
  return pressed(browser, browser.signer, held.hall, held.ticket)
}

async function pressed(browser: Browser, signer: Signer, hall: Hall, { scannedAt }: Ticket) {
  const { say, device } = browser
  const done = await signInByCode({
    activityId: hall.id,
    person: signer,
    device,
    scannedAt,
    binds: true,
  }).catch(() => null)
  if (!done) return refused(browser, 'notSaved', { status: 503 })
  if (!done.ok) return refused(browser, done.reason, { hall })
  return answer(say, pressedScreen(say, hall, signer.name, done, now()))
}

async function digits(browser: Browser, typed: string): Promise<Response> {
  const { say, signer } = browser
  if (!signer) return answer(say, digitsScreen({ say, typed: { digits: typed } }, null, null))
  const scanned = await typeDigits(typed, browser)
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
    const faults: Faults = {}
    for (const { path, message } of given.error.issues) faults[path[0] as 'name'] ??= say.said(message)
    const asked = { say, faults, typed }
    return answer(say, hall ? whoScreen(asked, hall, now()) : digitsScreen(asked, null, null))
  }
  let found = hall && held && 'ticket' in held ? { hall, ticket: held.ticket } : null
  if (!found) {
    const scanned = await typeDigits(typed.digits, { device, signer: null })
    if (!scanned.ok) return refused(browser, scanned.reason, { ...scanned, typed })
    await keepTicket(scanned.ticket, browser)
    found = scanned
  }
  const asked = await askToBeVerified(found.ticket, given.data, device)
  if (!asked.ok) return refused(browser, asked.reason, { hall: found.hall })
  return answer(say, handedScreen(say, found.hall, given.data.name, now()))
}

async function language(form: FormData): Promise<Response> {
  const locale = form.get('locale') === 'en' ? 'en' : 'zh'
  const viewer = await currentViewer()
  if (viewer) await chooseLanguage(viewer, { locale })
  const jar = await cookies()
  jar.set('locale', locale, { path: '/', sameSite: 'lax', maxAge: 365 * 24 * 3600 })
  return new Response(null, { status: 303, headers: { location: '/s' } })
}

type Held = { hall: Hall; ticket: Ticket } | { hall: Hall; reason: Refusal }

/** The activity that this browser's ticket opens; with a reason where it opens it no longer. */
async function hallOfTicket(browser: Browser): Promise<Held | null> {
  const { ticket } = browser
  const hall = ticket ? await hallOf(ticket.activityId) : undefined
  if (!ticket || !hall) return null
  const reason = await ticketRefusal(ticket, hall, browser)
  return reason === null ? { hall, ticket } : { hall, reason }
}

type More = { hall?: Hall; seconds?: number; typed?: Typed; status?: number }

function refused({ say, signer }: Browser, reason: Refusal, more: More = {}): Promise<Response> {
  return answer(say, refusedScreen(say, signer, reason, now(), more), more.status ?? 403)
}
