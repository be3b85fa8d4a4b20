import type { Viewer } from '@/lib/access/access.rules'
import { activityById } from '@/lib/activity/activity.queries'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import type { Locale } from '@/lib/core/glossary'
import { dayOf, lastOfMonth, monthOf, yearOf } from '@/lib/core/time'
import { planOf } from '@/lib/plan/plan.queries'
import { eventText, type FeedOptions, fileText } from './feed.rules'
import { activityItem, personItems, planItems, publicItem } from './item.sql'

/** Alarm in downloaded files: two hours before, the default proposed on the page of feeds. */
const FILE_ALARM = 120

type Of = { base: string; locale: Locale }

/** One public event as a file. Throws NotFound where there is none. */
export async function publicFile(id: number, base: string): Promise<string> {
  const item = await publicItem(id)
  if (!item) throw new NotFound()
  return eventText(item, optionsOf('public', { base, locale: 'zh' }))
}

/** One activity for viewers who may see it. Throws NotFound for anybody else, and for a draft. */
export async function activityFile(viewer: Viewer, id: number, of: Of): Promise<string> {
  await activityById(viewer, id)
  const item = await activityItem(id, viewer.personId)
  if (!item) throw new NotFound()
  return eventText(item, optionsOf('person', of))
}

/** The scheduled activities of an issued plan that take place and that the viewer may see. Throws NotFound for a draft. */
export async function planFile(viewer: Viewer, planId: number, of: Of): Promise<string> {
  const plan = await planOf(viewer, planId)
  if (plan.status === 'draft') throw new NotFound()
  const items = await planItems(viewer, planId)
  return fileText(items, { ...optionsOf('unit', of), unitName: plan.title }, dayOf(now()))
}

/** 导入本月日程: what the viewer must attend, may attend or owes in a month `YYYY-MM`. */
export async function monthFile(viewer: Viewer, month: string, of: Of): Promise<string> {
  const { personId } = viewer
  if (personId === null) throw new NotFound()
  const first = `${month}-01`
  const last = lastOfMonth(yearOf(first), monthOf(first))
  const items = (await personItems(personId, first)).filter(each => each.day <= last)
  return fileText(items, { ...optionsOf('person', of), alarmMinutes: FILE_ALARM }, first)
}

function optionsOf(kind: FeedOptions['kind'], { base, locale }: Of): FeedOptions {
  return { kind, locale, base, alarmMinutes: null }
}
