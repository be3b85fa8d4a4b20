import { type HeadingCode, headingCodes } from '@/lib/activity/outreach/heading.rules'
import { attended, type Mark, type Row, setAside, studied } from '@/lib/attendance/attendance.rules'
import type { Rate } from '@/lib/core/rate'
import type { Day } from '@/lib/core/time'
import type { LeaveRule } from '@/lib/organisation/settings/study.rules'
import { reasonCodes } from './reason.rules'

export const rateCodes = [
  'attendanceRate',
  'participationRate',
  'onlineStudyRate',
  'fullParticipationRate',
  'examParticipationRate',
  'passRate',
  'passRateOfSat',
  'excellentRate',
  'firstTimePassRate',
  'planCompletionRate',
  'mustLearnCoverage',
  'bestStillPossible',
] as const
export type RateCode = (typeof rateCodes)[number]

/** The tables of the page of rates: unit × month, then one row each. */
export const views = ['months', 'units', 'month', 'form', 'person', 'tag', 'topic', 'missed'] as const
export type View = (typeof views)[number]

/** Every figure that can be opened to its rows. */
export const figureCodes = [
  ...rateCodes,
  ...headingCodes,
  'communitiesWithAdviser',
  'planItems',
  'assigned',
  'setAside',
  'madeUp',
  ...reasonCodes,
  'awaitingRecord',
  'notRecorded',
  'makeUpsEnded',
  'countedActivities',
  'heldActivities',
  'paperOnly',
  'formShare',
  'target',
  'campaign',
  'neverStudied',
  'timesMissed',
  'theoryLeftOut',
  'otherForms',
  'stillPlanned',
  'awaitingReview',
  'outputsAwaitingReview',
  'worksAwaitingReview',
] as const
export type FigureCode = (typeof figureCodes)[number]

/** Figures that apply to people; the others apply to units and are not shown for a person. */
const codesOfPeople: readonly FigureCode[] = [
  ...rateCodes.filter(code => code !== 'planCompletionRate'),
  'setAside',
  'madeUp',
  'assigned',
  'awaitingRecord',
  ...reasonCodes,
]
export function isOfPeople(code: FigureCode): boolean {
  return codesOfPeople.includes(code)
}

/** Rows in the numerator, only in the denominator (missing), or in neither (not counted, not sat). */
export const sides = ['all', 'numerator', 'rest', 'aside'] as const
export type Side = (typeof sides)[number]

export function isRate(code: FigureCode): code is RateCode {
  return (rateCodes as readonly string[]).includes(code)
}

/** Whether the figure is a fraction; the others are sums. */
export function isFraction(code: FigureCode): boolean {
  return isRate(code) || (fractions as readonly string[]).includes(code)
}
const fractions = ['assigned', 'planItems', 'communitiesWithAdviser', 'paperOnly', 'formShare'] as const

export function isHeading(code: FigureCode): code is HeadingCode {
  return (headingCodes as readonly string[]).includes(code)
}

/** The side of its figure to which a row belongs. */
export function sideOf({ n, d }: { n: number; d: number }): Exclude<Side, 'all'> {
  if (d > n) return 'rest'
  return n > 0 ? 'numerator' : 'aside'
}

/** All figures of one group (a unit, a month …). */
export type Figures = {
  rates: Record<RateCode, Rate>
  headings: Record<HeadingCode, number>
  communitiesWithAdviser: Rate
  /** 考勤未登记: compulsory activities with people due in this group that are over and whose roll is not closed. */
  awaitingRecord: number
  /** Held activities whose form counts under no heading. */
  otherForms: number
  /** Activities that are over and still planned: in no heading. */
  stillPlanned: number
  /** 待审核, 退回: held activities that are not passed, and in no heading. */
  awaitingReview: number
  /** The same of entries of the ledger. */
  outputsAwaitingReview: number
  /** The same of records of what advisers did. */
  worksAwaitingReview: number
  /** 不再登记: those of them that are recorded no more. */
  notRecorded: number
  /** 不再补学: activities of whose missed rows nobody owes a make-up any more. */
  makeUpsEnded: number
  /** 请假待补: leaves not counted in 参学率 for now. */
  setAside: number
  /** 补学 that turned a missed activity into 参学. */
  madeUp: number
  /** 项: items fully done among items due. */
  planItems: Rate
  /** While the database is damaged: the figures that read nothing of what is; the others may be wrong. */
  sound?: FigureCode[]
  /** Of a locked year, which shows what was kept: the figures that listed corrections have moved since, as they are now. */
  corrected?: Flat
}

/** Figures by their code, a rate as its two numbers; those that are zero are left out. */
export type Flat = Partial<Record<FigureCode, number | [numerator: number, denominator: number]>>

