import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkDatabase } from '@/db/check'
import { closeDatabase, db, openDatabase } from '@/db/client'
import { damage } from '@/db/damage'
import { headingCodes } from '@/lib/activity/outreach/heading.rules'
import type { Filter } from '@/lib/statistics/rates/counting.sql'
import { type FiguresBy, partsOf } from '@/lib/statistics/rates/parts.rules'
import { areSound, figuresBy, type Grouping } from '@/lib/statistics/rates/rate.queries'
import { type FigureCode, rateCodes } from '@/lib/statistics/rates/rate.rules'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import { openWorld, type World } from '../../world'
import { type RandomWorld, randomWorld } from './rate-world'
import { buildWorld } from './rate-world-written'

let world: World
let folder: string
/** A name of its own for each edit: what still has the last one open reads nothing of this one. */
let edits = 0
const file = () => path.join(folder, `edited-${edits}.db`)

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-touched-'))
  world = await openWorld()
})
afterEach(async () => {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

const groupings: Grouping[][] = [[], ['unit'], ['month'], ['person'], ['unit', 'month']]
const counted = [
  'planItems',
  'setAside',
  'madeUp',
  'awaitingRecord',
  'notRecorded',
  'communitiesWithAdviser',
] as const
const codes = [...rateCodes, ...headingCodes, ...counted]
const opened: FigureCode[] = ['participationRate', 'passRate', 'planCompletionRate', 'communitiesWithAdviser']

/** What a figure reads of a world, what changes most often first. */
const columns: Record<string, string[]> = {
  attendance: ['mark', 'standing', 'unit_id', 'made_up_on', 'make_up_due', 'activity_id', 'person_id'],
  activity: [
    'day',
    'host_unit_id',
    'status',
    'form',
    'compulsory',
    'plan_item_id',
    'leave_rule',
    'heads',
    'review',
    'id',
  ],
  attempt: ['score', 'passed', 'day', 'submitted_at', 'annulled_reason', 'number', 'person_id'],
  exam_candidate: ['unit_id', 'standing', 'person_id'],
  exam: ['closing_day', 'status', 'counting', 'plan_item_id', 'pass_mark', 'id'],
  membership: ['unit_id', 'from_day', 'to_day', 'is_primary', 'person_id'],
  person: ['staff_no', 'id'],
  plan_item: ['unit_id', 'form', 'plan_id', 'parent_id'],
  occurrence: ['from_day', 'to_day', 'activity_id', 'exam_id', 'plan_item_id'],
  plan: ['year', 'kind', 'unit_id', 'status'],
  output: ['day', 'quantity', 'channel_id', 'unit_id', 'review'],
  legal_work: ['day', 'kind', 'unit_id', 'review'],
  adviser: ['from_day', 'to_day', 'unit_id'],
  unit: ['path', 'parent_id', 'kind'],
  activity_topic: ['topic_id', 'activity_id'],
  setting: ['value'],
  channel: ['name', 'medium'],
}
const tables = [
  ...Object.keys(columns),
  'attendance',
  'attendance',
  'activity',
  'activity',
  'attempt',
  'exam_candidate',
]
const WORLDS = Number(process.env.TOUCHED_WORLDS ?? 3)
const EDITS = Number(process.env.TOUCHED_EDITS ?? 12)

test('fault 6: of a changed row every figure that is another one carries the words, and others do not', async () => {
  const seen = { changed: 0, sound: 0, figures: 0, exact: 0 }
  await fc.assert(
    fc.asyncProperty(fc.gen(), async g => {
      const street = randomWorld(g)
      await closeDatabase()
      await openDatabase(`file:${world.file}`)
      await buildWorld(street)
      const filter = yearOf(street)
      const before = await countedBy(filter)
      await closeDatabase()
      copyFileSync(world.file, path.join(folder, 'whole.db'))
      for (let edit = 0; edit < EDITS; edit++) {
        const how = {
          table: g(fc.constantFrom, ...tables),
          numbers: [1, 2, 3, 4].map(() => g(fc.nat, { max: 9999 })),
        }
        await closeDatabase()
        rmSync(file(), { force: true })
        edits++
        copyFileSync(path.join(folder, 'whole.db'), file())
        const told = await edited(how.table, how.numbers, edit === 0)
        if (told === null) continue
        await openDatabase(`file:${file()}`)

        await checkDatabase({ digests: true, integrity: true })

        const after = await countedBy(filter)
        compare(before, after, told, seen)
        seen.exact += Number(await marksOnlyOwn(after, street))
      }
      await closeDatabase()
    }),
    { numRuns: WORLDS, seed: Number(process.env.TOUCHED_SEED ?? 20261201), endOnFailure: true },
  )

  expect(seen.changed).toBeGreaterThan(0)
  expect(seen.exact).toBeGreaterThan(0)
  expect(seen.sound / seen.figures).toBeGreaterThan(0.3)
}, 120_000)

type Counted = { by: FiguresBy[]; rows: { total: string; isSound: boolean | undefined }[] }

async function countedBy(filter: Filter): Promise<Counted> {
  const by = []
  for (const groups of groupings) by.push(await figuresBy(filter, groups))
  const rows = []
  for (const code of opened) {
    const { totals } = await rowsBehind(filter, code)
    rows.push({ total: JSON.stringify(totals), isSound: await areSound(filter, partsOf[code]) })
  }
  return { by, rows }
}

function compare(
  before: Counted,
  after: Counted,
  told: string,
  seen: Record<'changed' | 'sound' | 'figures', number>,
) {
  const isDamaged = damage().length > 0
  for (const [at, groups] of groupings.entries())
    for (const key of new Set([...(before.by[at]?.keys() ?? []), ...(after.by[at]?.keys() ?? [])]))
      for (const code of codes) {
        const [was, is] = [shownOf(before.by[at], key, code), shownOf(after.by[at], key, code)]
        const isSound = after.by[at]?.at(key).sound?.includes(code) ?? false
        seen.figures++
        seen.sound += Number(isSound)
        if (was === is) continue
        seen.changed++
        expect(
          [isDamaged, isSound],
          `${told}: ${code} of ${groups.join('|')} ${key}: ${was} → ${is}`,
        ).toEqual([true, false])
      }
  for (const [at, code] of opened.entries())
    if (before.rows[at]?.total !== after.rows[at]?.total)
      expect(after.rows[at]?.isSound, `${told}: rows of ${code}`).toBe(false)
}

/** Of a mark on a sheet: its unit and those above, its month and its person are doubtful, and nothing else is. */
async function marksOnlyOwn(after: Counted, street: RandomWorld): Promise<boolean> {
  const [finding, more] = damage()
  const change = finding?.kind === 'rows' && !more ? finding.change : null
  if (change?.table !== 'attendance' || !['mark', 'standing', 'made_up_on'].includes(`${change.column}`))
    return false
  const { activity_id: activityId, person_id: personId } = change.key
  const [row] = await db.all<{ path: string; day: string }>(sql`select path, activity.day from attendance
    join activity on activity.id = activity_id join unit on unit.id = unit_id
    where activity_id = ${activityId} and person_id = ${personId}`)
  if (!row) return false
  const isOwn: Record<Grouping, (key: string) => boolean> = {
    unit: key => row.path.startsWith(street.units.find(each => each.id === Number(key))?.path ?? '?'),
    month: key => row.day.startsWith(key),
    person: key => key === String(personId),
    form: () => true,
  }
  const isOfYear = row.day.startsWith('2023')
  for (const [at, groups] of groupings.entries())
    for (const [key, figures] of after.by[at] ?? []) {
      const isDoubtful = isOfYear && groups.every((group, place) => isOwn[group](key.split('|')[place] ?? ''))
      const told = `${groups.join('|')} ${key} of ${JSON.stringify(change)}`
      expect(figures.rates.participationRate.sound, told).toBe(isDoubtful ? undefined : true)
      expect(figures.rates.passRate.sound, told).toBe(true)
      expect(figures.rates.planCompletionRate.sound, told).toBe(true)
      expect(figures.sound, told).toEqual(expect.arrayContaining(['heads', 'banners']))
    }
  return true
}

function shownOf(figures: FiguresBy | undefined, key: string, code: (typeof codes)[number]): string {
  const of = figures?.at(key)
  const value =
    of &&
    (code in of.rates
      ? of.rates[code as 'passRate']
      : code in of.headings
        ? of.headings[code as 'banners']
        : of[code as 'planItems'])
  return typeof value === 'object' ? `${value.numerator}/${value.denominator}` : String(value)
}

/**
 * As a flipped bit or another program would: one value becomes that of another row or another one, or the row goes.
 * `isMark`: a mark becomes another one.
 */
async function edited(
  table: string,
  [row = 0, column = 0, how = 0, other = 0]: number[],
  isMark: boolean,
): Promise<string | null> {
  const client = createClient({ url: `file:${file()}` })
  const listOf = async (sql: string) => (await client.execute(sql)).rows.map(each => String(each[0]))
  try {
    await client.execute('pragma foreign_keys=off')
    if (isMark) {
      const marked = `update attendance set mark = iif(mark = 'present', 'absent', 'present')
        where (activity_id, person_id) = (select activity_id, person_id from attendance order by mark is null, ${row % 7} * person_id % 11 limit 1)`
      await client.execute(marked)
      return marked
    }
    const key = (await listOf(`select name from pragma_table_info('${table}') where pk > 0`)).join(', ')
    const names = columns[table] ?? []
    const name = names[column % names.length]
    const [count] = (await listOf(`select count(*) from ${table}`)).map(Number)
    if (!count) return null
    const at = (number: number) =>
      `(select ${key} from ${table} order by ${key} limit 1 offset ${number % count})`
    const bit = 1 << (other % 12)
    const sql = [
      `update ${table} set ${name} = (select ${name} from ${table} where (${key}) = ${at(other)})`,
      `update ${table} set ${name} = iif(typeof(${name}) = 'integer', ${name} + ${bit} - 2 * (${name} & ${bit}), '')`,
      `delete from ${table}`,
    ][how % 8 === 7 ? 2 : how % 2]
    await client.execute(`${sql} where (${key}) = ${at(row)}`)
    return `${sql} where (${key}) = ${at(row)}`
  } catch (error) {
    // Another row has that key, or the column does not take it.
    if (!/constraint/i.test(String(error))) throw error
    return null
  } finally {
    client.close()
  }
}

function yearOf(street: RandomWorld): Filter {
  const unitPath = street.units.find(each => each.id === 1)?.path
  return { unitPath, from: '2023-01-01', to: '2023-12-31', asOf: '2023-06-30' } as Filter
}
