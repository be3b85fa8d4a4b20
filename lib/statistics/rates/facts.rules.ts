import type { HeadingCode } from '@/lib/activity/outreach/heading.rules'
import type { Rate } from '@/lib/core/rate'
import type { Day } from '@/lib/core/time'
import type { LeaveRule } from '@/lib/organisation/settings/study.rules'
import { FiguresBy } from './parts.rules'
import { type Figures, noFigures } from './rate.rules'

export type Grouping = 'unit' | 'month' | 'form' | 'person'

/** `bits`: what the row adds to the figures, as `rolls` and `sittings` below say. */
type PersonRow = { unitId: number; personId: number; bits: number }

export type RollKind = 'study' | 'theory' | 'online' | 'awaiting' | 'notRecorded'

export type Roll = {
  kind: RollKind
  day: Day
  form: string
  leaveRule: LeaveRule
  /** 不再补学. */
  isEnded: boolean
  /** Must-learn topics that it carries. */
  topics: number[]
  /** `until`: the day by which a missed row can still be made up. */
  people: (PersonRow & { until: Day | null })[]
  /** Kinds of leave among its marks with a rule of their own, with repetitions. */
  leaveKinds: [kind: string, rule: LeaveRule][]
}

/** Bits of a row of a roll. */
export const rolls = { came: 1, studied: 2, aside: 4, best: 8, completed: 16 }
/** Bits of a row of an exam. */
const sittings = { sat: 1, passed: 2, excellent: 4, firstPassed: 8 }

/** The figures to which an entry of each kind adds, in the order of its `adds`. */
export const ofHeld = [
  'publicEvents',
  'publicLectures',
  'officialLectures',
  'collectiveStudies',
  'centreGroupStudies',
  'plenaryMeetings',
  'heads',
  'consultations',
  'leaderLectures',
  'campaignEvents',
  'studyHours',
  'otherForms',
] as const satisfies (HeadingCode | 'otherForms')[]
export type OfHeld = (typeof ofHeld)[number]
export const ofLedger = [
  'banners',
  'leaflets',
  'textMessages',
  'newMediaItems',
  'reads',
] as const satisfies HeadingCode[]
export const ofWorks = [
  'adviserWork',
  'adviserDecisions',
  'adviserLawsuits',
  'adviserMediations',
  'leaderStudies',
  'leaderHearings',
  'leaderAccounts',
  'lawBeforeMeetings',
  'trialsAttended',
  'courtAppearances',
] as const satisfies HeadingCode[]
type Waiting = 'awaitingReview' | 'outputsAwaitingReview' | 'worksAwaitingReview'
const codesOf = { held: ofHeld, ledger: ofLedger, works: ofWorks }

/** A held activity, an entry of the ledger, a record of legal work; or one that is merely counted. */
export type Entry = {
  of: keyof typeof codesOf | 'stillPlanned' | Waiting
  unitId: number
  day: Day
  form: string
  adds: (number | null)[]
}

export type Event = {
  form: string
  isPublic: boolean
  /** It used material of the ledger, none of it new media. */
  isPaperOnly: boolean
  campaign: string | null
  targets: string[]
}

/** What the figures of a unit with its subtree count in a span, each row once. */
export type Facts = {
  unitId: number
  asOf: Day
  /** The units of the subtree, each with those above it in the subtree (itself included) and the days on which it was there. */
  places: Map<number, { id: number; from: Day; to: Day }[]>
  /** The units that were directly below it in the span, in the office's order. */
  below: { id: number; name: string; kind: string }[]
  /** The plan's required share in percent; 90 without a plan. */
  requiredShare: number | null
  /** The number of must-learn topics. */
  topics: number
  rolls: Roll[]
  exams: { day: Day; people: PersonRow[] }[]
  /** Times at which an item of a plan fell due, or was held. */
  times: { unitId: number; day: Day; form: string; item: number; isDue: boolean }[]
  entries: Entry[]
  /** The held activities, with what the report's weaknesses are about. */
  events: Event[]
  communities: { unitId: number; isServed: boolean }[]
  fullTime: { unitId: number; name: string }[]
}

/** What is gathered for one group before its figures are known. */
type Group = {
  figures: Figures
  /** Of each person whether all counted rows were studied. */
  people: Map<number, boolean>
  learned: Set<string>
  items: Map<number, { due: number; held: number }>
  fullTime: Set<string>
}

type Options = {
  /** 本级: the rows of the unit itself without its subtree; `each`: those of each unit, where grouped by unit. */
  alone?: boolean | 'each'
}

/**
 * Every figure, one entry per group; `[]` makes one group with the key `''`. Keys are joined by `|`. What has no group of
 * this kind (a plan by person, material by form, an adviser by month) is in none.
 */
