import { headKey } from '../import/heads'
import { type LeftOut, readRows, trimmed } from '../import/rows'
import { cleanName, cleanText } from '../import/text'
import type { RawTable } from '../import/workbook'
import { isNothing, readMinutes, readMoment } from '../presencecell/sheet'
import { addDays, type Day, dayOf, type Instant } from '../time/rules'

export const presenceFields = ['name', 'staffNo', 'unit', 'joined', 'left', 'minutes'] as const
export type PresenceField = (typeof presenceFields)[number]

/** Which head holds what. A plain number in `minutes` is of this unit. */
export type Mapping = {
  columns: Partial<Record<PresenceField, string>>
  unit: 'minute' | 'second'
  /** There is no time in it at all: who stands in the list came. */
  onlyNames: boolean
}

/** How sure we are of a program's heads: read from files of its users, from its interface alone, or not at all. */
export type Known = 'files' | 'interface' | 'none' | 'plain'
export type Starter = {
  id: 'tencent' | 'wecom' | 'dingtalk' | 'plain'
  name: string
  known: Known
  heads: Partial<Record<PresenceField, string[]>>
}

/**
 * Where to begin. 腾讯会议: both sheets of its export, as programs of its users read them (zhengft/meeting_stat:
 * 成员参会概况, 成员参会明细). 企业微信: that it knows the first entry, the last exit and the time between is said by
 * its interface (developer.work.weixin.qq.com/document/path/98149); how its file heads them we have not seen. 钉钉: no
 * file seen. The page says so.
 */
export const starters: Starter[] = [
  {
    id: 'tencent',
    name: '腾讯会议',
    known: 'files',
    heads: {
      name: ['用户昵称', '成员名称', '参会成员', '昵称'],
      joined: ['首次入会时间', '入会时间'],
      left: ['最后退会时间', '退会时间', '最后离会时间', '离会时间'],
      minutes: ['累计参会时长', '单次参会时长', '参会时长'],
    },
  },
  {
    id: 'wecom',
    name: '企业微信',
    known: 'interface',
    heads: {
      name: ['姓名', '成员', '参会人', '成员姓名'],
      staffNo: ['工号'],
      unit: ['部门', '所在部门'],
      joined: ['首次入会时间', '首次加入时间', '入会时间', '加入时间'],
      left: ['最后离会时间', '最后离开时间', '离会时间', '离开时间'],
      minutes: ['累计参会时长', '累计时长', '参会时长'],
    },
  },
  {
    id: 'dingtalk',
    name: '钉钉',
    known: 'none',
    heads: {
      name: ['姓名', '签到人', '参会人', '成员'],
      staffNo: ['工号', '员工工号'],
      unit: ['部门', '所属部门'],
      joined: ['签到时间', '首次入会时间', '入会时间', '加入时间'],
      left: ['签退时间', '最后离会时间', '离会时间', '离开时间'],
      minutes: ['参会时长', '会议时长', '累计参会时长'],
    },
  },
  {
    id: 'plain',
    name: '通用表格',
    known: 'plain',
    heads: {
      name: ['姓名', '参加人', '人员'],
      staffNo: ['工号', '人员编号', '编号', '手机', '手机号'],
      unit: ['单位', '部门', '所在单位'],
      joined: ['签到时间', '到会时间', '到达时间', '进入时间', '入会时间', '开始时间'],
      left: ['签退时间', '离开时间', '退出时间', '离会时间', '结束时间'],
      minutes: ['在场分钟', '在场时长', '参会时长', '时长', '分钟'],
    },
  },
]

/** The heads of a row, each by a name of its own: a second 时间 is `时间#2`. Where nothing stands, ''. */
export function headsOfRow(texts: string[]): string[] {
  const seen = new Map<string, number>()
  return texts.map(trimmed).map(text => {
    if (text === '') return ''
    const times = (seen.get(headKey(text)) ?? 0) + 1
    seen.set(headKey(text), times)
    return times === 1 ? text : `${text}#${times}`
  })
}

