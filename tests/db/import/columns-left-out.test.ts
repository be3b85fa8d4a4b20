import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemViewer } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { kindOf } from '@/lib/import/kinds.import'
import { countsIn } from '../../sheets'
import { closeWorld, openWorld } from '../../world'
import { bringIn, contents, type Full, fullYear, hasFullYear } from './full-year'

let viewer: Viewer

beforeAll(async () => {
  await openWorld()
  viewer = await systemViewer('命令行')
  await hasFullYear(viewer)
})
afterAll(closeWorld)

/** The heads that a sheet of the kind can do without. */
function optionalIn({ kind, heads, said }: Full): string[] {
  const { columns, required } = kindOf(kind).columns({ plan: said?.plan }).columns
  const needed = new Set(required.flatMap(each => (typeof each === 'string' ? [each] : (each[0] ?? []))))
  const isNeeded = (head: string) => columns.some(each => each.heads.includes(head) && needed.has(each.field))
  return heads.split('|').filter(head => !isNeeded(head))
}

type Cut = { full: Full; dropped: string[]; blanked: string[] }

const cuts: fc.Arbitrary<Cut> = fc.constantFrom(...fullYear).chain(full => {
  const optional = optionalIn(full)
  return fc.record({
    full: fc.constant(full),
    dropped: fc.subarray(optional),
    // What identifies an entry of the ledger cannot be blank and still be the same entry.
    blanked: full.isKey ? fc.constant([]) : fc.subarray(optional),
  })
})

function cut({ full, dropped, blanked }: Cut) {
  const heads = full.heads.split('|')
  const kept = heads.flatMap((head, at) => (dropped.includes(head) ? [] : [at]))
  const cells = full.rows.map(row => {
    const texts = row.split('|')
    return kept.map(at => (blanked.includes(heads[at] as string) ? '' : texts[at])).join('|')
  })
  return { heads: kept.map(at => heads[at]).join('|'), rows: cells }
}

test('each sheet again changes nothing', async () => {
  const before = await contents()

  for (const full of fullYear)
    expect([full.kind, countsIn(await bringIn(viewer, full, full))]).toEqual([
      full.kind,
      `0/0/${full.rows.length}/0`,
    ])
  expect(await contents()).toBe(before)
})

test('a sheet with columns left out or blank changes nothing of them, whatever its kind', async () => {
  const before = await contents()

  await fc.assert(
    fc.asyncProperty(cuts, async given => {
      const report = await bringIn(viewer, given.full, cut(given))
      expect(report).toMatchObject({ new: 0, changed: 0, faulty: [] })
      expect(await contents()).toBe(before)
    }),
    { numRuns: 60 },
  )
})
