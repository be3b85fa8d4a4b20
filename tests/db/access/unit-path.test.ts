import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { isWithin } from '@/lib/access/unit-path.rules'
import * as inSql from '@/lib/access/unit-path.sql'
import { placesOf } from '@/lib/organisation/people/person.rules'
import { closeWorld, openWorld, units } from '../../world'

beforeAll(openWorld)
afterAll(closeWorld)

// Ids of which one begins with another: `/1/4/` is not above `/1/40/`.
const ids = fc.uniqueArray(fc.constantFrom(1, 4, 10, 11, 40, 41, 100, 110, 400, 401), { minLength: 2 })
const trees = ids.chain(of =>
  fc.tuple(...of.map((_, at) => fc.option(fc.nat({ max: at }), { freq: 5 }))).map(aboves =>
    of.map((id, at) => {
      const above = aboves[at] ?? at
      return { id, parentId: above < at ? (of[above] as number) : null, position: 1 }
    }),
  ),
)

test('a unit is within itself and all above it, in TypeScript and in SQL', async () => {
  await fc.assert(
    fc.asyncProperty(trees, async tree => {
      const places = placesOf(tree)
      const pairs = places.flatMap(of => places.map(above => ({ of, above })))

      const found = await db.all<{ within: number; asText: number }>(sql`
        select ${inSql.isWithin(sql`pair.value ->> 'of'`, sql`pair.value ->> 'above'`)} as within,
          ${sql.raw(inSql.isWithinText("(pair.value ->> 'of')", "(pair.value ->> 'above')"))} as asText
        from json_each(${JSON.stringify(pairs.map(({ of, above }) => ({ of: of.path, above: above.path })))}) pair
        order by pair.key`)

      const parentOf = new Map<number, number | null>(tree.map(each => [each.id, each.parentId]))
      const climbs = (id: number | null, to: number): boolean =>
        id !== null && (id === to || climbs(parentOf.get(id) ?? null, to))
      const wanted = pairs.map(({ of, above }) => climbs(of.id, above.id))
      expect(pairs.map(({ of, above }) => isWithin(of.path, above.path))).toEqual(wanted)
      expect(found).toEqual(wanted.map(is => ({ within: Number(is), asText: Number(is) })))
    }),
    { numRuns: 200 },
  )
}, 60_000)

test('nothing is within a unit that is not there', async () => {
  const below = (unitId: number) =>
    db.all<{ id: number }>(
      sql`select u.id from unit u where ${inSql.isWithin(sql`u.path`, inSql.pathOfUnit(unitId))}`,
    )

  expect(await below(999)).toEqual([])
  expect(await below(units.dongpu)).toEqual([{ id: units.dongpu }])
  expect((await below(units.street)).length).toBe(Object.keys(units).length)
})
