import type { HeadingCode } from '@/lib/activity/outreach/heading.rules'
import {
  type FigureCode,
  type Figures,
  percentText,
  type RateCode,
  roughly,
} from '@/lib/statistics/rates/rate.rules'

/** The figures in the report's text, in their order; the annex shows each with its fraction. */
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

/** Figures counted in hundreds are rounded in the wording; sessions are given exactly. */
const rounded: FigureCode[] = ['banners', 'leaflets', 'textMessages']

/** A figure in the text, without its unit word: 15, 160多, 1万, 100%. */
export function proseOf(figures: Figures, code: ReportFigure): string {
  if (code === 'communitiesWithAdviser') return String(figures.communitiesWithAdviser.numerator)
  if (code in figures.rates) return percentText(figures.rates[code as RateCode])
  const value = figures.headings[code as HeadingCode]
  return rounded.includes(code) ? roughly(value) : String(value)
}

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

/** The snapshot of the report's figures when a year is locked. */
export function keptOf(figures: Figures): Record<ReportFigure, string> {
  return Object.fromEntries(reportFigures.map(code => [code, exactOf(figures, code)])) as Record<
    ReportFigure,
    string
  >
}
