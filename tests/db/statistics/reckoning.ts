import type { Day } from '@/lib/core/time'
import { type Figures, noFigures } from '@/lib/statistics/rates/rate.rules'
import type { RandomWorld } from './rate-world'
import { examRates } from './reckoned-exams'
import { dueOn, fraction, isBelow, isIn, isOfKind, sum } from './reckoned-people'

/** A question about figures; the figure of a group is the same computation with one field narrowed. */
export type Question = {
  from: Day
  to: Day
  asOf: Day
  unitId: number
  /** The figure of which this one is a part; without it the unit's own. */
  withinId?: number
  month?: string
  form?: string
  personId?: number
  /** Had the tag on the row's own day, or had not. */
  tagId?: number
  withoutTagId?: number
  /** The activity is of the topic; 'none': of no topic. */
  topicId?: number | 'none'
}

export type PlainRow = {
  activity: RandomWorld['activities'][number]
  personId: number
  unitId: number
  came: boolean
  studied: boolean
  aside: boolean
  mark: RandomWorld['records'][string]['mark']
  leaveKind: string | null
  best: boolean
  completed: boolean
}

export const isOnline = (form: string) => form === '网上学法' || form === '网络培训'

/**
 * The rows defined in rates.md, computed in the plainest way: lists and loops over the facts, no code of the
 * product.
 */
export function rowsOf(world: RandomWorld, question: Question, standing = 'required') {
  const { from, to, asOf, month, form, personId, topicId } = question
  const rows: PlainRow[] = []
  for (const activity of world.activities) {
    if (!activity.compulsory || activity.lastDay > asOf) continue
    if (activity.day < from || activity.day > to) continue
    if (month !== undefined && activity.day.slice(0, 7) !== month) continue
    if (form !== undefined && activity.form !== form) continue
    for (const due of dueOn(world, activity)) {
      const record = world.records[`${activity.id}/${due.personId}`]
      if (record?.standing !== standing) continue
      if (!isIn(world, due.unitId, question, activity.day)) continue
      if (personId !== undefined && due.personId !== personId) continue
      if (!isOfKind(world, question, due.personId, activity.day)) continue
      if (topicId === 'none' ? activity.topics.length > 0 : topicId && !activity.topics.includes(topicId))
        continue
      const came = record.mark === 'present' || record.mark === 'late' || record.mark === 'leftEarly'
      const studied = came || (record.madeUpOn !== null && record.madeUpOn <= asOf)
      const stillTime = record.makeUpDue !== null && asOf <= record.makeUpDue
      const rule = record.leaveRule ?? activity.leaveRule
      const aside =
        record.mark === 'leave' && !studied && (rule === 'excluded' || (rule === 'pending' && stillTime))
      rows.push({
        activity,
        ...due,
        came,
        studied,
        aside,
        mark: record.mark,
        leaveKind: record.leaveKind,
        best: studied || stillTime,
        completed: record.completedOn !== null && record.completedOn <= asOf,
      })
    }
  }
  return rows
}

