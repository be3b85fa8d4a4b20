import { msUntilToken, type RateLimit, takeToken } from '@/lib/access/rate-limit'
import type { Instant } from '@/lib/core/time'

type Rule = {
  kind: string
  path: RegExp
  limit: RateLimit
  /** Only answers of 404 take a token. */
  onlyMissed?: true
}

// By address, where one office of some hundred people is one address.
const rules: Rule[] = [
  // A calendar program asks once an hour.
  { kind: 'feeds', path: /^\/feeds\/|\.ics$/, limit: { burst: 1200, perMinute: 600 } },
  // Addresses of feeds that do not exist: somebody guesses, or keeps asking for one that was revoked.
  { kind: 'feeds not there', path: /^\/feeds\//, limit: { burst: 120, perMinute: 30 }, onlyMissed: true },
  // Files made for one request: up to a second of work each.
  {
    kind: 'exports',
    path: /\/(export|example|slips|paper\/(document|workbook))$/,
    limit: { burst: 120, perMinute: 60 },
  },
  {
    kind: 'uploads',
    path: /^\/api\/(imports|presence|evidence)$/,
    limit: { burst: 600, perMinute: 240 },
  },
  // A folder of 2,000 files, sent one by one.
  { kind: 'folders', path: /^\/api\/imports\/folder$/, limit: { burst: 2400, perMinute: 600 } },
]

/** Counts a request to this path; returns 0, or the milliseconds that the address has to wait. */
export function countRequest(path: string, address: string, at: Instant): number {
  for (const { kind, path: pattern, limit, onlyMissed } of rules) {
    if (!pattern.test(path)) continue
    const waitMs = (onlyMissed ? msUntilToken : takeToken)(kind, address, limit, at)
    if (waitMs > 0) return waitMs
  }
  return 0
}

/** Counts an answer of 404, which is known only after the request was let through. */
export function countMissed(path: string, address: string, at: Instant): void {
  for (const { kind, path: pattern, limit, onlyMissed } of rules)
    if (onlyMissed && pattern.test(path)) takeToken(kind, address, limit, at)
}
