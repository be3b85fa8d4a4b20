import { inOrder } from './plan.rules'

/** The text of a plan when it was issued or changed, stored with each revision. */
export type Snapshot = { title: string; items: SnapshotItem[] }
export type SnapshotItem = {
  id: number
  time: string
  times: number
  content: string
  form: string
  audience: string
  lecturer: string
  unit: string
  mustLearn: boolean
  topics: string[]
  remark: string
  parentId: number | null
  weight: number | null
  evidence: string
}

type Described = {
  id: number
  timeWords: string
  times: number
  content: string
  form: string
  audienceWords: string
  lecturer: string | null
  unitName: string
  mustLearn: boolean
  topics: { name: string }[]
  remark: string | null
  parentId: number | null
  weight: number | null
  evidence: string | null
}

export function snapshotOf(title: string, items: Described[]): Snapshot {
  return {
    title,
    items: items.map(item => ({
      id: item.id,
      time: item.timeWords,
      times: item.times,
      content: item.content,
      form: item.form,
      audience: item.audienceWords,
      lecturer: item.lecturer ?? '',
      unit: item.unitName,
      mustLearn: item.mustLearn,
      topics: item.topics.map(topic => topic.name),
      remark: item.remark ?? '',
      parentId: item.parentId,
      weight: item.weight,
      evidence: item.evidence ?? '',
    })),
  }
}

export type SnapshotChange = { change: 'added' | 'changed' | 'removed'; item: SnapshotItem }

/** The differences from the revision before, by item; a mere move is no change. */
export function changesBetween(before: Snapshot | undefined, after: Snapshot): SnapshotChange[] {
  if (!before) return []
  const old = new Map(before.items.map(item => [item.id, item]))
  const kept = new Set(after.items.map(item => item.id))
  return [
    ...after.items.flatMap((item): SnapshotChange[] => {
      const was = old.get(item.id)
      if (!was) return [{ change: 'added', item }]
      return JSON.stringify(was) === JSON.stringify(item) ? [] : [{ change: 'changed', item }]
    }),
    ...before.items
      .filter(item => !kept.has(item.id))
      .map((item): SnapshotChange => ({ change: 'removed', item })),
  ]
}

/** The fields of an item as the document shows them; everything under 必学 is one field. */
export const comparedFields = [
  'time',
  'times',
  'content',
  'form',
  'audience',
  'lecturer',
  'unit',
  'mustLearn',
  'parent',
  'weight',
  'evidence',
  'remark',
] as const
export type ComparedField = (typeof comparedFields)[number]

export type FieldChange = { field: ComparedField; before: string; after: string }
export type Difference = {
  id: number
  /** Its number in the earlier document, `3.1`; null where it is not in it. */
  numberBefore: string | null
  numberAfter: string | null
  /** The item as shown to the reader: its later version, or the last one of a removed item. */
  item: SnapshotItem
  kind: 'added' | 'removed' | 'changed' | 'moved'
  /** A changed item may have been moved as well. */
  isMoved: boolean
  fields: FieldChange[]
}
export type Comparison = {
  title: { before: string; after: string } | null
  differences: Difference[]
  /** The number of items equal in both. */
  same: number
}

/**
 * 对比: the differences between two revisions, in the order of the later one; a removed item is shown at its
 * former place. As moved count the fewest items that explain the new order (those outside the longest
 * increasing subsequence).
 */
export function compare(before: Snapshot, after: Snapshot): Comparison {
  const [old, now] = [inOrder(before.items), inOrder(after.items)]
  const oldById = new Map(old.map(line => [line.item.id, line]))
  const nowById = new Map(now.map(line => [line.item.id, line]))
  const kept = now.filter(line => oldById.has(line.item.id)).map(line => line.item.id)
  const place = new Map(old.map((line, at) => [line.item.id, at]))
  const inPlace = new Set(longestRising(kept, id => place.get(id) ?? 0))
  const differences: Difference[] = []
  const removedAfter = (at: number) => {
    for (const { item, number } of old.slice(at)) {
      if (nowById.has(item.id)) return
      differences.push({
        id: item.id,
        numberBefore: number,
        numberAfter: null,
        item,
        kind: 'removed',
        isMoved: false,
        fields: fieldsOf(item, before.items).map(each => ({ ...each, before: each.text, after: '' })),
      })
    }
  }
  removedAfter(0)
  for (const { item, number } of now) {
    const was = oldById.get(item.id)
    const isMoved = was !== undefined && !inPlace.has(item.id)
    const fields = was ? changesIn(was.item, before, item, after) : []
    if (!was || isMoved || fields.length > 0)
      differences.push({
        id: item.id,
        numberBefore: was?.number ?? null,
        numberAfter: number,
        item,
        kind: was ? (fields.length > 0 ? 'changed' : 'moved') : 'added',
        isMoved,
        fields: was
          ? fields
          : fieldsOf(item, after.items).map(each => ({ ...each, before: '', after: each.text })),
      })
    if (was) removedAfter((place.get(item.id) ?? 0) + 1)
  }
  const touched = differences.filter(each => each.kind !== 'removed').length
  const title = before.title === after.title ? null : { before: before.title, after: after.title }
  return { title, differences, same: after.items.length - touched }
}

function changesIn(was: SnapshotItem, before: Snapshot, item: SnapshotItem, after: Snapshot): FieldChange[] {
  const [old, now] = [textsOf(was, before.items), textsOf(item, after.items)]
  return comparedFields
    .map(field => ({ field, before: old[field], after: now[field] }))
    .filter(each => each.before !== each.after)
}

function fieldsOf(item: SnapshotItem, items: SnapshotItem[]) {
  const texts = textsOf(item, items)
  return comparedFields
    .map(field => ({ field, text: texts[field] }))
    .filter(({ field, text }) => text !== '' && !(field === 'times' && text === '1'))
}

function textsOf(item: SnapshotItem, items: SnapshotItem[]): Record<ComparedField, string> {
  const { time, content, form, audience, lecturer, unit, evidence, remark } = item
  return {
    time,
    times: String(item.times),
    content,
    form,
    audience,
    lecturer,
    unit,
    mustLearn: item.topics.join('、') || (item.mustLearn ? '是' : ''),
    parent: items.find(each => each.id === item.parentId)?.content ?? '',
    weight: item.weight === null ? '' : String(item.weight),
    evidence,
    remark,
  }
}

/** The longest increasing subsequence, as ids. */
function longestRising(ids: number[], heightOf: (id: number) => number): number[] {
  const values = ids.map(heightOf)
  const length = values.map(() => 1)
  const from = values.map(() => -1)
  let best = -1
  for (let at = 0; at < values.length; at++) {
    for (let earlier = 0; earlier < at; earlier++)
      if ((values[earlier] ?? 0) < (values[at] ?? 0) && (length[earlier] ?? 0) + 1 > (length[at] ?? 0)) {
        length[at] = (length[earlier] ?? 0) + 1
        from[at] = earlier
      }
    if (best < 0 || (length[at] ?? 0) > (length[best] ?? 0)) best = at
  }
  const rising: number[] = []
  for (let at = best; at >= 0; at = from[at] ?? -1) rising.unshift(ids[at] ?? 0)
  return rising
}
