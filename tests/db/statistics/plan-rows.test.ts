import { afterAll, beforeAll, expect, test } from 'vitest'
import { holdActivity } from '@/lib/activity/status.commands'
import { dateOccurrence } from '@/lib/calendar/scheduling/scheduling.commands'
import { dateInput } from '@/lib/calendar/scheduling/scheduling.input'
import { NotFound } from '@/lib/core/errors'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan, issuePlan } from '@/lib/plan/plan.commands'
import { itemInput } from '@/lib/plan/plan.input'
import { planDocument, plansOf } from '@/lib/plan/plan.queries'
import type { PlanKind } from '@/lib/plan/plan.rules'
import { planRowsBehind } from '@/lib/statistics/rates/plan-rows.queries'
import { atTime, closeWorld, openWorld, setDoneNow, units, type World } from '../../world'

let world: World
const ofYear = { from: '2023-01-01', to: '2023-12-31' }

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

async function hasPlan(kind: PlanKind, contents: string[], facts: Record<string, string> = {}) {
  const { organiser, leader } = world.viewers
  const made = await createPlan(organiser, { year: 2023, kind, unitId: units.street, title: '' })
  if (!made.ok) throw new Error(made.reason)
  const itemIds: number[] = []
  for (const content of contents) {
    const saved = await saveItem(
      organiser,
      itemInput.parse({
        ...{ planId: String(made.planId), time: '每月', content, form: '集中学法', audience: '机关' },
        ...{ unitId: String(units.office), ...facts },
      }),
    )
    if (!saved.ok) throw new Error(saved.reason)
    itemIds.push(saved.itemId)
  }
  const { plan } = await planDocument(leader, made.planId, '2023-03-10')
  await issuePlan(leader, { planId: made.planId, version: plan.version })
  return { planId: made.planId, itemIds }
}

async function holds(planId: number, itemId: number, day: string) {
  const { organiser } = world.viewers
  const { items } = await planDocument(organiser, planId, day)
  const slot = items.find(each => each.id === itemId)?.occurrences.find(each => each.toDay >= day)
  const dated = await dateOccurrence(
    organiser,
    dateInput.parse({
      ...{ occurrenceId: String(slot?.id), title: `学法 ${day}`, day, starts: '09:00', ends: '10:00' },
      ...{ compulsory: 'on', audience: '机关', anyway: 'on' },
    }),
  )
  if (!dated.ok) throw new Error(dated.reason)
  const activities = (await planDocument(organiser, planId, day)).items.flatMap(each => each.activities)
  const { id = 0, version = 0 } = activities.find(each => each.day === day) ?? {}
  atTime(`${day}T18:00:00+08:00`)
  await holdActivity(organiser, { id, version })
}

const codes = ['planCompletionRate', 'planItems'] as const

test('the rows of a plan add up to what its page says, for a study plan and for work points', async () => {
  const { organiser, cadre } = world.viewers
  const study = await hasPlan('officials', ['宪法', '民法典'])
  const points = await hasPlan('workPoints', ['聘请法律顾问', '建立档案'], { time: '全年', weight: '50' })
  await holds(study.planId, study.itemIds[0] ?? 0, '2023-03-15')
  await setDoneNow(organiser, { itemId: points.itemIds[1] ?? 0, doneOn: '2023-03-15', doneNote: '已建' })
  atTime('2024-01-10T09:00:00+08:00')

  for (const { planId } of [study, points])
    for (const asOf of ['2023-03-31', '2024-01-10']) {
      const { completion } = await planDocument(organiser, planId, asOf)
      for (const viewer of [organiser, cadre]) {
        const rows = await Promise.all(
          codes.map(async code => {
            const { behind } = await planRowsBehind(viewer, planId, { ...ofYear, asOf }, code)
            const { numerator, denominator } = behind.totals
            expect(behind.totals.rows).toBe(behind.rows.length)
            return { numerator, denominator }
          }),
        )
        expect(rows, `${planId} ${asOf}`).toEqual([completion.times, completion.items])
      }
    }
  const { behind } = await planRowsBehind(
    organiser,
    points.planId,
    { ...ofYear, asOf: '2024-01-10' },
    'planItems',
  )
  expect(behind.totals).toMatchObject({ numerator: 1, denominator: 2, inNumerator: 1, rest: 1, aside: 0 })
})

test('the rows of all plans of a year add up to the sum on their list, and a side lists its own', async () => {
  const { organiser } = world.viewers
  const asOf = '2024-01-10'
  const plans = await plansOf(organiser, 2023, asOf)
  const sum = (of: 'numerator' | 'denominator') =>
    plans.reduce((total, plan) => total + plan.completion.times[of], 0)

  const all = await planRowsBehind(organiser, 'all', { ...ofYear, asOf }, 'planCompletionRate')
  const rest = await planRowsBehind(organiser, 'all', { ...ofYear, asOf }, 'planCompletionRate', {
    side: 'rest',
  })
  const page = await planRowsBehind(organiser, 'all', { ...ofYear, asOf }, 'planCompletionRate', {
    ...{ limit: 1, offset: 1 },
  })

  expect(all.behind.totals).toMatchObject({ numerator: sum('numerator'), denominator: sum('denominator') })
  expect(all.behind.totals.numerator).toBeGreaterThan(0)
  expect(rest.behind.rows).toHaveLength(all.behind.totals.rest)
  expect(rest.behind.listed).toBe(all.behind.totals.rest)
  expect(page.behind.rows).toEqual(all.behind.rows.slice(1, 2))
})

test('a plan that the viewer may not see is not found, and has no figure but its own', async () => {
  const { hepingOrganiser, organiser } = world.viewers
  const own = await createPlan(world.viewers.dongpuOrganiser, {
    ...{ year: 2023, kind: 'communities', unitId: units.dongpu, title: '' },
  })
  if (!own.ok) throw new Error(own.reason)
  const span = { ...ofYear, asOf: '2024-01-10' }

  await expect(planRowsBehind(hepingOrganiser, own.planId, span, 'planItems')).rejects.toThrow(NotFound)
  await expect(planRowsBehind(organiser, own.planId, span, 'passRate')).rejects.toThrow(NotFound)
})
