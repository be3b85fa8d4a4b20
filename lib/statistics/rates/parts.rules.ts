import type { Rate } from '@/lib/core/rate'
import { type FigureCode, type Figures, noFigures, type RateCode, rateCodes } from './rate.rules'

/** The inputs of figures; a page that shows only some figures queries only the parts they need. */
export type Part =
  | 'rows'
  | 'topics'
  | 'online'
  | 'awaiting'
  | 'ended'
  | 'exams'
  | 'plan'
  | 'held'
  | 'ledger'
  | 'advisers'
  | 'legalWork'

/** The parts that a figure reads. */
export const partsOf: Record<FigureCode, Part[]> = {
  attendanceRate: ['rows'],
  participationRate: ['rows'],
  bestStillPossible: ['rows'],
  onlineStudyRate: ['online'],
  fullParticipationRate: ['rows'],
  mustLearnCoverage: ['rows', 'topics'],
  examParticipationRate: ['exams'],
  passRate: ['exams'],
  passRateOfSat: ['exams'],
  excellentRate: ['exams'],
  firstTimePassRate: ['exams'],
  planCompletionRate: ['plan'],
  planItems: ['plan'],
  plenaryMeetings: ['held'],
  centreGroupStudies: ['held'],
  publicEvents: ['held'],
  publicLectures: ['held'],
  officialLectures: ['held'],
  collectiveStudies: ['held'],
  heads: ['held'],
  consultations: ['held'],
  banners: ['ledger'],
  leaflets: ['ledger'],
  textMessages: ['ledger'],
  leaderLectures: ['held'],
  campaignEvents: ['held'],
  studyHours: ['held'],
  newMediaItems: ['ledger'],
  reads: ['ledger'],
  adviserWork: ['legalWork'],
  adviserDecisions: ['legalWork'],
  adviserLawsuits: ['legalWork'],
  adviserMediations: ['legalWork'],
  fullTimeAdvisers: ['advisers'],
  leaderStudies: ['legalWork'],
  leaderHearings: ['legalWork'],
  leaderAccounts: ['legalWork'],
  lawBeforeMeetings: ['legalWork'],
  trialsAttended: ['legalWork'],
  courtAppearances: ['legalWork'],
  communitiesWithAdviser: ['advisers'],
  campaign: ['held'],
  assigned: ['rows'],
  setAside: ['rows'],
  madeUp: ['rows'],
  leaves: ['rows'],
  absences: ['rows'],
  unmarked: ['rows'],
  exempted: ['rows'],
  invited: ['rows'],
  walkIns: ['rows'],
  countedActivities: ['rows'],
  awaitingRecord: ['awaiting'],
  notRecorded: ['awaiting'],
  makeUpsEnded: ['ended'],
  heldActivities: ['held'],
  paperOnly: ['held', 'ledger'],
  formShare: ['held'],
  target: ['held'],
  neverStudied: ['rows'],
  timesMissed: ['plan'],
  theoryLeftOut: ['rows'],
  otherForms: ['held'],
  stillPlanned: ['held'],
  awaitingReview: ['held'],
  outputsAwaitingReview: ['ledger'],
  worksAwaitingReview: ['legalWork'],
}

export function partsFor(...codes: RateCode[]): Part[] {
  return [...new Set(codes.flatMap(code => partsOf[code]))]
}

/** Figures by group; a group without any row has zeros. */
export class FiguresBy extends Map<string, Figures> {
  /** The sound figures of a group while the database is damaged. */
  soundOf: ((key: string) => FigureCode[]) | null = null

  at(key: string): Figures {
    const there = this.get(key)
    if (there) return there
    const none = noFigures()
    return this.soundOf ? withSound(none, this.soundOf(key)) : none
  }
}

/** These figures, each saying whether it is sound. */
export function withSound(figures: Figures, sound: FigureCode[]): Figures {
  figures.sound = sound
  const marked: [FigureCode, Rate][] = [
    ...rateCodes.map(code => [code, figures.rates[code]] as [FigureCode, Rate]),
    ['communitiesWithAdviser', figures.communitiesWithAdviser],
    ['planItems', figures.planItems],
  ]
  for (const [code, rate] of marked) if (sound.includes(code)) rate.sound = true
  return figures
}
