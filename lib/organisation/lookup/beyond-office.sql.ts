import { eq, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { membership, unit } from '@/db/schema/roster'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { type Day, monthOf } from '@/lib/core/time'
import type { Part } from '@/lib/organisation/audience/audience.rules'
import {
  BEYOND_OFFICE,
  beyondOffice,
  isOfOffice,
  type Staffed,
  withUnits,
} from '@/lib/organisation/audience/beyond-office.rules'
import { ask, type Choice, type Fault, type ImportOptions } from '@/lib/spreadsheet/importer.rules'

type Due = { words: string; parts: readonly Part[]; day: Day }

/** Names that a question tells. */
const MOST = 6

/**
 * 机关 are the street and its departments: units beside them of which people are on the roster, 便民服务中心, are offered
 * once for the sheet, and stay out until then.
 */
export function beyondAsked(
  on: On,
  viewer: Viewer,
  options: Pick<ImportOptions, 'answers'>,
  offers: Fault[],
) {
  let staffed: Promise<Staffed[]> | undefined
  const found = new Map<string, Staffed[]>()
  return async (
    { words, parts, day }: Due,
    { row, field }: { row: number; field: string },
  ): Promise<void> => {
    if (options.answers?.[BEYOND_OFFICE] !== undefined || !parts.some(isOfOffice)) return
    staffed ??= staffedOn(on)
    // A sheet of a year has the same few.
    const key = `${monthOf(day)} ${JSON.stringify(parts)}`
    const units =
      found.get(key) ?? beyondOffice(parts, await staffed, day).filter(each => canOrganise(viewer, each.path))
    found.set(key, units)
    if (units.length === 0) return
    const names = units.slice(0, MOST).map(each => each.name)
    const single: Choice[] = units.map(({ id, name }) => ({
      value: withUnits([id]),
      choice: 'beyondOne',
      places: { unit: name },
    }))
    const all = {
      value: withUnits(units.map(each => each.id)),
      choice: 'beyondAll',
      places: { count: units.length },
    }
    ask(offers, options, {
      row,
      field,
      reason: 'beyondOffice',
      isDoubt: true,
      places: { words, units: `${names.join('、')}${units.length > MOST ? '…' : ''}` },
      key: BEYOND_OFFICE,
      isOfColumn: true,
      choices: [{ value: 'none', choice: 'beyondNone' }, ...(units.length > 1 ? [all] : []), ...single],
    })
  }
}

async function staffedOn(on: On): Promise<Staffed[]> {
  return on
    .select({
      id: unit.id,
      name: unit.name,
      path: unit.path,
      kind: unit.kind,
      from: sql<Day | null>`min(${membership.fromDay})`,
      to: sql<Day | null>`max(coalesce(${membership.toDay}, '9999-12-31'))`,
    })
    .from(unit)
    .leftJoin(membership, eq(membership.unitId, unit.id))
    .groupBy(unit.id)
    .orderBy(unit.treeOrder)
}
