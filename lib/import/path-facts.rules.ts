import { type Day, isDay } from '@/lib/core/time'
import { dayIn } from '@/lib/spreadsheet/day-said.rules'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The name of a file without its ending, a number before it and what says its kind. */
export function stemOf(path: string): string {
  return nameOf(path)
    .replace(/\.[a-z]{2,5}$/i, '')
    .replace(/^[\d\s._、-]+(?=\p{L})(?![月日年])/u, '')
    .replace(/[（(][^（）()]*[）)]/g, '')
    .trim()
}

/** The day that a file's name gives, else that of its folders: 20230308, 2023-3-8, 3月8日. */
export function dayOfPath(path: string, year?: number): Day | null {
  for (const step of path.split('/').reverse()) {
    const found =
      /(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)/.exec(step) ??
      /(?<!\d)(20\d\d)[-._年](\d{1,2})[-._月](\d{1,2})(?!\d)/.exec(step)
    if (found) {
      const [, named = '', month = '', day = ''] = found
      const whole = `${named}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
      if (isDay(whole)) return whole
    }
    const short = /(?<!\d)(\d{1,2})月(\d{1,2})[日号]/.exec(step)
    const read = short ? parseDay(short[0], year) : null
    if (read?.ok) return read.day
  }
  return null
}

const unitName =
  /^(?:20\d\d年?度?)?(?<name>\p{Script=Han}{2,8}?(?:(?<!进)(?:社区|村|学校)|居委会|村委会|街道|镇|乡|办公室|科|司法所|派出所|中心(?!组)|大队|小学|中学|医院|公司))/u

/** The unit with which the name of a file, else of one of its folders from within, begins: 东埔社区花名册. */
export function unitOfPath(path: string): string | null {
  for (const step of path.split('/').reverse()) {
    const name = unitName.exec(stemOf(step))?.groups?.name
    if (name !== undefined && !/^(?:各|全体|所有|街道各|辖区)/.test(name)) return name
  }
  return null
}

/** The meeting that the name of a sign-in sheet says: 3月8日中心组学习签到表, 中心组签到3.8. */
export function meetingOfName(path: string): { day: string; name: string } | null {
  const found = dayIn(nameOf(path).replace(/\.[a-z]{2,5}$/i, ''))
  if (!found) return null
  const name = found.rest
    .replace(/(?:签到|考勤|点名|签名)(?:表|册|簿|情况)?.*$/u, '')
    .replace(/^\d+[\s._、-]+|^[\s_.-]+|[\s_.-]+$/g, '')
  const isName = name.length > 1 && !/^(?:钉钉|腾讯|企业微信|微信|飞书|会议|附[件表]\d*)$/.test(name)
  return { day: found.day, name: isName ? name : '' }
}

/** The sheets with what the name of their file, or of its folders, says where nothing in them does. */
export function withNames(sheets: FileSheet[], path: string): FileSheet[] {
  const unit = unitOfPath(path)
  const meeting = meetingOfName(path)
  const named = {
    ...(unit ? { unit } : {}),
    ...(meeting ? { day: meeting.day } : {}),
    ...(meeting?.name ? { name: meeting.name } : {}),
    stem: nameOf(path).replace(/\.[a-z]{2,5}$/i, ''),
  }
  return sheets.map(({ table, ...sheet }) => ({ ...sheet, table: { ...table, named } }))
}
