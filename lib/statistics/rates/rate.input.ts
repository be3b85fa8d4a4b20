import { z } from 'zod'
import { typedText } from '@/lib/core/text'
import { type Day, isDay, yearOf } from '@/lib/core/time'
import { figureCodes, rateCodes, sides, views } from './rate.rules'

type Params = Record<string, string | string[] | undefined>

const day = typedText().refine(isDay)
const id = z.coerce.number().int().positive()

// A shortened or mistyped URL still opens: invalid parameters are ignored.
const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

const ratesInput = z.object({
  year: lenient(z.coerce.number().int().min(1990).max(2199)),
  from: lenient(day),
  to: lenient(day),
  asOf: lenient(day),
  unit: lenient(id),
  alone: lenient(z.literal('1')),
  month: lenient(typedText().regex(/^\d{4}-(0[1-9]|1[0-2])$/)),
  form: lenient(typedText().min(1).max(40)),
  person: lenient(id),
  exam: lenient(id),
  activity: lenient(id),
  tag: lenient(id),
  withoutTag: lenient(id),
  topic: lenient(z.union([z.literal('none'), id])),
  plan: lenient(z.union([z.literal('all'), id])),
  code: lenient(z.enum(figureCodes)),
  side: lenient(z.enum(sides)),
  target: lenient(typedText().max(40)),
  view: lenient(z.enum(views)),
  rate: lenient(z.enum(rateCodes)),
  sort: lenient(z.enum(['office', ...rateCodes])),
  down: lenient(z.literal('1')),
  page: lenient(z.coerce.number().int().min(1).max(100_000)),
})
export type RatesGiven = z.infer<typeof ratesInput>

/** The period in the URL: `from` and `to` together, else a year, else the current year. */
export function ratesAsked(params: Params, today: Day) {
  const given = ratesInput.parse(
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        Array.isArray(value) ? value[0] : value || undefined,
      ]),
    ),
  )
  const year = given.year ?? yearOf(today)
  const isSpan = given.from !== undefined && given.to !== undefined && given.from <= given.to
  const from = isSpan ? (given.from as Day) : `${year}-01-01`
  const to = isSpan ? (given.to as Day) : `${year}-12-31`
  const isYear = from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`
  return {
    given,
    /** Null where the span is not a whole year. */
    year: isYear ? yearOf(from) : null,
    asked: {
      unitId: given.unit,
      from,
      to,
      // A past year is shown as of its last day, the current one as of today.
      asOf: [given.asOf ?? to, today].sort()[0] as Day,
      isDefaultDay: given.asOf === undefined,
      ...(given.alone && { alone: true }),
      month: given.month,
      form: given.form,
      personId: given.person,
      examId: given.exam,
      activityId: given.activity,
      tagId: given.tag,
      withoutTagId: given.withoutTag,
      topicId: given.topic,
    },
  }
}
export type RatesAsked = ReturnType<typeof ratesAsked>

/** The unit, the span and the day alone: a page of many figures narrows each by itself. */
export function wholeAsked(params: Params, today: Day): RatesAsked {
  const { asked, ...rest } = ratesAsked(params, today)
  const none = { month: undefined, form: undefined, personId: undefined, examId: undefined }
  const noneMore = { activityId: undefined, tagId: undefined, withoutTagId: undefined, topicId: undefined }
  return { ...rest, asked: { ...asked, ...none, ...noneMore } }
}
