import { type Allowance, takeFrom, waitOf } from '@/lib/access/allowance'
import type { Instant } from '@/lib/core/time'

type Rule = { kind: string; path: RegExp; allowance: Allowance; onlyMissed?: true }

// By address, where one office of some hundred people is one address.
const rules: Rule[] = [
  // A calendar program asks once an hour.
  { kind: 'feeds', path: /^\/feeds\/|\.ics$/, allowance: { burst: 1200, perMinute: 600 } },
  // Addresses of feeds that do not exist: somebody guesses, or keeps asking for one that was revoked.
  { kind: 'feeds not there', path: /^\/feeds\//, allowance: { burst: 120, perMinute: 30 }, onlyMissed: true },
  // Files made for one request: up to a second of work each.
  {
    kind: 'exports',
    path: /\/(export|example|slips|paper\/(document|workbook))$/,
    allowance: { burst: 120, perMinute: 60 },
  },
  {
    kind: 'uploads',
    path: /^\/api\/(imports|presence|evidence)$/,
    allowance: { burst: 600, perMinute: 240 },
  },
]

/** Takes one of what the address may ask for at this path; returns 0, or the milliseconds that it has to wait. */
export function takeAllowance(path: string, address: string, at: Instant): number {
  for (const { kind, path: pattern, allowance, onlyMissed } of rules) {
    if (!pattern.test(path)) continue
    const wait = onlyMissed ? waitOf(kind, address, allowance, at) : takeFrom(kind, address, allowance, at)
    if (wait > 0) return wait
  }
  return 0
}

/** For an answer of 404. */
export function noteMissed(path: string, address: string, at: Instant): void {
  for (const { kind, path: pattern, allowance, onlyMissed } of rules)
    if (onlyMissed && pattern.test(path)) takeFrom(kind, address, allowance, at)
}
