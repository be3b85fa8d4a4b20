import { and, eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { campaignDay } from '@/db/schema/campaign'
import { plan } from '@/db/schema/plan'
import { write } from '@/db/write'
import { administersAll, canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { putAudience } from '@/lib/organisation/audience/audience.commands'
import { putSetting } from '@/lib/organisation/settings/setting.commands'
import { publicFormsOf } from '@/lib/organisation/settings/setting.queries'
import { putItem } from '@/lib/plan/items/item-rows.commands'
import { readTime } from '@/lib/plan/items/time-words.rules'
import { topicIds } from '@/lib/plan/items/topic.commands'
import { splitTopics } from '@/lib/plan/items/topic.rules'
import { planDocument, unitsUnder } from '@/lib/plan/plan.queries'
import type { CampaignDayInput, OneCampaignDayInput } from './campaign.input'
import { themesName, themesOf } from './campaign.queries'
import { daysOfYear, isInPlan } from './campaign.rules'

type One = { campaignDayId: number }

/** Adds a publicity day, which counts as confirmed, or changes one. Throws Conflict on an older version. */
export async function putCampaignDay(viewer: Viewer, input: CampaignDayInput) {
  const { campaignDayId, version, when, theme, themeYear, ...text } = input
  return writeVersioned(viewer, 'setting.campaignDay', input, async tx => {
    administering(viewer)
    const values = { ...text, rule: when }
    const before = campaignDayId === null ? undefined : await rowOf(tx, campaignDayId)
    const themes = await themesOf(themeYear, tx)
    const was = themes[before?.id ?? 0] ?? ''
    if (before) requireVersion({ ...before, theme: was }, version)
    const [twin] = await tx
      .select({ id: campaignDay.id })
      .from(campaignDay)
      .where(and(eq(campaignDay.name, text.name), ne(campaignDay.id, campaignDayId ?? 0)))
    if (twin) return { ok: false, reason: 'nameTaken', field: 'name' } as const
    const [after] = before
      ? [await alterRow(tx, campaignDay, eq(campaignDay.id, before.id), before.version, values)]
      : await tx
          .insert(campaignDay)
          .values({
            ...values,
            confirmedAt: now(),
            position: sql<number>`(select coalesce(max(position), 0) + 1 from campaign_day)`,
          })
          .returning()
    const id = after?.id ?? 0
    if (theme !== (themes[id] ?? '')) await putSetting(tx, themesName(themeYear), { ...themes, [id]: theme })
    await noted(tx, viewer, id, before && { ...before, theme: was }, { ...after, theme })
    return { ok: true } as const
  })
}

/** Confirms a row whose source was uncertain, as it was seen. */
export async function confirmCampaignDay(viewer: Viewer, { campaignDayId, version }: OneCampaignDayInput) {
  return write(async tx => {
    administering(viewer)
    const before = await rowOf(tx, campaignDayId)
    if (before.confirmedAt !== null) return { ok: true } as const
    const after = await alterRow(tx, campaignDay, eq(campaignDay.id, campaignDayId), version, {
      confirmedAt: now(),
    })
    await noted(tx, viewer, campaignDayId, before, after)
    return { ok: true } as const
  })
}

/** Removes a publicity day, as it was seen; plans that used it keep their item. */
export async function removeCampaignDay(viewer: Viewer, { campaignDayId, version }: OneCampaignDayInput) {
  return write(async tx => {
    administering(viewer)
    const [before] = await tx.select().from(campaignDay).where(eq(campaignDay.id, campaignDayId))
    if (!before) return { ok: true } as const
    requireVersion(before, version)
    await tx.delete(campaignDay).where(eq(campaignDay.id, campaignDayId))
    // SQLite may give the id to the next row, which must not inherit the themes.
    await tx.run(
      sql`update setting set value = json_remove(value, ${`$."${campaignDayId}"`}) where name like ${themesName('%')}`,
    )
    await noted(tx, viewer, campaignDayId, before, null)
    return { ok: true } as const
  })
}

/**
 * 从宣传节点添加: adds the day to a draft as an item, a public event of the leading department where that is a unit of
 * the plan. An existing item of that name stays as it is.
 */
export async function takeCampaignDay(viewer: Viewer, { planId, campaignDayId }: One & { planId: number }) {
  return write(async tx => {
    const { plan: head, items } = await planDocument(viewer, planId, dayOf(now()), tx)
    if (!canOrganise(viewer, head.unitPath)) throw new Forbidden()
    if (head.status !== 'draft') return { ok: false, reason: 'notADraft' } as const
    const themes = await themesOf(head.year, tx)
    const [day] = daysOfYear([await rowOf(tx, campaignDayId)], head.year, themes)
    const time = day && readTime(day.words, head.year, { isDeadline: head.kind === 'workPoints' })
    if (!day || !time) return { ok: false, reason: 'notInYear' } as const
    if (items.some(item => isInPlan(day.name, item.content))) return { ok: true, planId } as const
    const led = (await unitsUnder(viewer, head.unitPath, tx)).find(
      each => day.lead !== '' && each.name === day.lead,
    )
    const isPoint = head.kind === 'workPoints'
    const itemId = await putItem(tx, {
      planId,
      timeWords: day.words,
      ...time,
      times: time.times ?? 1,
      content: day.name,
      form: isPoint ? '' : ((await publicFormsOf(tx))[0] ?? ''),
      audienceId: isPoint ? null : await putAudience(tx, { words: '居民群众', parts: [] }),
      unitId: led?.id ?? head.unitId,
      remark:
        [day.lead !== '' && !led && `牵头：${day.lead}`, day.theme && `年度主题：${day.theme}`]
          .filter(Boolean)
          .join('；') || null,
      topicIds: await topicIds(tx, splitTopics(day.topic)),
    })
    await tx
      .update(plan)
      .set({ version: head.version + 1 })
      .where(eq(plan.id, planId))
    await recordAudit(tx, viewer, {
      action: 'plan.addItem',
      subject: 'planItem',
      subjectId: itemId,
      after: { campaignDayId, content: day.name, time: day.words },
    })
    return { ok: true, planId } as const
  })
}

function administering(viewer: Viewer): void {
  if (!administersAll(viewer)) throw new Forbidden()
}

async function rowOf(tx: Tx, id: number) {
  const [found] = await tx.select().from(campaignDay).where(eq(campaignDay.id, id))
  if (!found) throw new NotFound()
  return found
}

function noted(tx: Tx, viewer: Viewer, subjectId: number, before: unknown, after: unknown) {
  return recordAudit(tx, viewer, {
    action: 'setting.campaignDay',
    subject: 'setting',
    subjectId,
    before,
    after,
  })
}
