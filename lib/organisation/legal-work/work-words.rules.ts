import { matchKey } from '@/lib/spreadsheet/match.rules'
import { adviserKinds, leaderKinds, type WorkKind } from './legal-work.rules'

/** How offices write each kind. 纠纷 alone is none: it may be asked about as well as mediated. */
const words: Record<WorkKind, RegExp> = {
  decision: /重大(?:行政)?(?:决策|事项)|决策|规范性文件|合法性审[查核]/,
  lawsuit: /应诉|诉讼|仲裁|行政复议|案件(?:代理|办理)|代理案件|出庭/,
  mediation: /调解|化解|调处/,
  publicity: /宣传|讲座|普法|宣讲|培训|授课|法治课|讲课/,
  advice: /咨询|合同|法律意见|意见书|审查(?!决策)|起草|修改|协议|律师函|见证|谈判|坐班|值班|接待|解答/,
  specialStudy: /专题(?:研究|会议)|研究部署|研究.*(?:工作|事项)/,
  hearing: /汇报/,
  account: /述法/,
  lawBefore: /会前.*学/,
  trial: /旁听|庭审/,
  court: /出庭|应诉/,
}
/** A kind's own name: of what says it, nobody need be asked. */
const names: Record<WorkKind, RegExp> = {
  decision: /决策/,
  lawsuit: /应诉|诉讼/,
  mediation: /调解/,
  publicity: /宣传|普法/,
  advice: /咨询/,
  specialStudy: /专题研究/,
  hearing: /听取.*汇报/,
  account: /述法/,
  lawBefore: /会前学法/,
  trial: /旁听/,
  court: /出庭应诉/,
}

/** Whether a text says the kind by its own name, not by other words (合同审查 for 法律咨询). */
export function isNamed(kind: WorkKind, text: string): boolean {
  return names[kind].test(matchKey(text))
}

/** What one kind says more of than another: 合法性审查 is no advice, 旁听出庭应诉案件庭审 no court appearance. */
const before: Partial<Record<WorkKind, WorkKind[]>> = {
  decision: ['advice'],
  trial: ['court'],
  lawBefore: ['specialStudy', 'hearing'],
  account: ['hearing'],
}

/** The kinds of work that words may mean, of advisers or of leaders. */
export function kindsMeant(text: string, isOfAdviser: boolean): WorkKind[] {
  const key = matchKey(text)
  const all: readonly WorkKind[] = isOfAdviser ? adviserKinds : leaderKinds
  const found = all.filter(kind => words[kind].test(key))
  const beaten = new Set(found.flatMap(kind => before[kind] ?? []))
  return found.filter(kind => !beaten.has(kind))
}
