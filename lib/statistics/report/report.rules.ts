import type { HeadingCode } from '@/lib/activity/outreach/heading.rules'
import type { Rate } from '@/lib/core/rate'
import {
  type FigureCode,
  type Figures,
  percentText,
  type RateCode,
  roughly,
} from '@/lib/statistics/rates/rate.rules'
import type { report } from './messages/report.zh'

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

export type Given = {
  figures: Figures
  /** 中心组: how often its study fell due in the plan, and how often it was held. */
  centreGroup: Rate
  /** Which 合格率 the report states. */
  passRate: 'passRate' | 'passRateOfSat'
}

/** A sentence with placeholders for figures: `{publicEvents}` becomes a link to its rows. */
export type Sentence = {
  key: `report.sentence.${keyof typeof report.sentence}`
  places?: Record<string, string | number>
}

/** The sentences that are true for the year: one that the rows do not support is left out. */
export function sentencesOf({
  figures,
  centreGroup,
  passRate,
}: Given): Record<'organisation' | 'publicity' | 'study' | 'advisers', Sentence[]> {
  const { rates, headings, communitiesWithAdviser: advised } = figures
  const isMonthly = centreGroup.denominator === 12 && centreGroup.numerator === 12
  return {
    organisation: [{ key: 'report.sentence.meetings' }],
    publicity: [{ key: 'report.sentence.publicity' }],
    study: [
      isMonthly
        ? { key: 'report.sentence.centreGroupMonthly' }
        : centreGroup.denominator > 0
          ? { key: 'report.sentence.centreGroupOf', places: { due: centreGroup.denominator } }
          : { key: 'report.sentence.centreGroup' },
      ...(rates.onlineStudyRate.denominator > 0 ? [{ key: 'report.sentence.online' } as const] : []),
      ...(rates[passRate].denominator > 0 ? [{ key: `report.sentence.${passRate}` } as const] : []),
      ...(headings.officialLectures + headings.collectiveStudies > 0
        ? [{ key: 'report.sentence.lectures' } as const]
        : []),
    ],
    advisers:
      advised.denominator === 0
        ? []
        : [
            advised.numerator === advised.denominator
              ? { key: 'report.sentence.advisersAll' }
              : { key: 'report.sentence.advisers', places: { all: advised.denominator } },
          ],
  }
}

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
