import type { LogFilter } from '@/lib/access/audit.queries'
import { isDay } from '@/lib/core/time'

/** The filters in the address of the log. */
export type Asked = { group?: string; from?: string; to?: string; actor?: string; page?: string }

export function logFilterOf({ group, from, to, actor }: Asked): LogFilter {
  return {
    group: group === 'access' ? 'access' : 'all',
    from: from && isDay(from) ? from : undefined,
    to: to && isDay(to) ? to : undefined,
    actor: actor || undefined,
  }
}

/** The address of another page or of the export with the same filter. */
export function logAddress(path: string, asked: Asked): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value))
  return query.size > 0 ? `${path}?${query}` : path
}
