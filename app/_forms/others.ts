import type { Say } from '@/app/_i18n/messages'
import { stampWords } from '@/app/_ui/day-words'
import type { Viewer } from '@/lib/access/access.rules'
import { lastChange } from '@/lib/access/audit.queries'
import { now } from '@/lib/core/clock'
import type { Places } from '@/lib/core/i18n/say'
import { dayOf } from '@/lib/core/time'
import { plain, type Value, WAS } from './was'

/** Where the log speaks of a row: its subject, its id or ids, and one action where others have the same ids. */
export type LogOf = [subject: string, ids: (string | number)[], action?: string]

/** Who saved or removed the row after the form was opened, and when; null where the log does not tell. */
export async function savedBy(
  viewer: unknown,
  log: LogOf | undefined,
  opened: Value,
  say: Say,
  what: 'saved' | 'removed' = 'saved',
): Promise<Places | null> {
  const since = Number(opened)
  if (!viewer || !log || !opened || !Number.isFinite(since)) return null
  const [subject, ids, action] = log
  const asked = { subject, ids: ids.map(String), action, since, what }
  const last = await lastChange(viewer as Viewer, asked)
  if (!last?.actor) return null
  const isOwn = last.accountId !== null && last.accountId === (viewer as Viewer).accountId
  const name = isOwn ? say.t('common.form.yourself') : last.actor
  return { name, time: stampWords(say, last.at, dayOf(now())) }
}

export type KeptTyped = { message: string; typed: { label: string; text: string }[] }

/** Long enough to copy it. */
const KEPT_FOR = 600_000
// Pages and actions are separate bundles; only globalThis is shared.
const shared = globalThis as typeof globalThis & {
  xuefaTyped?: Map<number, KeptTyped & { until: number }>
}

/**
 * Without script the answer to a form is its page, which is not there when the row has gone: what was typed is kept in
 * memory for the page /gone, of each account the last.
 */
export function keepTyped(viewer: Viewer, message: string, values: Record<string, Value>): void {
  if (viewer.accountId === null) return
  const kept = shared.xuefaTyped ?? new Map()
  shared.xuefaTyped = kept
  const typed = Object.entries(labelsIn(values.labels))
    // The code of a choice tells a reader nothing.
    .filter(([name]) => String(values[WAS + name] ?? 't').startsWith('t') && plain(values[name]) !== '')
    .map(([name, label]) => ({ label, text: plain(values[name]) }))
  const { accountId } = viewer
  const mine = { message, typed, until: now() + KEPT_FOR }
  kept.set(accountId, mine)
  const forget = () => {
    if (kept.get(accountId) === mine) kept.delete(accountId)
  }
  setTimeout(forget, KEPT_FOR).unref()
}

/** What this viewer has just typed into a form whose row is no longer there. */
export function typedOf(viewer: Viewer): KeptTyped | null {
  const found = shared.xuefaTyped?.get(viewer.accountId ?? 0)
  return found && found.until >= now() ? found : null
}

function labelsIn(sent: Value): Record<string, string> {
  try {
    const labels: unknown = JSON.parse(String(sent))
    const isText = (each: [string, unknown]): each is [string, string] => typeof each[1] === 'string'
    return Object.fromEntries(Object.entries(labels ?? {}).filter(isText))
  } catch {
    return {}
  }
}
