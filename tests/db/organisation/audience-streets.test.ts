import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { membership, person, personTag, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { viewerOf } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { dueOfWords } from '@/lib/organisation/audience/audience.sql'
import { officeWords } from '@/lib/organisation/audience/audience-words.rules'
import { audienceWordsFor } from '@/lib/organisation/lookup/audience.queries'
import { closeWorld, hasActivity, openWorld, tags, units, type World } from '../../world'

// The neighbour's street has units of the same names, a leader, a member of the party and a man of its own.
const neighbour = { street: 21, office: 22, community: 23, enterprise: 24 } as const
let world: World

beforeAll(async () => {
  world = await openWorld()
  await write(async tx => {
    await tx.insert(unit).values({ id: 20, path: '/20/', name: '演示区', kind: 'other', treeOrder: 0 })
    for (const each of await tx.select().from(unit).where(eq(unit.parentId, 1)))
      await tx
        .update(unit)
        .set({ path: `/20${each.path}` })
        .where(eq(unit.id, each.id))
    await tx.update(unit).set({ parentId: 20, path: '/20/1/' }).where(eq(unit.id, 1))
    await tx.insert(unit).values([
      { id: 21, parentId: 20, path: '/20/21/', name: '邻近街道', kind: 'street', treeOrder: 6 },
      { id: 22, parentId: 21, path: '/20/21/22/', name: '党政办公室', kind: 'department', treeOrder: 7 },
      { id: 23, parentId: 21, path: '/20/21/23/', name: '邻近社区', kind: 'community', treeOrder: 8 },
      { id: 24, parentId: 21, path: '/20/21/24/', name: '邻近公司', kind: 'enterprise', treeOrder: 9 },
    ])
    const there = [neighbour.street, neighbour.office, neighbour.community, neighbour.enterprise]
    await tx
      .insert(person)
      .values(there.map(id => ({ id: 100 + id, staffNo: `L${id}`, name: `邻居${id}`, position: 0 })))
    await tx
      .insert(membership)
      .values(there.map(id => ({ personId: 100 + id, unitId: id, fromDay: '2022-01-01' })))
    await tx
      .insert(personTag)
      .values(
        Object.values(tags).flatMap(tagId =>
          there.map(id => ({ personId: 100 + id, tagId, fromDay: '2022-01-01' })),
        ),
      )
  })
})
afterAll(closeWorld)

const groups = [
  ...officeWords,
  '各社区',
  '企事业单位',
  '社区企事业单位',
  '科室',
  '党政办公室',
  '全街道',
  '街道全体人员',
  '党员',
  '党员干部',
  '中心组',
  '领导干部',
  '应考人员',
  '机关党员、各社区',
]

test('a word for a group means the people of the host’s own street, whoever shares the database', async () => {
  const paths = new Map((await db.select().from(unit)).map(each => [each.id, each.path]))
  const strangers: string[] = []
  for (const host of [units.street, units.dongpu, neighbour.street, neighbour.community])
    for (const words of groups) {
      const { due, unknown } = await dueOfWords(words, '2023-03-10', host)
      const home = host >= 20 ? '/20/21/' : '/20/1/'
      if (unknown.length > 0 || due.some(({ unitId }) => !paths.get(unitId)?.startsWith(home)))
        strangers.push(`${host} ${words}`)
    }
  const counts = await Promise.all(
    ['全体机关干部', '各社区', '全街道', '党员', '党政办公室'].map(async words => [
      words,
      (await dueOfWords(words, '2023-03-10', units.street)).due.length,
      (await dueOfWords(words, '2023-03-10', neighbour.street)).due.length,
      (await dueOfWords(words, '2023-03-10', 20)).due.length,
    ]),
  )

  expect(strangers).toEqual([])
  expect(counts).toEqual([
    ['全体机关干部', 6, 2, 7],
    ['各社区', 6, 1, 7],
    ['全街道', 12, 4, 16],
    ['党员', 5, 4, 9],
    ['党政办公室', 4, 1, 4],
  ])
})

test('an organiser of a street is offered its own words, and makes activities with them', async () => {
  // The paths of grants were read before the street was put below a district.
  const viewer = (await viewerOf(world.viewers.organiser.accountId ?? 0)) as Viewer
  const offered = await audienceWordsFor(viewer)

  expect(['机关', '社区', '全街道', '党员'].filter(word => !offered.includes(word))).toEqual([])
  expect(await hasActivity(viewer, { audienceWords: '全体机关干部、党员' })).toBeGreaterThan(0)
})
