import { now } from '@/lib/clock'
import { readCode } from '@/lib/hallcode/rules'
import { scanCode } from '@/lib/hallscan/commands'
import { ownRow } from '@/lib/hallscan/queries'
import { answer } from '../answer'
import { browserAtDoor, keepTicket } from '../browser'
import { pressScreen, refusedScreen, whoScreen } from '../screens'

/** The address in the QR code: checked now, whatever comes after; then the one button, or the question who it is. */
export async function GET(_: Request, { params }: { params: Promise<{ code: string }> }) {
  const { code } = await params
  const browser = await browserAtDoor()
  const { say, signer } = browser
  const scanned = await scanCode(code, browser)
  const at = now()
  if (!scanned.ok) {
    const said = { hall: scanned.hall, step: readCode(code)?.step }
    const page = refusedScreen(say, signer, scanned.reason, at, said)
    return answer(say, page, scanned.reason === 'unknown' ? 404 : 403)
  }
  await keepTicket(scanned.ticket, browser)
  const { hall } = scanned
  if (!signer) return answer(say, whoScreen({ say }, hall, at))
  return answer(say, pressScreen(say, hall, signer, at, await ownRow(hall.id, signer.personId)))
}