/** Every figure of rates.md for one question. */
export function reckon(world: RandomWorld, question: Question): Figures {
  const figures = noFigures()
  const all = rowsOf(world, question)
  const closed = all.filter(row => row.activity.status === 'closed')
  const study = closed.filter(row => !isOnline(row.activity.form))
  const online = closed.filter(row => isOnline(row.activity.form))
  const people = [...new Set(study.map(row => row.personId))]
  const topics = new Set(
    world.mustLearn
      .filter(
        each =>
          each.year >= Number(question.from.slice(0, 4)) && each.year <= Number(question.to.slice(0, 4)),
      )
      .map(each => each.topicId),
  )
  const learned = (personId: number, topicId: number) =>
    study.some(row => row.personId === personId && row.studied && row.activity.topics.includes(topicId))
  const { rates } = figures
  rates.attendanceRate = fraction(study.filter(row => row.came).length, study.length)
  rates.participationRate = fraction(
    study.filter(row => row.studied).length,
    study.filter(row => !row.aside).length,
  )
  rates.bestStillPossible = fraction(study.filter(row => row.best).length, study.length)
  rates.fullParticipationRate = fraction(
    people.filter(person => study.every(row => row.personId !== person || row.studied)).length,
    people.length,
  )
  rates.mustLearnCoverage = fraction(
    people.flatMap(person => [...topics].filter(topic => learned(person, topic))).length,
    people.length * topics.size,
  )
  rates.onlineStudyRate = fraction(online.filter(row => row.completed).length, online.length)
  figures.setAside = study.filter(row => row.aside).length
  figures.madeUp = study.filter(row => row.studied && !row.came).length
  figures.awaitingRecord = new Set(
    all.filter(row => ['scheduled', 'held'].includes(row.activity.status)).map(row => row.activity.id),
  ).size
  Object.assign(rates, examRates(world, question))
  // Figures that do not apply to people are left out for a person.
  if (question.personId === undefined) {
    const plans = planTimes(world, question)
    rates.planCompletionRate = fraction(
      sum(plans.map(each => Math.min(each.held, each.due))),
      sum(plans.map(each => each.due)),
    )
    figures.planItems = fraction(plans.filter(each => each.held >= each.due).length, plans.length)
    Object.assign(figures.headings, headings(world, question))
    figures.otherForms = heldOf(world, question).filter(each => !hasHeading(each)).length
    figures.awaitingReview = activitiesOf(world, question, ['held', 'closed']).filter(
      each => each.review !== null,
    ).length
    figures.outputsAwaitingReview = outputsOf(world, question).filter(each => each.review !== null).length
    figures.worksAwaitingReview = worksOf(world, question).filter(each => each.review !== null).length
    figures.stillPlanned = activitiesOf(world, question, ['scheduled']).length
  }
  return figures
}

export function planTimes(world: RandomWorld, question: Question) {
  const { from, to, asOf, month, form } = question
  const inSpan = (day: Day) =>
    from <= day && day <= to && day <= asOf && (month === undefined || day.slice(0, 7) === month)
  return world.items
    .filter(item => item.kind !== 'workPoints' && item.status !== 'draft')
    .filter(item => form === undefined || item.form === form)
    .map(item => ({
      item,
      due: item.dueOn.filter(day => inSpan(day) && isIn(world, item.unitId, question, day)).length,
      held:
        world.activities.filter(
          each =>
            each.planItemId === item.id &&
            isHeld(each, asOf) &&
            inSpan(each.day) &&
            isIn(world, item.unitId, question, each.day),
        ).length +
        world.exams.filter(
          each =>
            each.planItemId === item.id &&
            each.status === 'scheduled' &&
            inSpan(each.closingDay) &&
            isIn(world, item.unitId, question, each.closingDay),
        ).length,
    }))
    .filter(each => each.due > 0)
}

function hasHeading({ form, isPublic }: RandomWorld['activities'][number]) {
  const always = ['宣传咨询活动', '法律知识讲座', '专题讲座', '集中学法', '中心组学习', '领导小组全体会议']
  return always.includes(form) || (form === '法治专题讲座' && !isPublic)
}

/** Held, and passed where its unit's entries are reviewed. */
export function heldOf(world: RandomWorld, question: Question) {
  return activitiesOf(world, question, ['held', 'closed']).filter(each => each.review === null)
}

function activitiesOf(world: RandomWorld, question: Question, states: string[]) {
  const { from, to, asOf, month, form } = question
  return world.activities.filter(
    each =>
      states.includes(each.status) &&
      each.lastDay <= asOf &&
      from <= each.day &&
      each.day <= to &&
      isIn(world, each.hostUnitId, question, each.day) &&
      (month === undefined || each.day.slice(0, 7) === month) &&
      (form === undefined || each.form === form),
  )
}

function outputsOf(world: RandomWorld, question: Question) {
  const { from, to, asOf, month, form } = question
  return world.outputs.filter(
    each =>
      form === undefined &&
      from <= each.day &&
      each.day <= to &&
      each.day <= asOf &&
      isIn(world, each.unitId, question, each.day) &&
      (month === undefined || each.day.slice(0, 7) === month),
  )
}

