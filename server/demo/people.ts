import {
  cast,
  communitySizes,
  departmentSizes,
  enterprisePosts,
  institutionPosts,
  leaders,
  type More,
} from './cast'
import { chance } from './chance'
import type { Membership, Person, Unit } from './facts'
import { STREET, unitNamed, unitsOf } from './street'

interface Row extends Membership {
  remark?: string
}
const LEADER = ['领导干部', '中心组成员', '党员', '应考人员', '领导小组成员']
const OFFICER = ['党员', '应考人员', '领导小组成员']

/** The 花名册 in the office's own order: leaders, departments, communities, institutions, enterprises. */
export const roster: readonly Row[] = makeRoster()
export const people: readonly Person[] = [...new Set(roster.map(row => row.person))]

export function personNamed(name: string, unitName?: string): Person {
  const found = roster.find(row => row.person.name === name && (!unitName || row.unit.name === unitName))
  if (!found) throw new Error(`nobody called ${name} in ${unitName ?? STREET}`)
  return found.person
}

function makeRoster(): Row[] {
  const rows: Row[] = []
  const name = names()
  const draw = chance('roster')
  let nextNo = 1
  const add = (unit: string, post: string, rank: string, tags: readonly string[], more: More = {}) => {
    const numbered = unitNamed(unit).kind !== 'enterprise'
    const staffNo = numbered ? `MQ${String(nextNo++).padStart(3, '0')}` : null
    const person = { id: rows.length + 1, staffNo, name: more.name ?? name(), post, rank }
    const since = `${draw.between(2004, 2022)}-${draw.of(['03', '07', '09', '11'])}-01`
    const from = more.from ?? (more.to || draw.next() < 0.6 ? since : null)
    const to = more.to ?? null
    const row = { person, unit: unitNamed(unit), tags: more.tags ?? tags, from, to, primary: true }
    rows.push(more.remark ? { ...row, remark: more.remark } : row)
    return person
  }
  /** Another row for a person who is already on the list. */
  const again = (person: Person, unit: string, tags: readonly string[], more: More & { primary?: boolean }) =>
    rows.push({
      person,
      unit: unitNamed(unit),
      tags,
      from: more.from ?? null,
      to: null,
      primary: more.primary ?? true,
      ...(more.remark ? { remark: more.remark } : {}),
    })
  const party = (tags: string[], share: number) => (draw.next() < share ? ['党员', ...tags] : tags)

  for (const [post, rank] of leaders) add(STREET, post, rank, LEADER)
  add(STREET, '办事处副主任', '副科级', LEADER, { from: '2023-07-03', remark: '2023年7月任现职' })
  add(STREET, '四级调研员', '副科级', ['领导干部', '党员', '应考人员'], { to: '2023-04-30', remark: '退休' })

  const moved: Record<string, Person> = {}
  for (const [unit, size] of departmentSizes) {
    const squad = unit === '综合执法队' ? ['行政执法人员'] : []
    const inCentreGroup = ['党政办公室', '党建办公室', '综合治理办公室', '明桥司法所'].includes(unit)
    const head = unit === '综合执法队' ? '队长' : unit === '明桥司法所' ? '所长' : '主任'
    add(unit, head, '股级', [...OFFICER, ...(inCentreGroup ? ['中心组成员'] : []), ...squad])
    for (let i = 1; i < size; i++) {
      const post = i === 1 && size > 4 ? `副${head}` : i < size - 1 ? '科员' : '工作人员'
      const tags = party(post === '工作人员' ? squad : ['应考人员', ...squad], 0.6)
      const part = cast[`${unit} ${i}`] ?? {}
      const person = add(unit, post, post === '科员' ? '一级科员' : '', tags, part)
      if (part.leaves) moved[part.leaves] = person
      if (part.leaves === '应急管理办公室')
        again(person, part.leaves, ['党员', '应考人员'], { from: '2023-06-01' })
    }
  }

  for (const [unit, size] of communitySizes) {
    add(unit, '党委书记、居委会主任', '', OFFICER)
    add(unit, '党委副书记', '', ['党员', '应考人员'])
    if (moved[unit]) again(moved[unit], unit, ['党员', '应考人员'], { from: '2023-05-15', remark: '下派' })
    for (let i = 2; i < size; i++) {
      const post = i < 7 ? '居委会委员' : i < size - 6 ? '社区工作者' : '网格员'
      const part = cast[`${unit} ${i}`] ?? {}
      const person = add(unit, post, '', party(post === '网格员' ? ['网格员'] : [], 0.42), part)
      if (unit === '凤山社区' && i === 3)
        again(person, '便民服务中心', [], { primary: false, remark: '派驻便民服务中心' })
      if (unit === '凤山社区' && i === 8) moved.柳堤社区later = person
      if (unit === '桥北社区' && i === 9)
        again(person, unit, ['党员'], { from: '2023-07-01', remark: '7月1日入党' })
    }
  }
  const later = moved.柳堤社区later
  if (later) again(later, '柳堤社区', ['党员'], { from: '2023-09-01', remark: '凤山社区调入' })

  for (const unit of [...unitsOf('institution'), ...unitsOf('enterprise')]) {
    const [first, ...others] = unit.kind === 'institution' ? institutionPosts : enterprisePosts
    add(unit.name, headOf(unit), '', party([], unit.kind === 'institution' ? 0.9 : 0.4))
    for (const post of [first ?? '', ...others])
      add(unit.name, post, '', party([], 0.2), cast[`${unit.name} ${post}`])
  }
  return rows
}

function headOf(unit: Unit): string {
  if (unit.kind === 'enterprise') return '总经理'
  return /小学|中学/.test(unit.name) ? '校长' : unit.name.endsWith('幼儿园') ? '园长' : '主任'
}

/** Unique invented names; the only namesakes are those of the cast. */
function names() {
  const draw = chance('names')
  const surnames = [
    ...'陈林黄张李王吴刘蔡杨许郑谢郭洪邱曾周叶廖赖徐苏庄江吕何罗高潘萧朱简钟施游詹沈胡傅董程温卢',
  ]
  const first = [...'志文建国晓明海丽秀雅美玉春秋金永德思子宇嘉俊佳雨若诗怡梓天立仁学慧惠淑启承']
  const second = [...'强华平军辉斌杰峰鹏涛敏燕玲芳娟霞萍英琴云慧洁颖婷欣怡涵轩豪琪瑶宁安远达成坤庆']
  const taken = new Set(['王伟', '李静'])
  return (): string => {
    for (;;) {
      const given = draw.next() < 0.2 ? draw.of(second) : draw.of(first) + draw.of(second)
      const made = draw.of(surnames) + given
      if (!taken.has(made) && new Set(made).size === [...made].length) {
        taken.add(made)
        return made
      }
    }
  }
}
