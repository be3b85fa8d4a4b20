import { isFit } from '@/lib/core/text'
import { type Day, isDay } from '@/lib/core/time'
import { parseDay } from '@/lib/spreadsheet/days.rules'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'
import type { FileSheet } from '@/lib/spreadsheet/reading.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'

export const MOST_FILES = 2000
export const MOST_FOLDER_BYTES = 4 * 1024 ** 3
/** A zip that is sent as one file, where there is no script. */
export const MOST_ZIP_BYTES = 100 * 1024 ** 2

/** The order in which the files of a year are written, as each rests on what those before it have brought. */
const order: ImportKind[] = [
  'units',
  'roster',
  'plan',
  'activities',
  'attendance',
  'exams',
  'results',
  'study',
  'outputs',
  'advisers',
]

const byName = new Intl.Collator('zh', { numeric: true })

export function inFolderOrder<T extends { kind: ImportKind; path: string }>(files: readonly T[]): T[] {
  return [...files].sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || byName.compare(a.path, b.path),
  )
}

/** What systems and programs leave in every folder, and nobody means: it is not even listed. */
export function isOfNobody(path: string): boolean {
  const steps = path.split('/')
  return steps.some(
    step =>
      step === '__MACOSX' ||
      step.startsWith('~$') ||
      /^\.(?!\.?$)/.test(step) ||
      /^(?:thumbs\.db|desktop\.ini|ehthumbs\.db)$/i.test(step),
  )
}

/** Why a path of an archive is not taken: it leads out of the folder, or cannot be stored. */
export function isUnfitPath(path: string): boolean {
  const steps = path.replaceAll('\\', '/').split('/')
  return (
    /^(?:\/|[a-z]:)/i.test(path.replaceAll('\\', '/')) ||
    steps.some(step => step === '..') ||
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u001f\u007f\ufffd]/.test(path) ||
    !isFit(path)
  )
}

/** Control characters, what stands for no character, and what turns the direction of the text beside it. */
const UNSHOWN = /[\p{Cc}\p{Cs}\ufffd-\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** An unfit path as text alone: its file is named, and never read. */
export function shownPath(path: string): string {
  return path.replace(UNSHOWN, '?').slice(0, LONGEST_PATH)
}

/** Characters of a path that are kept. */
export const LONGEST_PATH = 300

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The name of a file without its ending, a number before it and what says its kind. */
function stemOf(path: string): string {
  return nameOf(path)
    .replace(/\.[a-z]{2,5}$/i, '')
    .replace(/^[\d\s._、-]+(?=\p{L})(?![月日年])/u, '')
    .replace(/[（(][^（）()]*[）)]/g, '')
    .trim()
}

/** The one year that a file's name gives, else that of its folders from within. */
export function yearOfPath(path: string): number | null {
  for (const step of path.split('/').reverse()) {
    const years = [
      ...step.matchAll(/(?<!\d)((?:19|20)\d\d)(?=\D|$|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d))/g),
    ]
    const named = new Set(years.map(each => Number(each[1])))
    if (named.size > 0) return named.size === 1 ? ([...named][0] ?? null) : null
  }
  return null
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

const kindWords: [ImportKind, RegExp][] = [
  ['advisers', /法律顾问/],
  ['results', /成绩|得分/],
  ['exams', /考试(?:安排|计划|方案|通知)/],
  ['attendance', /签到|考勤|点名/],
  ['study', /网上学法|网络(?:培训|学院)|在线学习/],
  ['outputs', /宣传(?:台账|资料|品|统计|数量)/],
  ['activities', /活动(?:台账|记录|登记|汇总|一览)|台账/],
  ['plan', /(?:安排|计划|要点)/],
  ['roster', /花名册|名册|人员(?:名单|信息|情况)/],
  ['units', /单位(?:名单|一览|信息|$)|机构/],
]

/** The kind that a file's own name says. */
export function kindOfName(path: string): ImportKind | null {
  const stem = stemOf(path)
  return kindWords.find(([, word]) => word.test(stem))?.[0] ?? null
}

/** A plan of study for the communities rather than for the officials. */
export function isForCommunities(words: string): boolean {
  return /社区|企事业|村/.test(words) && !/机关/.test(words)
}

const unitName =
  /^(?:20\d\d年?度?)?(?<name>\p{Script=Han}{2,8}?(?:社区|居委会|村委会|村|街道|镇|乡|办公室|科|司法所|派出所|中心|大队|学校|小学|中学|医院|公司))/u

/** The unit with which the name of a file, else of one of its folders from within, begins: 东埔社区花名册. */
export function unitOfPath(path: string): string | null {
  for (const step of path.split('/').reverse()) {
    const name = unitName.exec(stemOf(step))?.groups?.name
    if (name !== undefined && !/^(?:各|全体|所有|街道各|辖区)/.test(name)) return name
  }
  return null
}

/**
 * The title that a file means: by its name, else by a line above its heads. The title is in the line, or the line is in
 * the title. Null where none or several fit.
 */
export function titleMeant(path: string, lines: readonly string[], titles: readonly string[]): string | null {
  for (const line of [stemOf(path), ...lines])
    for (const words of [
      /(?:成绩|得分)(?:单|表|册|汇总)*$|(?:完成)?情况(?:表)?$|统计?表$/,
      /(?:考试|测试|测验)?(?:成绩|得分).*$|(?:完成)?情况.*$|名单.*$/,
    ]) {
      const bare = matchKey(line.replace(words, ''))
      if (bare.length < 4) continue
      const fits = titles.filter(title => {
        const key = matchKey(title)
        return key.includes(bare) || (key.length >= 4 && bare.includes(key))
      })
      const [only] = fits
      if (fits.length === 1 && only !== undefined) return only
    }
  return null
}

/** The meeting that the name of a sign-in sheet says: 3月8日中心组学习签到表. */
export function meetingOfName(path: string): { day: string; name: string } | null {
  const found =
    /^(?<day>(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]|20\d\d[-.]\d{1,2}[-.]\d{1,2}|20\d{6})[\s_-]*(?<name>.+)$/u.exec(
      nameOf(path).replace(/\.[a-z]{2,5}$/i, ''),
    )
  const { day = '', name = '' } = found?.groups ?? {}
  const bare = name.replace(/(?:签到|考勤|点名)(?:表|册|簿|情况)?.*$/u, '').replace(/[\s_-]+$/, '')
  return day !== '' && bare.length > 1 ? { day, name: bare } : null
}

/** The sheets with what their file's name says in lines above them, as the sheets of other offices have it. */
export function withLinesAbove(sheets: FileSheet[], lines: string[]): FileSheet[] {
  return sheets.map(({ table, ...sheet }) => {
    const width = table.rows[0]?.length ?? 1
    const above = lines.map(line => [line, ...Array<string>(Math.max(0, width - 1)).fill('')])
    return {
      ...sheet,
      table: {
        ...table,
        rows: [...above, ...table.rows],
        rowNumbers: [...lines.map(() => 0), ...table.rowNumbers],
      },
    }
  })
}
