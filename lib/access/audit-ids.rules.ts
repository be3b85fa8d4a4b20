/** Things that an entry of the log names by number. */
export type Named =
  | 'account'
  | 'activity'
  | 'adviser'
  | 'campaignDay'
  | 'channel'
  | 'exam'
  | 'feed'
  | 'legalWork'
  | 'output'
  | 'person'
  | 'plan'
  | 'planItem'
  | 'tag'
  | 'unit'

/** Of each thing, the name by its number. */
export type Names = Partial<Record<Named, Record<string, string>>>

const kinds: Record<string, Named> = {
  adviserId: 'adviser',
  activityId: 'activity',
  addedBy: 'account',
  campaignDayId: 'campaignDay',
  channelId: 'channel',
  examId: 'exam',
  hostPersonId: 'person',
  hostUnitId: 'unit',
  intoId: 'unit',
  mergedIntoId: 'unit',
  itemId: 'planItem',
  markedBy: 'account',
  outputId: 'output',
  personId: 'person',
  personIds: 'person',
  planId: 'plan',
  planItemId: 'planItem',
  tagId: 'tag',
  unitId: 'unit',
  withId: 'activity',
}

/** What the number under this key is of; null where it is no number of a thing. */
export function namedBy(subject: string, key: string): Named | null {
  if (key === 'parentId') return subject === 'unit' ? 'unit' : 'planItem'
  return kinds[key] ?? null
}

/** The things that values of an entry name by number. */
export function thingsIn(subject: string, value: unknown): [thing: Named, id: number][] {
  if (Array.isArray(value)) return value.flatMap(each => thingsIn(subject, each))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, each]): [Named, number][] => {
    const thing = namedBy(subject, key)
    const ids = [each].flat().filter((id): id is number => typeof id === 'number')
    return thing === null ? thingsIn(subject, each) : ids.map(id => [thing, id])
  })
}