export function noFigures(): Figures {
  const zero = (): Rate => ({ numerator: 0, denominator: 0 })
  return {
    rates: Object.fromEntries(rateCodes.map(code => [code, zero()])) as Record<RateCode, Rate>,
    headings: Object.fromEntries(headingCodes.map(code => [code, 0])) as Record<HeadingCode, number>,
    communitiesWithAdviser: zero(),
    awaitingRecord: 0,
    otherForms: 0,
    stillPlanned: 0,
    awaitingReview: 0,
    outputsAwaitingReview: 0,
    worksAwaitingReview: 0,
    notRecorded: 0,
    makeUpsEnded: 0,
    setAside: 0,
    madeUp: 0,
    planItems: zero(),
  }
}

/**
 * One decimal, rounded half up as in Excel, in integer arithmetic; 100% only for all and 0% only for none:
 * 1999/2000 shows 99.9% (rates.md, "Showing them"). "—" where nobody was required.
 */
export function percentText({ numerator, denominator }: Rate): string {
  if (denominator === 0) return '—'
  if (numerator === denominator) return '100%'
  if (numerator === 0) return '0%'
  const shown = tenthsOf({ numerator, denominator })
  return `${Math.floor(shown / 10)}.${shown % 10}%`
}

/** Tenths of a percent as shown, so that the difference of two figures is that of what is read. */
export function tenthsOf({ numerator, denominator }: Rate): number {
  if (numerator === 0) return 0
  if (numerator === denominator) return 1000
  const tenths = Math.floor((numerator * 2000 + denominator) / (2 * denominator))
  return Math.min(999, Math.max(1, tenths))
}

/** 出勤率 of the rows that count. */
export function attendanceRate(rows: Row[]): Rate {
  const required = rows.filter(row => row.standing === 'required')
  return { numerator: required.filter(attended).length, denominator: required.length }
}

/** 集中学法参学率（人次） of the rows that count, both sides as of the same day. */
export function participationRate(rows: Row[], asOf: Day, rule: LeaveRule = 'pending'): Rate {
  const required = rows.filter(row => row.standing === 'required')
  return {
    numerator: required.filter(row => studied(row, asOf)).length,
    denominator: required.filter(row => !setAside(row, asOf, rule)).length,
  }
}

/** 补齐后可达: the rate if everybody whose deadline is not past makes up. */
export function bestStillPossible(rows: Row[], asOf: Day): Rate {
  const required = rows.filter(row => row.standing === 'required')
  const reachable = required.filter(
    row => studied(row, asOf) || (row.makeUpDue !== null && asOf <= row.makeUpDue),
  )
  return { numerator: reachable.length, denominator: required.length }
}

/** What a row adds to the numerator and to the denominator; 0 and 0: not counted. */
type Counted = { n: number; d: number }
type OfPerson = { personId: number; name: string; unitName: string }
type OfActivity = { activityId: number; title: string; form: string; day: Day; hostName: string }

export type RowKinds = {
  attendance: Counted &
    OfPerson & {
      activityId: number
      title: string
      day: Day
      mark: Mark | null
      madeUpOn: Day | null
      makeUpDue: Day | null
      standing: 'required' | 'exempt' | 'invited' | 'walkIn'
      /** 请假事由, or the reason of being exempt. */
      why: string | null
    }
  online: Counted & OfPerson & { activityId: number; title: string; day: Day; completedOn: Day | null }
  people: Counted & OfPerson & { required: number; studied: number; lacks: string }
  exams: Counted &
    OfPerson & {
      examId: number
      title: string
      day: Day
      sat: number
      passed: number
      score: number | null
      missedReason: string | null
      attempts: string
    }
  plan: Counted & {
    itemId: number
    planId: number
    planTitle: string
    content: string
    form: string
    timeWords: string
    unitName: string
    due: number
    held: number
  }
  pairs: Counted &
    OfPerson & { topicName: string; activityId: number | null; title: string | null; day: Day | null }
  activities: Counted &
    OfActivity & {
      place: string | null
      heads: number | null
      consultations: number | null
      targets: string | null
      lecturer: string | null
      campaign: string | null
      hours: number | null
    }
  rolls: Counted & OfActivity & { required: number; marked: number }
  ledger: Counted & {
    id: number
    day: Day
    channel: string
    quantity: number
    unitWord: string
    topic: string | null
    unitName: string
    activityId: number | null
    title: string | null
    reads: number | null
  }
  works: Counted & {
    id: number
    day: Day
    kind: string
    who: string
    matter: string
    paper: string | null
    unitName: string
  }
  advisers: Counted & {
    name: string
    firm: string | null
    unitName: string
    fromDay: Day
    toDay: Day | null
    contract: string | null
  }
  communities: Counted & { unitName: string; advisers: string | null }
}
export type RowKind = keyof RowKinds

export type Totals = { rows: number; numerator: number; denominator: number } & Record<
  'inNumerator' | 'rest' | 'aside',
  number
>
/** One page of rows of one kind. */
export type Behind = {
  [K in RowKind]: { kind: K; rows: RowKinds[K][]; totals: Totals; listed: number }
}[RowKind]