function headings(world: RandomWorld, question: Question) {
  const held = heldOf(world, question)
  const ofForm = (form: string) => held.filter(each => each.form === form).length
  const lectures = held.filter(each => each.form === '专题讲座')
  const outputs = outputsOf(world, question).filter(each => each.review === null)
  const quantity = (...channels: string[]) =>
    sum(outputs.filter(each => channels.includes(each.channel)).map(each => each.quantity))
  return {
    publicEvents: ofForm('宣传咨询活动'),
    publicLectures: ofForm('法律知识讲座') + lectures.filter(each => each.isPublic).length,
    officialLectures:
      held.filter(each => each.form === '法治专题讲座' && !each.isPublic).length +
      lectures.filter(each => !each.isPublic).length,
    collectiveStudies: ofForm('集中学法'),
    centreGroupStudies: ofForm('中心组学习'),
    plenaryMeetings: ofForm('领导小组全体会议'),
    heads: sum(held.map(each => (each.isPublic ? (each.heads ?? 0) : 0))),
    banners: quantity('横幅', '标语'),
    leaflets: quantity('普法资料', '资料'),
    textMessages: quantity('短信'),
    leaderLectures: held.filter(each => /领导|书记/.test(postOf(each)) && !/社区|律师/.test(postOf(each)))
      .length,
    campaignEvents: held.filter(each => each.campaign !== null).length,
    studyHours: sum(held.map(each => (each.isPublic ? 0 : (each.hours ?? 0)))),
    newMediaItems: sum(outputs.filter(each => each.channel === 'LED').map(itemsOf)),
    reads: sum(outputs.map(each => each.reads ?? 0)),
    ...works(world, question),
  }
}

const itemsOf = (each: RandomWorld['outputs'][number]) => (each.unitWord === '次' ? 1 : each.quantity)
const postOf = (each: RandomWorld['activities'][number]) => `${each.lecturer ?? ''}${each.lecturerRank ?? ''}`

function worksOf(world: RandomWorld, question: Question) {
  const { from, to, asOf, month, form } = question
  return world.works.filter(
    each =>
      form === undefined &&
      from <= each.day &&
      each.day <= to &&
      each.day <= asOf &&
      isIn(world, each.unitId, question, each.day) &&
      (month === undefined || each.day.slice(0, 7) === month),
  )
}

function works(world: RandomWorld, question: Question) {
  const done = worksOf(world, question).filter(each => each.review === null)
  const of = (kind: string) => done.filter(each => each.kind === kind).length
  return {
    adviserWork: of('decision') + of('lawsuit') + of('mediation') + of('advice'),
    adviserDecisions: of('decision'),
    adviserLawsuits: of('lawsuit'),
    adviserMediations: of('mediation'),
    trialsAttended: of('trial'),
    leaderAccounts: of('account'),
  }
}

/** Full-time advisers in office on the as-of day, by name. */
export function fullTime(world: RandomWorld, question: { unitId: number; withinId?: number }, asOf: Day) {
  const inOffice = world.advisers.filter(
    each =>
      each.isFullTime &&
      isIn(world, each.unitId, question, asOf) &&
      each.fromDay <= asOf &&
      (each.toDay === null || asOf <= each.toDay),
  )
  return new Set(inOffice.map(each => each.name)).size
}

/** Communities in the unit's subtree with an adviser (their own or of a unit below) on the as-of day. */
export function advised(world: RandomWorld, question: { unitId: number; withinId?: number }, asOf: Day) {
  const communities = world.units.filter(
    each =>
      each.kind === 'community' &&
      isIn(world, each.id, question, asOf) &&
      (each.firstDay === null || each.firstDay <= asOf) &&
      (each.lastDay === null || asOf <= each.lastDay),
  )
  const served = communities.filter(community =>
    world.advisers.some(
      each =>
        isBelow(world, each.unitId, community.id, asOf) &&
        each.fromDay <= asOf &&
        (each.toDay === null || asOf <= each.toDay),
    ),
  )
  return fraction(served.length, communities.length)
}

const isHeld = ({ status, lastDay }: RandomWorld['activities'][number], asOf: Day) =>
  (status === 'held' || status === 'closed') && lastDay <= asOf
