export const headingCodes = [
  'publicEvents',
  'publicLectures',
  'officialLectures',
  'collectiveStudies',
  'centreGroupStudies',
  'plenaryMeetings',
  'heads',
  'consultations',
  'banners',
  'leaflets',
  'textMessages',
  'leaderLectures',
  'campaignEvents',
  'studyHours',
  'newMediaItems',
  'reads',
  'adviserWork',
  'adviserDecisions',
  'adviserLawsuits',
  'adviserMediations',
  'fullTimeAdvisers',
  'leaderStudies',
  'leaderHearings',
  'leaderAccounts',
  'lawBeforeMeetings',
  'trialsAttended',
  'courtAppearances',
] as const

/** Told only where there are any: an office that records none of it is not shown a page of zeros. */
export const headingsWhereAny: readonly string[] = headingCodes.slice(headingCodes.indexOf('leaderLectures'))

export type HeadingCode = (typeof headingCodes)[number]

// The forms of lib/statistics/rates/counting.sql.ts, and those of online study, which has a rate of its own.
const countedForms = [
  '宣传咨询活动',
  '法律知识讲座',
  '法治专题讲座',
  '专题讲座',
  '集中学法',
  '中心组学习',
  '领导小组全体会议',
  '网上学法',
  '网络培训',
]

/** Whether activities of this form count under a heading or in a rate of their own (rates.md, "Counted headings"). */
export function countsUnderHeading(form: string): boolean {
  return countedForms.includes(form)
}
