import { matchKey } from './match.rules'

/** How the names of an office's units end. */
const ENDINGS =
  '社区|居委会|居民委员会|村委会|村民委员会|村|街道|办事处|镇|乡|办公室|办|科|室|所|支队|大队|中队|队|中心|站|局|处|部|委员会|工委|纪委|党委|党支部|工会|妇联|学校|小学|中学|幼儿园|医院|卫生院|公司|银行|领导|领导班子|班子成员|园区'
const isEnded = new RegExp(`^[\\p{Script=Han}\\d（）()、]{1,18}(?:${ENDINGS})$`, 'u')
const isOtherWord =
  /^(?:各|全|所有|有关|相关)|^(?:社区|农村|村|科室|部门|单位|机关科室|办公室|会议室|教室|村居|科办|街道|镇|乡)$|(?:干部|全部|内部|外部|本部|局部|场所|处所|到处|出处|主办|承办|协办|举办|督办|经办|交办|学科|本科|百科|排队|网站|布局|结局|寝室|会议室|教室|会场|主要领导|分管领导|到会领导)$/
// Of three letters that begin with one of these and end as units do, most are names of people: 陈登科.
const isLikeName =
  /^[王李张刘陈杨赵黄周吴徐孙朱马胡郭何梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁董余苏叶吕魏蒋杜丁沈姜范江傅钟卢汪戴崔任陆廖姚邱夏谭韦贾邹石熊孟秦阎薛侯雷白段郝孔邵史毛顾赖贺严尹钱施牛洪龚]\p{Script=Han}?[科办室所队站局处部村镇乡]$/u

/** Whether a text reads as the name of a unit, known or not: 社会事务办, 东埔社区. */
export function isLikeUnit(text: string): boolean {
  const bare = matchKey(text)
  return isEnded.test(bare) && !isOtherWord.test(bare) && !isLikeName.test(bare)
}

/** Whether most cells read as names of units. */
export const areUnits = (texts: readonly string[]): boolean =>
  texts.length > 0 && texts.filter(isLikeUnit).length * 2 > texts.length

/**
 * The name of a sheet as the unit whose sheet it is: where it reads as one, or as the beginning of one that there is
 * (东埔 of 东埔社区). 通讯录, 签到 and 汇总 are none.
 */
export function tabUnit(name: string, units: readonly string[]): string | undefined {
  const key = matchKey(name)
  const isBeginning = key.length > 1 && units.some(unit => matchKey(unit).startsWith(key))
  return isBeginning || isLikeUnit(name) ? name : undefined
}

/** How bodies are called, and what stays of the name without it. */
const bodyWords: { is: RegExp; ends: string[] }[] = [
  {
    is: /^(.+?)(?:社区)?(?:居民委员会|居委会)$|^(.+)社区$/u,
    ends: ['社区', '社区居民委员会', '社区居委会', '居民委员会', '居委会'],
  },
  { is: /^(.+?)(?:村民委员会|村委会)$|^(.+[^居])村$/u, ends: ['村', '村民委员会', '村委会'] },
  {
    is: /^(?:\p{Script=Han}{1,6}?[区县市旗])?(\p{Script=Han}{2,5}街道)(?:办事处|办)?$/u,
    ends: ['', '办事处', '办'],
  },
  {
    is: /^(?:\p{Script=Han}{1,6}?[区县市旗])?(\p{Script=Han}{2,5}[镇乡])(?:人民政府|政府)?$/u,
    ends: ['', '人民政府', '政府'],
  },
]

/**
 * Other names by which a body is called, beside its short name: 柳湾社区居民委员会 is 柳湾社区 and 柳湾居委会, 江南区青云街道办事处 is
 * 青云街道.
 */
export function bodyNames(name: string): string[] {
  for (const { is, ends } of bodyWords) {
    const found = is.exec(name)
    const core = found?.[1] ?? found?.[2]
    if (core !== undefined) return ends.map(end => `${core}${end}`).filter(each => each !== name)
  }
  return []
}

/** The name of a street or town with which a text begins. */
export const street = /^\p{Script=Han}{2,6}?(?:街道|镇|乡)(?:党工委|办事处|人民政府)?/u
const begins =
  /^(?<name>\p{Script=Han}{0,10}?(?:司法所|派出所)|\p{Script=Han}{2,10}?(?:社区|居委会|村委会|村(?![官民干级务居庄])|办公室|(?:支|大|中)?队(?!员)|中心(?!组)|小学|中学|幼儿园|医院|公司))/u

/** What makes a unit's name, at its beginning, that of another body: 东埔社区小学 is another than 东埔社区. */
export const bodies = '[小中大]学|学[校院]|幼儿园|医院|公司|派出所|[银支]行|[大中支]队'

/** The unit that a title begins with, behind the name of the street: 江滨街道望江社区工作人员名册. */
export function unitBegun(title: string): string | undefined {
  const bare = title.replace(/^\s*附[件表]\s*\d*\s*[:：]?\s*/, '').replace(/^\s*(?:19|20)\d\d年?度?\s*/, '')
  const name = begins.exec(bare.replace(street, ''))?.groups?.name
  return name !== undefined &&
    isLikeUnit(name) &&
    !/^(?:街道|社区|农村|城市|各|全|本|辖|下辖|所属|基层)/.test(name)
    ? name
    : undefined
}

/** Whether a name is that of a whole street or town, of which everybody is: it says of nobody where. */
export function isStreet(name: string): boolean {
  return street.exec(name)?.[0] === name.trim()
}