export type Profile = { name: string; mapping: Mapping }
export type Recognised = {
  profile: string
  headRow: number
  mapping: Mapping
  /** Fields whose head stands over several columns: which one is meant must be asked. */
  several: PresenceField[]
}

const HEAD_WITHIN = 60

/**
 * Whose file it is, by its heads: a profile of the office whose columns are all there, else the program that knows
 * most of them, with a name and something of time. Null where no row is such a head.
 */
export function recognise(
  table: RawTable,
  profiles: Profile[],
  programs: Starter[] = starters,
): Recognised | null {
  const rows = table.rows.slice(0, HEAD_WITHIN).map(headsOfRow)
  // A profile with few columns fits the files of others too.
  for (const { name, mapping } of [...profiles].sort((a, b) => weight(b.mapping) - weight(a.mapping))) {
    const at = rows.findIndex(heads =>
      Object.values(mapping.columns).every(head => columnOf(heads, head) >= 0),
    )
    if (at >= 0) return { profile: name, headRow: table.rowNumbers[at] ?? 0, mapping, several: [] }
  }
  for (const [at, heads] of rows.entries()) {
    const found = programs
      .map(program => ({ program, ...matched(heads, program) }))
      .filter(({ mapping }) => isEnough(mapping))
      .sort((a, b) => weight(b.mapping) - weight(a.mapping))
    const [best] = found
    if (best)
      return {
        profile: best.program.name,
        headRow: table.rowNumbers[at] ?? 0,
        mapping: best.mapping,
        several: best.several,
      }
  }
  return null
}

/**
 * The row that is likeliest the head, for whoever has to say which column is which; a title over merged cells, which
 * says one thing only, is none.
 */
export function likelyHead(table: RawTable): { headRow: number; mapping: Mapping } {
  const rows = table.rows
    .slice(0, HEAD_WITHIN)
    .flatMap((texts, at) =>
      new Set(texts.map(headKey).filter(Boolean)).size > 1 ? [{ at, heads: headsOfRow(texts) }] : [],
    )
  let best = { at: rows[0]?.at ?? 0, mapping: emptyMapping() }
  for (const { at, heads } of rows)
    for (const program of starters) {
      const { mapping } = matched(heads, program)
      if (weight(mapping) > weight(best.mapping)) best = { at, mapping }
    }
  return { headRow: table.rowNumbers[best.at] ?? 1, mapping: best.mapping }
}

export function emptyMapping(): Mapping {
  return { columns: {}, unit: 'minute', onlyNames: false }
}

/** Somebody, and something of time, or the word that all of the list came. */
export function isEnough({ columns, onlyNames }: Mapping): boolean {
  const saysWho = Boolean(columns.name || columns.staffNo)
  return saysWho && (onlyNames || Boolean(columns.joined || columns.left || columns.minutes))
}

export function columnOf(heads: string[], head: string): number {
  return heads.findIndex(each => each !== '' && headKey(each) === headKey(head))
}

function weight({ columns }: Mapping): number {
  return Object.keys(columns).length
}

function matched(heads: string[], { heads: wanted }: Starter) {
  const columns: Mapping['columns'] = {}
  const several: PresenceField[] = []
  for (const field of presenceFields)
    for (const word of wanted[field] ?? []) {
      const at = columnOf(heads, word)
      if (at < 0 || columns[field]) continue
      columns[field] = heads[at] as string
      if (columnOf(heads, `${word}#2`) >= 0 || columnOf(heads, `${heads[at]}#2`) >= 0) several.push(field)
    }
  const unit = /秒/.test(columns.minutes ?? '') ? 'second' : 'minute'
  return { mapping: { columns, unit, onlyNames: false } satisfies Mapping, several }
}

/** One row of the file: somebody, and when he or she was there, as far as it says. */
export type Line = {
  row: number
  staffNo: string
  name: string
  unit: string
  joined: Instant | null
  /** `open`: still there when the file was made. */
  left: Instant | 'open' | null
  /** As the file states it, in milliseconds. */
  stated: number | null
}
export type LineFault = {
  row: number
  reason: 'nobody' | 'notATime' | 'notMinutes' | 'backwards' | 'otherDay'
  places: Record<string, string>
}
export type Lines = {
  lines: Line[]
  faults: LineFault[]
  /** Invited, but without any time: was not there. */
  neverIn: { row: number; name: string }[]
  leftOut: LeftOut[]
  unknownHeads: string[]
}
export type Days = { day: Day; lastDay: Day }

