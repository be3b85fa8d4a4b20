import type { Say } from '@/app/_i18n/messages'
import { stampWords } from '@/app/_ui/day-words'
import { qrOf } from '@/app/_ui/qr'
import type { Viewer } from '@/lib/access/access.rules'
import { screenOf } from '@/lib/attendance/checkin/scan.queries'
import { timesOf } from '@/lib/attendance/checkin/scan.rules'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import type { CheckInState } from './check-in-screen.client'

/** The current state of the screen with its texts: rendered with the page, and polled by it. */
export async function stateOf(
  viewer: Viewer,
  say: Say,
  activityId: number,
  { host, hidesNames }: { host: string | null; hidesNames: boolean },
) {
  const at = now()
  const found = await screenOf(viewer, activityId, at)
  const { activity, code, closed } = found
  const today = dayOf(at)
  const times = timesOf(activity)
  const base = baseFor(host, process.env.APP_URL)
  const places = { from: stampWords(say, times.from, today), until: stampWords(say, times.until, today) }
  const time = times.lateAfter === null ? null : stampWords(say, times.lateAfter, today)
  const state: CheckInState = {
    at,
    code: code && { qr: qrOf(base + code.path), digits: code.digits, left: code.left },
    closed: closed === null ? '' : say.t(`checkIn.screen.closed.${closed}`, places),
    came: say.t('checkIn.screen.came', { came: found.came, required: found.required }),
    others: found.others > 0 ? say.t('checkIn.screen.others', { count: found.others }) : '',
    waiting: found.waiting > 0 ? say.t('checkIn.screen.waiting', { count: found.waiting }) : '',
    names: hidesNames ? [] : found.names,
  }
  const window = say.t(
    time === null ? 'checkIn.screen.window' : 'checkIn.screen.windowLate',
    time === null ? places : { ...places, time },
  )
  return {
    state,
    window,
    begun: found.begun,
    title: activity.title,
    address: `${base.replace(/^https?:\/\//, '')}/s`,
  }
}