export function figuresIn(facts: Facts, groups: Grouping[], { alone = false }: Options = {}): FiguresBy {
  const found = new Map<string, Group>()
  const groupNamed = (key: string): Group => {
    const there = found.get(key)
    if (there) return there
    const made: Group = {
      figures: noFigures(),
      people: new Map(),
      learned: new Set(),
      items: new Map(),
      fullTime: new Set(),
    }
    found.set(key, made)
    return made
  }
  if (groups.length === 0) groupNamed('')
  const ofPeople = groups.includes('person')
  const ofForms = groups.includes('form')
  const byUnit = groups.includes('unit')

  /** The groups of a row: where grouped by unit, that of each unit above it on its day. */
  const groupsOf = (unitId: number, day: Day, form: string, personId = 0): Group[] => {
    if (alone === true && unitId !== facts.unitId) return []
    const values = { unit: 0, month: day.slice(0, 7), form, person: personId }
    const keyIn = (unit: number) =>
      groupNamed(groups.map(group => (group === 'unit' ? unit : values[group])).join('|'))
    if (!byUnit) return [keyIn(0)]
    const there = facts.places.get(unitId)?.filter(place => place.from <= day && day <= place.to) ?? []
    const own = alone === 'each' ? unitId : facts.unitId
    return [...new Set(there.map(place => place.id))].filter(id => !alone || id === own).map(keyIn)
  }
  /** The same for the rows of one roll or exam, where only the unit and the person differ. */
  const groupsOn = (day: Day, form: string) => {
    const known = new Map<number, Group[]>()
    return ({ unitId, personId }: PersonRow): Group[] => {
      if (ofPeople) return groupsOf(unitId, day, form, personId)
      const there = known.get(unitId) ?? groupsOf(unitId, day, form)
      known.set(unitId, there)
      return there
    }
  }

  for (const roll of facts.rolls) {
    if (roll.kind === 'theory') continue
    const groupsFor = groupsOn(roll.day, roll.form)
    /** Counted once in each: an activity of which a row is not registered, or owes nothing any more. */
    const once = new Set<Group>()
    for (const row of roll.people)
      for (const group of groupsFor(row)) {
        if (roll.kind === 'study') addStudy(group, roll, row)
        if (roll.kind === 'online') addOnline(group, row)
        if (isUnregistered(roll) || (roll.kind === 'study' && roll.isEnded && !has(row.bits, rolls.studied)))
          once.add(group)
      }
    for (const { figures } of once)
      figures[
        isUnregistered(roll) ? (roll.kind === 'awaiting' ? 'awaitingRecord' : 'notRecorded') : 'makeUpsEnded'
      ] += 1
  }
  for (const exam of facts.exams) {
    const groupsFor = groupsOn(exam.day, '')
    for (const row of exam.people) for (const group of groupsFor(row)) addSitting(group, row)
  }
  if (!ofPeople) {
    for (const { unitId, day, form, item, isDue } of facts.times)
      for (const { items } of groupsOf(unitId, day, form)) {
        const times = items.get(item) ?? { due: 0, held: 0 }
        items.set(item, times)
        times[isDue ? 'due' : 'held'] += 1
      }
    for (const entry of facts.entries) {
      if (ofForms && ['ledger', 'works', 'outputsAwaitingReview', 'worksAwaitingReview'].includes(entry.of))
        continue
      for (const { figures } of groupsOf(entry.unitId, entry.day, entry.form)) addEntry(figures, entry)
    }
  }
  if (groups.every(group => group === 'unit')) {
    for (const { unitId, isServed } of facts.communities)
      for (const { figures } of groupsOf(unitId, facts.asOf, ''))
        add(figures.communitiesWithAdviser, isServed, 1)
    for (const { unitId, name } of facts.fullTime)
      for (const { fullTime } of groupsOf(unitId, facts.asOf, '')) fullTime.add(name)
  }

  const all = new FiguresBy()
  for (const [key, group] of found) all.set(key, figuresOf(group, facts.topics))
  return all
}

function isUnregistered({ kind }: Roll): boolean {
  return kind === 'awaiting' || kind === 'notRecorded'
}

export function has(bits: number, bit: number): boolean {
  return (bits & bit) > 0
}

function add(rate: Rate, numerator: number | boolean, denominator: number | boolean): void {
  rate.numerator += Number(numerator)
  rate.denominator += Number(denominator)
}

function addStudy(
  { figures, people, learned }: Group,
  { topics }: Roll,
  { personId, bits }: PersonRow,
): void {
  const came = has(bits, rolls.came)
  const studied = has(bits, rolls.studied)
  const aside = has(bits, rolls.aside)
  const { rates } = figures
  add(rates.attendanceRate, came, 1)
  add(rates.participationRate, studied, !aside)
  add(rates.bestStillPossible, has(bits, rolls.best), 1)
  figures.setAside += Number(aside)
  figures.madeUp += Number(studied && !came)
  people.set(personId, studied && people.get(personId) !== false)
  if (studied) for (const topic of topics) learned.add(`${personId} ${topic}`)
}

function addOnline({ figures }: Group, { bits }: PersonRow): void {
  add(figures.rates.onlineStudyRate, has(bits, rolls.completed), 1)
}

function addSitting({ figures: { rates } }: Group, { bits }: PersonRow): void {
  const sat = has(bits, sittings.sat)
  const passed = has(bits, sittings.passed)
  add(rates.examParticipationRate, sat, 1)
  add(rates.passRate, passed, 1)
  add(rates.passRateOfSat, passed, sat)
  add(rates.excellentRate, has(bits, sittings.excellent), sat)
  add(rates.firstTimePassRate, has(bits, sittings.firstPassed), sat)
}

function addEntry(figures: Figures, { of, adds }: Entry): void {
  if (!(of in codesOf)) {
    figures[of as 'stillPlanned'] += 1
    return
  }
  codesOf[of as keyof typeof codesOf].forEach((code, at) => {
    const value = adds[at] ?? 0
    if (code === 'otherForms') figures.otherForms += value
    else figures.headings[code] += value
  })
}

/** The figures of a group, where all of its rows are known. */
function figuresOf({ figures, people, learned, items, fullTime }: Group, topics: number): Figures {
  const { rates, headings } = figures
  rates.fullParticipationRate = {
    numerator: [...people.values()].filter(Boolean).length,
    denominator: people.size,
  }
  rates.mustLearnCoverage = { numerator: learned.size, denominator: people.size * topics }
  for (const { due, held } of items.values())
    if (due > 0) {
      add(rates.planCompletionRate, Math.min(held, due), due)
      add(figures.planItems, held >= due, 1)
    }
  // Hundredths of hours until here, so that sums stay whole.
  headings.studyHours /= 100
  headings.fullTimeAdvisers = fullTime.size
  return figures
}
