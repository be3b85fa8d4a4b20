import fc from 'fast-check'
import { addDays, type Day } from '@/lib/core/time'
import { placesOf } from '@/lib/organisation/people/person.rules'

/** Random facts of a small street, as plain lists; `buildWorld` writes them into the database. */
export type RandomWorld = {
  units: {
    id: number
    parentId: number | null
    path: string
    kind: 'street' | 'department' | 'community'
    firstDay: Day | null
    lastDay: Day | null
  }[]
  /** Under `parentId` until `toDay`; afterwards as the next one, or the unit, says. */
  places: { unitId: number; parentId: number; toDay: Day }[]
  memberships: { personId: number; unitId: number; fromDay: Day; toDay: Day | null; isPrimary: boolean }[]
  people: number[]
  /** Of tags 1 to 3; the first is 领导干部. */
  tags: { personId: number; tagId: number; fromDay: Day; toDay: Day | null }[]
  activities: {
    id: number
    hostUnitId: number
    audienceUnitId: number | null
    day: Day
    lastDay: Day
    form: string
    isPublic: boolean
    compulsory: boolean
    status: 'draft' | 'scheduled' | 'postponed' | 'cancelled' | 'held' | 'closed'
    leaveRule: 'pending' | 'excluded' | 'absent'
    heads: number | null
    review: 'waiting' | 'sentBack' | null
    planItemId: number | null
    topics: number[]
    lecturer: string | null
    lecturerRank: string | null
    campaign: string | null
    hours: number | null
  }[]
  /** What was recorded, by activity and person. */
  records: Record<
    string,
    {
      standing: 'required' | 'exempt' | 'withdrawn' | 'invited' | 'walkIn'
      mark: 'present' | 'late' | 'leftEarly' | 'leave' | 'absent' | null
      madeUpOn: Day | null
      makeUpDue: Day | null
      leaveKind: string | null
      leaveRule: 'pending' | 'excluded' | 'absent' | null
      completedOn: Day | null
    }
  >
  exams: {
    id: number
    closingDay: Day
    counting: 'best' | 'last' | 'first'
    status: 'draft' | 'scheduled' | 'cancelled'
    planItemId: number | null
    audienceUnitId: number
    opensOn: Day
    /** 补考截止日. */
    makeUpOn: Day | null
  }[]
  /** 免考, by exam and person: everybody else on the list of the closing day must sit. */
  exempt: Record<string, true>
  attempts: {
    examId: number
    personId: number
    number: number
    day: Day
    submittedAt: number | null
    score: number | null
    passed: boolean
    annulled: boolean
  }[]
  items: {
    id: number
    kind: 'officials' | 'workPoints'
    status: 'draft' | 'issued'
    unitId: number
    form: string
    dueOn: Day[]
  }[]
  outputs: {
    day: Day
    channel: string
    quantity: number
    unitId: number
    reads: number | null
    /** Where it is not its channel's. Of four 次 on a screen nobody knows how many items they showed. */
    unitWord: string | null
    review: 'waiting' | 'sentBack' | null
  }[]
  advisers: { unitId: number; fromDay: Day; toDay: Day | null; isFullTime: boolean; name: string }[]
  works: {
    day: Day
    kind: 'decision' | 'lawsuit' | 'mediation' | 'advice' | 'trial' | 'account'
    unitId: number
    review: 'waiting' | 'sentBack' | null
  }[]
  mustLearn: { year: number; topicId: number }[]
}

export const forms = ['集中学法', '专题讲座', '法治专题讲座', '网上学法', '宣传咨询活动', '中心组学习']
export const tagNames = ['领导干部', '党员', '应考人员']
export const channelNames = ['横幅', '标语', '普法资料', '短信', 'LED']
const UNITS = [
  { id: 1, parentId: null, kind: 'street' },
  { id: 2, parentId: 1, kind: 'department' },
  { id: 3, parentId: 1, kind: 'community' },
  { id: 4, parentId: 1, kind: 'community' },
  { id: 5, parentId: 3, kind: 'department' },
] as const

// Without bias towards the smallest value, which would leave most streets empty.
const evenly = (max: number) => fc.noBias(fc.nat({ max }))

