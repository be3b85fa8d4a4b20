/** The text of a plan as it was issued, kept with each revision. */
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

/** What differs from the revision before, by item; a move alone is no change. */
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
