import { cookies } from 'next/headers'
import { heldSession, isHttps } from '@/lib/access/session'
import { now } from '@/lib/clock'
import { TICKET_MS, type Ticket } from '@/lib/hallcode/rules'
import { deviceOf, newDeviceCookie, readTicket, ticketText } from '@/lib/hallcode/seal'
import { boundSigner, type Signer, sessionSigner } from '@/lib/hallscan/queries'
import { type Say, sayIn } from '@/lib/i18n/rules'

const deviceCookie = 'hall-device'
const ticketCookie = 'hall-ticket'
// Longer than a phone stays bound: each scan begins it anew.
const DEVICE_FOR = 400 * 24 * 3600

export type Browser = {
  device: string
  signer: Signer | null
  ticket: Ticket | null
  say: Say
}

/** The browser at the door: its random cookie (made here where it has none), its ticket, and whose it is. */
export async function browserAtDoor(): Promise<Browser> {
  const jar = await cookies()
  const kept = jar.get(deviceCookie)?.value
  const value = deviceOf(kept) && kept ? kept : newDeviceCookie()
  const device = deviceOf(value) as string
  jar.set(deviceCookie, value, { ...forDoor(), maxAge: DEVICE_FOR })
  const held = await heldSession()
  const signer = (held && (await sessionSigner(held))) ?? (await boundSigner(device, now()))
  const cookie = jar.get('locale')?.value
  const chosen = cookie === 'zh' || cookie === 'en' ? cookie : null
  const ofAccount = signer?.isBound ? null : signer?.locale
  return {
    device,
    signer,
    ticket: readTicket(jar.get(ticketCookie)?.value, device),
    say: sayIn(ofAccount ?? chosen ?? signer?.locale ?? 'zh'),
  }
}

/** Carries the scan through sign-in to the one button. */
export async function keepTicket(ticket: Ticket, { device }: Browser): Promise<void> {
  const jar = await cookies()
  jar.set(ticketCookie, ticketText(ticket, device), { ...forDoor(), maxAge: TICKET_MS / 1000 })
}

function forDoor() {
  return { httpOnly: true, sameSite: 'lax', path: '/s', secure: isHttps() } as const
}
