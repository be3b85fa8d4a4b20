import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { formsOf } from '@/lib/organisation/settings/setting.queries'
import { matchKey } from '@/lib/spreadsheet/text.rules'

/**
 * The forms that a sheet may name without being asked: those of the settings, then those in use, as somebody has said of
 * each that it is used as it is written.
 */
export async function formsKnown(on: On): Promise<string[]> {
  const [chosen, used] = await Promise.all([
    formsOf(on),
    on.all<{ form: string }>(
      sql`select form from plan_item where form <> '' union select form from activity where form <> ''`,
    ),
  ])
  const there = new Set(chosen.map(matchKey))
  return [...chosen, ...used.flatMap(({ form }) => (there.has(matchKey(form)) ? [] : [form]))]
}
