import { type Columns, isMet } from './heads.rules'
import { matchKey } from './match.rules'
import { isLikeUnit } from './unit-name.rules'

const footers = /^(?:合计|小计|总计|制表|填表|填报|审核|备注|注)/
// Said below the table by whoever kept it; without the colon it may be a fact.
const keptBy =
  /^(?:记录|统计|登记|经办|负责|审批|主持|联系|单位负责|主管)人?(?:签[名字])?:|^(?:应到|实到|说明|附件|单位盖章)\S{0,6}:|^截[至止]到?(?:时间|日期)?:?\d{4}\D|^\S{0,6}(?:日期|时间|电话|地址|来源|说明|单位|部门|人|者|员):\S/
// 合计（人次）, 制表人：, 填报单位：, 审核（签字）, 备注：, 注1. are never the first cell of a fact.
const certainFooters = [
  /^(?:合计|小计|总计)(?:人数|人次|数)?(?:\([^()]*\))?(?:[:.,;\d]|$)/,
  /^(?:制表|填表|填报|审核|备注|注)(?:人员?|者|员|日期|时间|单位|部门|负责人|说明|明)?(?:\([^()]*\))?(?:[:.,;、。\d]|$)/,
]

// 平均分, 及格率, 实到人数, 共计25人: what is reckoned below a column stands alone, or with its figure.
const reckoned = [
  /^(?:合|小|总|累|共|一共|总共)计?(?:计|分|数|人数|人次|场次|学时)?$/,
  /^(?:总|班级|全体|单位|本?部门)?(?:平均|人均|最高|最低|均)(?:分数?|成绩|得分|值|数|率|学时)?$/,
  /^(?:总|平均)?(?:及格|合格|优秀|良好|不及格|不合格|达标|出勤|到课|到会|到岗|参会|参学|参考|参训|完成|缺勤|缺席|缺考|通过|签到)(?:率|人数|人次|数)$/,
  /^(?:应|实|未|已|缺|请假|公假|迟到|早退|应该|实际)(?:到|考|参加|参会|参考|参学|参训|出勤|签到|席|勤)?(?:总?人数|人次|数|合计)$/,
  /^(?:应|实)(?:到|考|参加|参会|参考|参学|出勤)$/,
  /^(?:总|全体)?(?:人数|人次|场次|次数)(?:合计|小计|总计)?$/,
  /^(?:第?[一二三四1-4]季度|(?:\d{1,2}|[一二三四五六七八九十]{1,3})月份?|[上下]半年|全年|年度|本(?:页|月|季度?|年度?))(?:合计|小计|总计|累计|共计)(?:数|份数|人数|人次)?$/,
]
// 负责人签字, 监考员签名, 领导审批, 盖章.
const signed =
  /^(?:\p{Script=Han}{0,8}(?:负责人?|领导|主任|书记|科长|考员?|考官|人|员|者|单位|部门|主管))?(?:签字|签名|签章|盖章|公章|审批|审核|审签|意见)(?:栏|处|日期)?$/u

// 抄送：区司法局, 2024年1月10日印发, 共印30份: the foot of an official paper.
const ofPaper = /^(?:抄送|抄报|主送|报送|分送|发至):|\d日印发$|^\(?共印\d+份\)?$/
// 柳岸社区居委会 2024.1.10: who issued it, and when.
const issued =
  /^(?<unit>\p{Script=Han}{3,40}?)(?:\([盖公]章\)|[盖公]章)?[:,]?(?:20\d\d[-年./]\d{1,2}[-月./]\d{1,2}[日号]?|二[〇○零]..年.{1,2}月.{1,3}日)$/u

const sign = '[√✓✔☑×✗✕✖○◯〇●◎△▲☆★◇◆□■]'
/** √出席 ×缺席 ○请假, 出席√ 缺席×: what the signs of a table mean. */
const legend = [
  new RegExp(
    `${sign}[\\s:：=—–－-]*(?:表示|代表|为)?\\p{Script=Han}{1,6}.*${sign}[\\s:：=—–－-]*(?:表示|代表|为)?\\p{Script=Han}`,
    'u',
  ),
  new RegExp(`\\p{Script=Han}{1,6}[\\s:：（(为-]*${sign}.*\\p{Script=Han}{1,6}[\\s:：（(为-]*${sign}`, 'u'),
]

/** Whether a text may begin a sum or a note. */
export const isFooter = (text: string) => footers.test(text)

/**
 * Sums and notes below a table: the first filled cell begins with 合计, 小计, 总计, 制表, 填表, 填报, 审核, 备注 or 注.
 * A fact can begin so as well (`审核重大行政决策` as a point of work, `注册会计师法讲座`). It is one where all required
 * cells are filled, none repeats the first (a merged note fills several), and no colon, number or end follows the
 * word. What is reckoned or signed below a table is none also where its row has a number.
 */
export function footing<F extends string>(
  texts: string[],
  cells: Partial<Record<F, string>>,
  spec: Columns<F>,
): 'sum' | 'note' | null {
  const words = texts.filter(Boolean)
  const own = footerOf(words.find(text => !/^\d{1,4}[.、．]?$/.test(text)) ?? '')
  if (own) return own
  const [only = ''] = new Set(words)
  if (new Set(words).size === 1 && legend.some(each => each.test(only))) return 'note'
  const first = matchKey(words[0] ?? '')
  if (keptBy.test(first) || ofPaper.test(first)) return 'note'
  if (new Set(words).size === 1 && isLikeUnit(issued.exec(first)?.groups?.unit ?? '')) return 'note'
  if (!footers.test(first)) return null
  const isFact =
    !certainFooters.some(footer => footer.test(first)) &&
    texts.filter(text => matchKey(text) === first).length === 1 &&
    spec.required.every(requirement => isMet(requirement, field => Boolean(cells[field])))
  if (isFact) return null
  return /^.计/.test(first) ? 'sum' : 'note'
}

function footerOf(text: string): 'sum' | 'note' | null {
  const bare = matchKey(text)
    .replace(/\([^()]*\)/g, '')
    .replace(/[:：]?(?:约?[\d.,]+(?:%|分|人次?|场次?|次|份|条)?)?[:：]?$/, '')
  if (reckoned.some(each => each.test(bare))) return 'sum'
  return [bare, matchKey(text).replace(/[():]/g, '')].some(each => signed.test(each)) ? 'note' : null
}
