import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { campaignDay } from '@/db/schema/campaign'
import { campaignDaysOf } from '@/lib/campaign/queries'
import { readRule } from '@/lib/campaign/rules'
import { closeWorld, openWorld } from '../world'

beforeAll(openWorld)
afterAll(closeWorld)

test('a new database holds the publicity days, each with a source, the unsure ones unconfirmed', async () => {
  const rows = await db.select().from(campaignDay)
  const days = await campaignDaysOf(2026)

  expect(rows.filter(row => readRule(row.rule) === null || row.source === '')).toEqual([])
  expect(days.length).toBe(rows.length)
  expect(days.find(each => each.name === '全民国家安全教育日')).toMatchObject({
    fromDay: '2026-04-15',
    toDay: '2026-04-15',
    topic: '国家安全法',
    isSure: true,
  })
  expect(days.find(each => each.name === '宪法宣传周')).toMatchObject({
    fromDay: '2026-12-01',
    toDay: '2026-12-07',
    isSure: true,
  })
  expect(days.find(each => each.name === '重阳节')).toMatchObject({ fromDay: '2026-10-18', isSure: false })
})
