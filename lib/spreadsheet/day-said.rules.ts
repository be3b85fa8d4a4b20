import { withFigures } from './days.rules'

const days =
  /(?<!\d)(?:20\d\d[-./年]\d{1,2}[-./月]\d{1,2}[日号]?|20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|\d{1,2}月\d{1,2}[日号])(?!\d)/g
/** 3.5 alone may be a version, or a mark out of ten. */
const shortDays = /(?<![\d.])(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?![\d.])/g
const ofMeeting = /签到|考勤|点名|签名|中心组|会议|例会|学习|讲座|培训/

const besideDay =
  /^(?:[\s,，(（)）]|(?:星期|周)[一二三四五六日天]|[上下]午|早上|中午|晚上|全天|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[:：时点](?:\d{2}分?|半|整|[一二三四五六七八九十]{1,3}分?)?|[-—~至到])*$/

const shortAlone = /^\(?((?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9]))(?![\d./])\)?(.*)$/

/** The day of a text that is nothing else: 2025年5月16日, 10月22日（周三）上午9:00. */
export function dayAlone(text: string): string | null {
  const said = dayIn(text)
  if (said) return besideDay.test(said.rest) ? said.day : null
  // 5.16, 5.16上午, (5/16): a short day that is nothing else.
  const [, day = '', rest = ''] = shortAlone.exec(text.normalize('NFKC').trim()) ?? []
  return day !== '' && besideDay.test(rest) ? day : null
}

/** The one day that a name or a title says, as it is written there, with what is left of it: 中心组签到3.5. */
export function dayIn(text: string): { day: string; rest: string } | null {
  const joined = text
    .normalize('NFKC')
    .replace(/(?<=\d)\s*([年月])\s*(?=\d)/g, '$1')
    .replace(/(?<=月\d{1,2})\s+(?=[日号])/g, '')
  const plain = withFigures(joined)
  const whole = plain.match(days) ?? []
  const found = whole.length === 0 && ofMeeting.test(plain) ? (plain.match(shortDays) ?? []) : whole
  const [day] = found
  if (day === undefined || new Set(found).size > 1) return null
  return {
    day,
    rest: plain
      .replaceAll(day, ' ')
      .replace(/\(\s*\)/g, ' ')
      .trim(),
  }
}
