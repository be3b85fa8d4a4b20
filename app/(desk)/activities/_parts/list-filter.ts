import { numberIn } from '@/app/_forms/or-not-found'
import type { Viewer } from '@/lib/access/access.rules'
import { type ActivityFilter, type ActivityRow, activityList } from '@/lib/activity/activity.queries'
import { type ActivityStatus, activityStatuses } from '@/lib/activity/activity.rules'
import { type Day, firstOfMonth, lastOfMonth, yearOf } from '@/lib/core/time'

type Asked = Record<string, string | string[] | undefined>

/** Parses the filter from the address; shared by the page and its export. */
export type Chosen = {
  year: number
  month: number | null
  unitId: number | null
  form: string
  /** A status, or 考勤未登记. */
  status: ActivityStatus | 'awaiting' | ''
  search: string
}

export function chosenIn(asked: Asked, today: Day): Chosen {
  const one = (name: string) => (typeof asked[name] === 'string' ? (asked[name] as string).trim() : '')
  const year = /^\d{4}$/.test(one('year')) ? Number(one('year')) : yearOf(today)
  const month = /^([1-9]|1[0-2])$/.test(one('month')) ? Number(one('month')) : null
  const status = one('status')
  return {
    year,
    month,
    unitId: numberIn(one('unit')),
    form: one('form'),
    status: status === 'awaiting' || isStatus(status) ? status : '',
    search: one('q').slice(0, 60),
  }
}

export function listOf(viewer: Viewer, chosen: Chosen, today: Day): Promise<ActivityRow[]> {
  const { year, month, unitId, form, status, search } = chosen
  const filter: ActivityFilter = {
    from: month ? firstOfMonth(year, month) : `${year}-01-01`,
    to: month ? lastOfMonth(year, month) : `${year}-12-31`,
    unitId: unitId ?? undefined,
    form: form || undefined,
    status: status && status !== 'awaiting' ? status : undefined,
    awaiting: status === 'awaiting',
    search: search || undefined,
  }
  return activityList(viewer, filter, today)
}

/** The filter as a query string, for the export and the links of the page. */
export function queryOf(chosen: Chosen, change: Partial<Chosen> = {}): string {
  const { year, month, unitId, form, status, search } = { ...chosen, ...change }
  const given = { year, month, unit: unitId, form, status, q: search }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given)) if (value) query.set(name, String(value))
  return query.toString()
}

function isStatus(text: string): text is ActivityStatus {
  return (activityStatuses as readonly string[]).includes(text)
}
