import type { FactorRule } from '@/lib/access/second-factor.rules'
import { IDLE_MINUTES } from '@/lib/access/session.rules'
import type { LeaveKind } from './study.rules'

/** The kinds of entries that can wait for review; which do is a setting of the office. */
export const reviewedKinds = ['activities', 'outputs', 'works'] as const
export type ReviewedKind = (typeof reviewedKinds)[number]

/** The rates that can have a target, by the names that figures have (lib/statistics/rates/rate.rules.ts). */
export const targetedRates = [
  'participationRate',
  'attendanceRate',
  'fullParticipationRate',
  'onlineStudyRate',
  'examParticipationRate',
  'passRate',
  'passRateOfSat',
  'excellentRate',
  'firstTimePassRate',
  'planCompletionRate',
  'mustLearnCoverage',
] as const
export type TargetedRate = (typeof targetedRates)[number]
export type RateTargets = Record<string, Partial<Record<TargetedRate, number>>>

/** A target of 法律“八进” that does not apply here, such as 进乡村 where there is no village. */
export type NotHere = { target: string; reason: string }

/** Values that apply until the office changes them. */
export const defaults = {
  /**
   * 学习形式, as plans and ledgers write them; for 网上学法 and 网络培训 people study individually
   * (lib/activity/activity.rules.ts).
   */
  forms: [
    '集中学法',
    '集中学习',
    '中心组学习',
    '法治专题讲座',
    '专题讲座',
    '法律知识讲座',
    '宣传咨询活动',
    '领导小组全体会议',
    '会议',
    '培训',
    '网上学法',
    '网络培训',
    '网上学法考试',
    '调解观摩会',
    '社区法治',
  ],
  /** Forms whose activities are public unless the sheet says otherwise. */
  publicForms: ['宣传咨询活动', '法律知识讲座'],
  /** 法律“八进”. */
  targets: ['进机关', '进乡村', '进社区', '进学校', '进企业', '进单位', '进网络', '进家庭'],
  /** Of them 本辖区不适用, each with the reason. */
  targetsNotHere: [] as NotHere[],
  /** 专项宣传 of the 2023 report. */
  campaigns: ['防范化解重大风险', '污染防治', '扫黑除恶常态化', '优化营商环境'],
  /** The minimum share of the full mark for 优秀, in percent. */
  excellentShare: 90,
  /** People due × activities that a unit needs to be named as the best or the worst. */
  spreadLeast: 20,
  /** Targets in percent, by year and rate; of a rate without one 参学率 has what its plan asks for. */
  rateTargets: {} as RateTargets,
  /** Which 合格率 the report states. */
  reportPassRate: 'passRate' as 'passRate' | 'passRateOfSat',
  /** Which entries of units below the street wait for its review (lib/activity/review); none at first. */
  reviewKinds: [] as ReviewedKind[],
  /** 请假事由, each with the rule that replaces the plan's; null follows the plan. */
  leaveKinds: ['因公', '病假', '事假', '年休假', '产假'].map(kind => ({ kind, rule: null })) as LeaveKind[],
  /** 自动确认考勤 this many days after the last day; null: never automatically. */
  autoCloseDays: null as number | null,
  /** Minutes without use after which organisers and above are signed out (lib/access/session.rules.ts). */
  idleMinutes: IDLE_MINUTES,
  /** Who has to sign in with 两步验证 (lib/access/session.queries.ts reads it). */
  secondFactor: 'off' as FactorRule,
  /** 保存期限 (lib/activity/retention): days of sessions since their signing in, months of the two logs. */
  sessionDays: 30,
  requestLogMonths: 6,
  signInLogMonths: 12,
  /** Years of photos, papers and lists of scans, counted from the end of their year; null: 不清除. */
  evidenceYears: 5 as number | null,
}

/** The periods that the office may set, each with its least and most. */
export const retentionBounds = {
  sessionDays: [7, 90],
  requestLogMonths: [6, 24],
  signInLogMonths: [6, 24],
  evidenceYears: [3, 10],
} as const
export const retentionNames = ['sessionDays', 'requestLogMonths', 'signInLogMonths', 'evidenceYears'] as const

export type SettingName = keyof typeof defaults

export const media = ['board', 'paper', 'newMedia'] as const
export type Medium = (typeof media)[number]

/** The lines of a text field: trimmed, without blank ones or duplicates, in the order typed. */
export function linesOf(text: string): string[] {
  const lines = text.split(/[\n、]/).map(line => line.normalize('NFKC').trim())
  return [...new Set(lines.filter(line => line !== ''))]
}

/** `进乡村：没有行政村`, one per line; null where a line names no target of the list, or gives no reason. */
export function notHereOf(text: string, targets: string[]): NotHere[] | null {
  const lines = text.split('\n').map(line => line.trim())
  const read = lines.filter(Boolean).map(line => {
    const [, target = '', reason = ''] = /^([^：:]+)[：:](.+)$/.exec(line) ?? []
    return { target: target.normalize('NFKC').trim(), reason: reason.trim() }
  })
  return read.every(({ target, reason }) => targets.includes(target) && reason !== '') ? read : null
}

/** The lines as the user types them. */
export function notHereLines(notHere: NotHere[]): string {
  return notHere.map(({ target, reason }) => `${target}：${reason}`).join('\n')
}
