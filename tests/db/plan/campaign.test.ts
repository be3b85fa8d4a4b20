import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/db/client'
import { campaignDay } from '@/db/schema/campaign'
import { Conflict, Forbidden } from '@/lib/core/errors'
import {
  confirmCampaignDay,
  putCampaignDay,
  removeCampaignDay,
  takeCampaignDay,
} from '@/lib/plan/campaigns/campaign.commands'
import { campaignDayInput } from '@/lib/plan/campaigns/campaign.input'
import { campaignDaysOf } from '@/lib/plan/campaigns/campaign.queries'
import { readRule } from '@/lib/plan/items/yearly-rule.rules'
import { createPlan, issuePlan } from '@/lib/plan/plan.commands'
import { planDocument } from '@/lib/plan/plan.queries'
import { closeWorld, openWorld, units, type World } from '../../world'

let world: World

beforeAll(async () => {
  world = await openWorld()
})
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

test('the office adds, changes, confirms and removes; only the administrator of the top unit may', async () => {
  const { administrator, organiser } = world.viewers
  const named = async (name: string) => (await campaignDaysOf(2026)).find(each => each.name === name)
  const typed = (fields: Record<string, string>) =>
    campaignDayInput.parse({
      campaignDayId: '',
      when: '9月第一个星期一',
      name: '本地宣传日',
      themeYear: '2026',
      ...fields,
    })

  await putCampaignDay(administrator, typed({}))
  const added = await named('本地宣传日')
  const twin = await putCampaignDay(administrator, typed({}))
  const drawn = { campaignDayId: String(added?.id), version: '0' }
  await putCampaignDay(administrator, typed({ ...drawn, when: '9月9日', theme: '法治护航' }))
  const late = putCampaignDay(administrator, typed({ ...drawn, when: '9月10日' }))
  await expect(late).rejects.toThrow(Conflict)
  const unsure = await named('重阳节')
  await confirmCampaignDay(administrator, { campaignDayId: unsure?.id ?? 0, version: 0 })

  expect(added).toMatchObject({ fromDay: '2026-09-07', isSure: true })
  expect(twin).toEqual({ ok: false, reason: 'nameTaken', field: 'name' })
  expect(await named('本地宣传日')).toMatchObject({ fromDay: '2026-09-09', theme: '法治护航' })
  expect((await named('重阳节'))?.isSure).toBe(true)
  await removeCampaignDay(administrator, { campaignDayId: added?.id ?? 0, version: 1 })
  await removeCampaignDay(administrator, { campaignDayId: added?.id ?? 0, version: 1 })
  expect(await named('本地宣传日')).toBeUndefined()
  await putCampaignDay(administrator, typed({ name: '另一宣传日' }))
  expect(await named('另一宣传日'), 'a reused number brings no theme along').toMatchObject({ theme: '' })
  await expect(putCampaignDay(organiser, typed({}))).rejects.toThrow(Forbidden)
  await expect(confirmCampaignDay(organiser, { campaignDayId: 1, version: 0 })).rejects.toThrow(Forbidden)
  await expect(removeCampaignDay(organiser, { campaignDayId: 1, version: 0 })).rejects.toThrow(Forbidden)
  expect(campaignDayInput.safeParse({ ...typed({}), campaignDayId: '', when: '2月30日' }).success).toBe(false)
})

test('one click adds a day to the draft as an item, a second click adds none; an issued plan refuses it', async () => {
  const { organiser, leader, dongpuOrganiser } = world.viewers
  const made = await createPlan(organiser, { year: 2026, kind: 'officials', unitId: units.street, title: '' })
  if (!made.ok) throw new Error(made.reason)
  const { planId } = made
  const days = await campaignDaysOf(2026)
  const idOf = (name: string) => days.find(each => each.name === name)?.id ?? 0
  const items = async () => {
    const { items: all } = await planDocument(organiser, planId, '2026-01-10')
    return all.map(item =>
      [
        item.timeWords,
        item.fromDay,
        item.content,
        item.form,
        item.unitName,
        item.remark,
        item.topics.map(each => each.name),
      ].join('|'),
    )
  }

  for (const name of ['国家宪法日', '国家宪法日', '重阳节', '国际禁毒日'])
    expect(await takeCampaignDay(organiser, { planId, campaignDayId: idOf(name) })).toEqual({
      ok: true,
      planId,
    })

  expect(await items()).toEqual([
    '12月4日|2026-12-04|国家宪法日|宣传咨询活动|司法所||宪法',
    '农历九月初九|2026-10-18|重阳节|宣传咨询活动|演示街道||老年人权益保障法',
    '6月26日|2026-06-26|国际禁毒日|宣传咨询活动|演示街道|牵头：派出所|禁毒法',
  ])
  await expect(takeCampaignDay(dongpuOrganiser, { planId, campaignDayId: 1 })).rejects.toThrow()
  const { plan } = await planDocument(organiser, planId, '2026-01-10')
  await issuePlan(leader, { planId, version: plan.version })
  expect(await takeCampaignDay(organiser, { planId, campaignDayId: idOf('植树节') })).toEqual({
    ok: false,
    reason: 'notADraft',
  })
})
