import type { HeadingCode } from '@/lib/activity/outreach/heading.rules'
import { type FigureCode, type Figures, percentText, type RateCode } from '@/lib/statistics/rates/rate.rules'

/** The figures that a locked year keeps; the annex shows each with its fraction. */
export const reportFigures = [
  'plenaryMeetings',
  'publicEvents',
  'publicLectures',
  'banners',
  'leaflets',
  'textMessages',
  'centreGroupStudies',
  'onlineStudyRate',
  'passRate',
  'passRateOfSat',
  'officialLectures',
  'collectiveStudies',
  'communitiesWithAdviser',
] as const satisfies FigureCode[]
export type ReportFigure = (typeof reportFigures)[number]

/** A figure in the annex: exact, a rate with its fraction. */
export function exactOf(figures: Figures, code: ReportFigure): string {
  const rate =
    code === 'communitiesWithAdviser'
      ? figures.communitiesWithAdviser
      : code in figures.rates
        ? figures.rates[code as RateCode]
        : null
  if (code === 'communitiesWithAdviser' && rate) return `${rate.numerator}/${rate.denominator}`
  return rate
    ? `${percentText(rate)}（${rate.numerator}/${rate.denominator}）`
    : String(figures.headings[code as HeadingCode])
}

/** The figures of the annex in words, as a lock keeps them. */
export function annexOf(figures: Figures): Record<ReportFigure, string> {
  return Object.fromEntries(reportFigures.map(code => [code, exactOf(figures, code)])) as Record<
    ReportFigure,
    string
  >
}
