import { type UnitWords, unitAhead } from './named-unit.rules'
import { bare, likeness, plainly } from './written-alike.rules'

export type Title = {
  /** What it is about, without the unit and the words that any title has. */
  about: string
  whole: string
  /** 第3期, 上午, 5月: a title with another one is another activity. */
  numbers: Map<string, string>
}

/** Days that titles name by their date. */
const DAYS: [RegExp, string][] = [
  [/12[·.・•‧月一—-]{0,1}4日?/, '宪法'],
  [/4[·.・•‧月一—-]{0,1}15日?/, '国家安全'],
  [/3[·.・•‧月一—-]{0,1}15日?/, '消费者权益'],
  [/6[·.・•‧月一—-]{0,1}26日?/, '禁毒'],
  [/6[·.・•‧月]5日?|65(?=世?界?环境)/, '环境'],
  [/11[·.・•‧月]9日?|119(?!\d)/, '消防'],
  [/5[·.・•‧月]12日?|512(?!\d)/, '防灾减灾'],
  [/12[·.・•‧月]2日?|122(?!\d)/, '交通安全'],
  [/3[·.・•‧月]8(?!\d)日?|(?<!\d)38(?!\d)/, '妇女'],
]
const SAME_WORDS: [RegExp, string][] = [
  [/中华人民共和国/g, ''],
  [/(?:国家)?宪法(?:宣传)?[日周]/g, '宪法'],
  [/(?:全民)?国家安全(?:教育)?日/g, '国家安全'],
  [/(?:国际)?禁毒(?:宣传)?[日月]/g, '禁毒'],
  [/民法典宣传月/g, '民法典'],
  [/(?:国际)?消费者权益(?:保护)?(?:日|法)?/g, '消费者权益'],
  [/安全生产(?:宣传)?月|安全生产法/g, '安全生产'],
  [/消防(?:宣传)?[日月]|消防法/g, '消防'],
  [/(?:防范)?电信(?:网络)?诈骗|反电信网络诈骗法?|防诈骗?|防骗|反诈骗?/g, '反诈'],
  [/(?:防范|打击|抵制|远离)?非法集资|(?:处置)?非集/g, '非法集资'],
  [/未成年人(?:保护法?|权益)|未保法/g, '未成年人'],
  [/(?:妇女)?权益保障法?|三八维权|妇女维权|妇女权益/g, '妇女'],
  [/反家庭暴力法?|反家暴法?/g, '反家暴'],
  [/垃圾分类(?:管理)?(?:条例)?/g, '垃圾分类'],
  [/预防养老诈骗|养老诈骗|反养老诈骗/g, '养老诈骗'],
  [/习近平法治思想/g, '法治思想'],
  [/(?:环境|生态)保护法?|(?:世界)?环境日/g, '环境'],
  [/医疗保[障险]/g, '医保'],
  [/老年人|老人|长者/g, '老人'],
]
const ANY_TITLE =
  /普法|法治|法律法规|法律知识|法律|宣传教育|宣传|宣讲|教育|活动|主题|系列|专题|专场|集中|咨询|服务|讲座|授课|讲课|公益|开展|举办|组织|举行|召开|进行|参加|联合|关于|知识|学习|培训|会议|大型|户外|现场|广场|进社区|进小区|走进|深入|我县|我区|我市|我街道|辖区|本级|社区|街道|年度|全国|全民|群众|居民|学法|用法|工作|一场|管理条例|条例|暂行|办法|规定|(?<!\d)[日周月](?!\p{L}{0,1}间)|之|的|与|和|暨|在|对|为|了|法$/gu

export function titleOf(text: string, units: readonly UnitWords[]): Title {
  const plain = plainly(text)
  const numbers = numbersIn(plain)
  let rest = plain.replace(/(?:19|20)\d\d年?度?/g, '')
  for (const [day, word] of DAYS) rest = rest.replace(day, ` ${word} `)
  let whole = bare(rest)
  for (
    let found = unitAhead(whole, units);
    found !== null && found.rest !== '';
    found = unitAhead(whole, units)
  )
    whole = found.rest.replace(/^(?:联合|与|和|同|组织|的)+/, '')
  whole = whole.replace(/^\p{L}{2,4}(?:社区|街道|司法所|派出所|居委会)(?=\p{L}{4})/u, found =>
    /[进入走为到]/.test(found) ? found : '',
  )
  // A day beside what it is about says it twice: 12·4国家宪法日.
  for (const [word, one] of SAME_WORDS) whole = whole.replace(word, one)
  whole = whole.replace(/(\p{L}{2,5})\1/gu, '$1')
  const about = whole.replace(ANY_TITLE, '')
  return { about: about.length < 2 ? '' : about, whole, numbers }
}

const NUMBERED =
  /第(\d+)(期|场|次|讲|批|季度|届|站|课|轮)|(?:[(（])(\d+)(?:[)）])|(?<!\d)(\d+)(季度|月份|月(?!\d))|(上午|下午|晚上|上半年|下半年)|(?:之|系列)(\d+)$/g

function numbersIn(plain: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, nth, kind, bracket, span, of, half, last] of plain.matchAll(NUMBERED)) {
    if (nth) found.set(kind ?? '', nth)
    else if (span) found.set(of?.startsWith('月') ? '月' : (of ?? ''), span)
    else if (half) found.set(half.endsWith('年') ? '年' : '午', half)
    else found.set('', bracket ?? last ?? '')
  }
  return found
}

/** 0 to 1; 0 where both are numbered and differ. */
export function titlesAlike(a: Title, b: Title): number {
  for (const [kind, value] of a.numbers) if ((b.numbers.get(kind) ?? value) !== value) return 0
  if (a.whole === b.whole) return 1
  const whole = likeness(a.whole, b.whole)
  if (a.about === '' && b.about === '') return Math.max(0.7, whole)
  // 普法宣传活动 says nothing of what it is about, so nothing against it either.
  if (a.about === '' || b.about === '') return Math.max(0.45, Math.min(whole, 0.6))
  return Math.max(likeness(a.about, b.about), (whole - 0.6) / 2)
}