/** A random world for one run; `g` shrinks it to the smallest street that still shows the error. */
export function randomWorld(g: fc.GeneratorValue): RandomWorld {
  const upTo = (max: number) => g(evenly, max)
  const oneOf = <T>(...choices: [T, ...T[]]): T => choices[upTo(choices.length - 1)] as T
  const some = <T>(max: number, make: (at: number) => T, least = 0): T[] =>
    Array.from({ length: least + upTo(max - least) }, (_, at) => make(at))
  const day = () => addDays('2023-01-01', upTo(150) - 20)
  const nearby = (from: Day) => addDays(from, upTo(50))
  const paths = new Map(
    placesOf(UNITS.map(each => ({ ...each, position: each.id }))).map(each => [each.id, each.path]),
  )
  const units = UNITS.map(each => ({
    ...each,
    path: paths.get(each.id) as string,
    firstDay: each.kind === 'community' ? oneOf(null, null, day()) : null,
    lastDay: each.kind === 'community' ? oneOf(null, null, addDays('2023-05-01', upTo(300))) : null,
  }))
  // In this order no unit can come below itself.
  const formerParents: Record<4 | 5, [number, number, number]> = { 5: [1, 2, 4], 4: [1, 2, 3] }
  const places = ([5, 4] as const).flatMap(unitId =>
    [...new Set(some(2, day))].map(toDay => ({
      unitId,
      parentId: oneOf<number>(...formerParents[unitId]),
      toDay,
    })),
  )
  const unitId = () => oneOf(1, 2, 3, 4, 5)
  const people = some(9, at => at + 1, 2)
  const memberships = people.flatMap(personId => {
    const seen = new Set<string>()
    return some(
      3,
      () => {
        const fromDay = oneOf('2022-06-01', '2022-06-01', day())
        return {
          personId,
          unitId: unitId(),
          fromDay,
          toDay: oneOf(null, null, nearby(addDays(fromDay, upTo(300)))),
          isPrimary: oneOf(true, false),
        }
      },
      1,
    ).filter(each => !seen.has(`${each.unitId}${each.fromDay}`) && seen.add(`${each.unitId}${each.fromDay}`))
  })
  const items = some(3, at => ({
    id: at + 1,
    kind: oneOf('officials' as const, 'workPoints' as const),
    status: oneOf('issued' as const, 'draft' as const),
    unitId: unitId(),
    form: oneOf('集中学法', '会议'),
    dueOn: [...new Set(some(4, day))],
  }))
  const itemId = () => (items.length > 0 ? oneOf(null, upTo(items.length - 1) + 1) : null)
  const activities = some(
    10,
    at => {
      const first = day()
      return {
        id: at + 1,
        hostUnitId: unitId(),
        audienceUnitId: oneOf(1, 1, unitId(), null),
        day: first,
        lastDay: addDays(first, oneOf(0, 0, 40)),
        form: oneOf(...(forms as [string, ...string[]])),
        isPublic: oneOf(false, true),
        compulsory: oneOf(true, true, false),
        status: oneOf(
          'closed',
          'closed',
          'closed',
          'held',
          'scheduled',
          'postponed',
          'cancelled',
          'draft',
        ) as 'closed',
        leaveRule: oneOf('pending', 'excluded', 'absent') as 'pending',
        heads: oneOf(null, upTo(500)),
        review: oneOf(null, null, null, 'waiting', 'sentBack') as null,
        planItemId: itemId(),
        topics: [1, 2].filter(() => oneOf(true, false)),
        lecturer: oneOf(null, '王律师', '挂钩区领导'),
        lecturerRank: oneOf(null, '街道党工委书记', '社区书记'),
        campaign: oneOf(null, '扫黑除恶常态化', '污染防治'),
        hours: oneOf(null, upTo(8) / 2),
      }
    },
    4,
  )
  const records: RandomWorld['records'] = {}
  for (const each of activities)
    for (const personId of people)
      records[`${each.id}/${personId}`] = {
        standing: oneOf('required', 'required', 'required', 'exempt', 'withdrawn') as 'required',
        mark: oneOf('present', 'late', 'leftEarly', 'leave', 'leave', 'absent', null) as 'present' | null,
        madeUpOn: oneOf(null, nearby(each.day)),
        makeUpDue: oneOf(nearby(each.day), null),
        ...oneOf<Pick<RandomWorld['records'][string], 'leaveKind' | 'leaveRule'>>(
          { leaveKind: null, leaveRule: null },
          { leaveKind: '年休假', leaveRule: null },
          { leaveKind: '病假', leaveRule: 'pending' },
          { leaveKind: '因公', leaveRule: 'excluded' },
          { leaveKind: '事假', leaveRule: 'absent' },
        ),
        completedOn: oneOf(null, nearby(each.day)),
      }
  const exams = some(3, at => {
    const closingDay = day()
    return {
      id: at + 1,
      closingDay,
      opensOn: addDays(closingDay, -upTo(8)),
      makeUpOn: oneOf(null, addDays(closingDay, upTo(8))),
      counting: oneOf('best', 'last', 'first') as 'best',
      status: oneOf('scheduled', 'scheduled', 'cancelled', 'draft') as 'scheduled',
      planItemId: itemId(),
      audienceUnitId: oneOf(1, 1, unitId()),
    }
  })
  const exempt: RandomWorld['exempt'] = {}
  for (const each of exams)
    for (const personId of people) if (upTo(4) === 0) exempt[`${each.id}/${personId}`] = true
  const attempts = exams.flatMap(each =>
    people.flatMap(personId =>
      some(4, at => {
        const on = addDays(each.closingDay, upTo(20) - 10)
        const score = oneOf(null, upTo(100))
        return {
          examId: each.id,
          personId,
          number: at + 1,
          day: on,
          submittedAt: oneOf(null, Date.parse(`${on}T00:00:00+08:00`) + upTo(80_000) * 1000),
          score,
          passed: score === null ? oneOf(true, false) : score >= 60,
          annulled: oneOf(false, false, true),
        }
      }),
    ),
  )
  const world = {
    units,
    places,
    people,
    memberships,
    activities,
    records,
    exams,
    exempt,
    attempts,
    items,
    outputs: some(4, () => ({
      day: day(),
      channel: oneOf(...(channelNames as [string, ...string[]])),
      quantity: upTo(300),
      unitId: unitId(),
      review: oneOf(null, null, 'waiting', 'sentBack') as null,
      reads: oneOf(null, upTo(900)),
    })).map(each => ({ ...each, unitWord: [null, '次', '篇'][each.quantity % 3] ?? null })),
    advisers: some(
      3,
      at => {
        const fromDay = day()
        const name = oneOf(`L${at}`, 'L0')
        return {
          unitId: unitId(),
          fromDay,
          toDay: oneOf(null, nearby(fromDay)),
          isFullTime: oneOf(true, false),
          name,
        }
      },
      1,
    ).filter(
      (each, at, all) =>
        at ===
        all.findIndex(
          one => `${one.name}${one.unitId}${one.fromDay}` === `${each.name}${each.unitId}${each.fromDay}`,
        ),
    ),
    works: some(5, () => ({
      day: day(),
      kind: oneOf('decision', 'lawsuit', 'mediation', 'advice', 'trial', 'account') as 'decision',
      unitId: unitId(),
      review: oneOf(null, null, 'waiting', 'sentBack') as null,
    })),
    mustLearn: [
      { year: 2023, topicId: 1 },
      { year: 2023, topicId: 2 },
      { year: 2024, topicId: 2 },
    ].filter(() => oneOf(true, false)),
  }
  // Drawn last, so that the streets of a seed stay the same ones.
  const tags = people.flatMap(personId =>
    some(3, () => ({
      personId,
      tagId: oneOf(1, 1, 2, 3),
      fromDay: oneOf('2022-06-01', day()),
      toDay: oneOf(null, nearby('2023-03-01')),
    })).filter(
      (each, at, all) =>
        at === all.findIndex(one => one.tagId === each.tagId && one.fromDay === each.fromDay),
    ),
  )
  for (const record of Object.values(records))
    if (record.standing === 'exempt')
      record.standing = oneOf('exempt', 'exempt', 'invited', 'walkIn') as 'exempt'
  return { ...world, tags }
}

/** An exam of the world opens at the beginning of a day and closes at the end of one, in Shanghai. */
export function windowsOf({ opensOn, closingDay, makeUpOn }: RandomWorld['exams'][number]) {
  const endOf = (day: Day) => Date.parse(`${day}T23:59:59.999+08:00`)
  return {
    opensAt: Date.parse(`${opensOn}T00:00:00+08:00`),
    closesAt: endOf(closingDay),
    makeUpClosesAt: makeUpOn === null ? null : endOf(makeUpOn),
  }
}