/** The rows below the head. Null where the file has none of the heads any more. */
export function readLines(table: RawTable, headRow: number, mapping: Mapping, days: Days): Lines | null {
  const at = table.rowNumbers.indexOf(headRow)
  const heads = headsOfRow(table.rows[at] ?? [])
  const chosen = presenceFields.flatMap(field => {
    const head = mapping.columns[field]
    const column = head === undefined ? -1 : columnOf(heads, head)
    return column >= 0 ? [{ field, column, head: heads[column] as string }] : []
  })
  if (at < 0 || chosen.length < Object.keys(mapping.columns).length || !isEnough(mapping)) return null
  // Each chosen column gets a head that no other has, so that it is found by its place and not by its name.
  const marked = heads.map((head, column) =>
    chosen.some(each => each.column === column) ? `@${column}@` : head,
  )
  const sheet = readRows<PresenceField>(
    { ...table, rows: [marked, ...table.rows.slice(at + 1)], rowNumbers: table.rowNumbers.slice(at) },
    {
      columns: chosen.map(({ field, column, head }) => ({ field, heads: [`@${column}@`, head] })),
      required: [mapping.columns.name ? 'name' : 'staffNo'],
    },
  )
  if (!sheet.ok) return null
  const read: Lines = {
    lines: [],
    faults: [],
    neverIn: [],
    leftOut: sheet.leftOut,
    unknownHeads: sheet.unknownHeads,
  }
  for (const { row, cells } of sheet.rows) {
    const line = readLine(row, cells, mapping, days)
    if ('reason' in line) read.faults.push(line)
    else if (!mapping.onlyNames && line.joined === null && line.left === null && line.stated === null)
      read.neverIn.push({ row, name: line.name || line.staffNo })
    else read.lines.push(line)
  }
  return read
}

function readLine(
  row: number,
  cells: Partial<Record<PresenceField, string>>,
  { columns, unit }: Mapping,
  days: Days,
): Line | LineFault {
  const cell = (field: PresenceField) => (isNothing(cells[field] ?? '') ? '' : (cells[field] ?? ''))
  const fault = (reason: LineFault['reason'], places: Record<string, string> = {}): LineFault => ({
    row,
    reason,
    places,
  })
  const staffNo = cleanText(cell('staffNo')).replace(/\s/g, '')
  const name = cleanText(cell('name'))
  if (staffNo === '' && name === '') return fault('nobody')
  const moment = (field: 'joined' | 'left') => (cell(field) === '' ? null : readMoment(cell(field), days.day))
  const [joined, left] = [moment('joined'), moment('left')]
  for (const [field, read] of [['joined', joined] as const, ['left', left] as const])
    if (read === undefined) return fault('notATime', { head: columns[field] ?? '', text: cell(field) })
  const stated = cell('minutes') === '' ? null : readMinutes(cell('minutes'), unit)
  if (stated === undefined) return fault('notMinutes', { head: columns.minutes ?? '', text: cell('minutes') })
  if (joined != null && left != null && left < joined)
    return fault('backwards', { joined: cell('joined'), left: cell('left') })
  // Who stays past midnight leaves on the next day.
  const isOff = (at: Instant, last: Day) => dayOf(at) < days.day || dayOf(at) > last
  if (joined != null && isOff(joined, days.lastDay)) return fault('otherDay', { day: dayOf(joined) })
  if (left != null && isOff(left, addDays(days.lastDay, 1))) return fault('otherDay', { day: dayOf(left) })
  const isOpen = joined != null && left === null && columns.left !== undefined && stated === null
  return {
    row,
    staffNo,
    name,
    unit: cleanName(cell('unit')),
    joined: joined ?? null,
    left: isOpen ? 'open' : (left ?? null),
    stated,
  }
}
