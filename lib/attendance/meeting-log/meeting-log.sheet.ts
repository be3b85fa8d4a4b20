import type { RawTable } from '@/lib/spreadsheet/formats/workbook'
import { headKey } from '@/lib/spreadsheet/heads.rules'
import { trimmed } from '@/lib/spreadsheet/match.rules'

export const meetingLogFields = ['name', 'staffNo', 'unit', 'joined', 'left', 'minutes'] as const
export type MeetingLogField = (typeof meetingLogFields)[number]

/** The head of each field. A plain number in `minutes` has this unit. */
export type Mapping = {
  columns: Partial<Record<MeetingLogField, string>>
  unit: 'minute' | 'second'
  /** The file has no times: everybody in the list attended. */
  onlyNames: boolean
}

/** How reliable a program's heads are: known from real files, from its API alone, or not at all. */
export type Known = 'files' | 'interface' | 'none' | 'plain'
export type Starter = {
  id: 'tencent' | 'wecom' | 'dingtalk' | 'plain'
  name: string
  known: Known
  heads: Partial<Record<MeetingLogField, string[]>>
}

/**
 * Initial profiles. 腾讯会议: both sheets of its export, as programs of its users read them (zhengft/meeting_stat:
 * 成员参会概况, 成员参会明细). 企业微信: its API has first entry, last exit and the duration
 * (developer.work.weixin.qq.com/document/path/98149); the heads of its file are unknown. 钉钉: no file seen. The
 * page says so.
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

/** The heads of a row made unique: a second 时间 becomes `时间#2`. '' for an empty cell. */
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
  /** Fields whose head occurs in several columns: the user must choose one. */
  several: MeetingLogField[]
}

const HEAD_WITHIN = 60

/**
 * Recognises the program by the heads: a profile of the office whose columns are all there, else the program
 * with most matching heads, including a name and a time. Null where no row is such a head.
 */
export function recognise(
  table: RawTable,
  profiles: Profile[],
  programs: Starter[] = starters,
): Recognised | null {
  const rows = table.rows.slice(0, HEAD_WITHIN).map(headsOfRow)
  // Larger profiles first: one with few columns also matches files of other programs.
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
      .sort((a, b) => weight(b.mapping) - weight(a.mapping) || sureness(a.program) - sureness(b.program))
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
 * The most likely head row, for a user who must map the columns; a title over merged cells, with one text only,
 * is none.
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

/** Whether a mapping is sufficient: a person, and either a time or the statement that everybody attended. */
export function isEnough({ columns, onlyNames }: Mapping): boolean {
  const saysWho = Boolean(columns.name || columns.staffNo)
  return saysWho && (onlyNames || Boolean(columns.joined || columns.left || columns.minutes))
}

export function columnOf(heads: string[], head: string): number {
  return heads.findIndex(each => each !== '' && headKey(each) === headKey(head))
}

/** Common heads are not attributed to a program of which no file was seen. */
function sureness({ known }: Starter): number {
  return ['files', 'plain', 'interface', 'none'].indexOf(known)
}

function weight({ columns }: Mapping): number {
  return Object.keys(columns).length
}

function matched(heads: string[], { heads: wanted }: Starter) {
  const columns: Mapping['columns'] = {}
  const several: MeetingLogField[] = []
  for (const field of meetingLogFields)
    for (const word of wanted[field] ?? []) {
      const at = columnOf(heads, word)
      if (at < 0 || columns[field]) continue
      columns[field] = heads[at] as string
      if (columnOf(heads, `${word}#2`) >= 0 || columnOf(heads, `${heads[at]}#2`) >= 0) several.push(field)
    }
  const unit = /秒/.test(columns.minutes ?? '') ? 'second' : 'minute'
  return { mapping: { columns, unit, onlyNames: false } satisfies Mapping, several }
}

/** A proposed name for a new mapping: the file's name without extension and date. */
export function lastOf(fileName: string): string {
  return (
    fileName
      .replace(/\.[a-z]+$/i, '')
      .replace(/[-_ ]?\d{4,}.*$/, '')
      .slice(0, 40) ||
    starters.at(-1)?.name ||
    ''
  )
}
