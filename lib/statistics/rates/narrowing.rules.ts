import { type FigureCode, isOfPeople } from './rate.rules'
import { reasonCodes } from './reason.rules'

type Narrowing = { personId?: number; tagId?: number; withoutTagId?: number; topicId?: number | 'none' }

/**
 * Whether the figure can be of a person, of people with a tag, of a topic. A unit's figure cannot: naming oneself must not
 * give access to it.
 */
export function isNarrowable(
  code: FigureCode,
  { personId, tagId, withoutTagId, topicId }: Narrowing,
): boolean {
  if (personId !== undefined || tagId !== undefined || withoutTagId !== undefined)
    if (!isOfPeople(code)) return false
  return topicId === undefined || (ofTopics as readonly FigureCode[]).includes(code)
}
const ofTopics = [
  'attendanceRate',
  'participationRate',
  'onlineStudyRate',
  'fullParticipationRate',
  'bestStillPossible',
  'setAside',
  'madeUp',
  ...reasonCodes,
] as const satisfies FigureCode[]
