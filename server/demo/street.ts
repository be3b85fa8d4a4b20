import type { Audience, Kind, Unit } from './facts'

/** 明桥街道 and everybody in it are invented; the name says so wherever it is printed. */
export const STREET = '明桥街道（演示）'

const departments = [
  ['党政办公室', '党政办'],
  ['党建办公室', '党建办'],
  ['综合治理办公室', '综治办'],
  ['经济服务办公室', '经服办'],
  ['社会事务办公室', '社事办'],
  ['城市管理办公室', '城管办'],
  ['综合执法队', '执法队'],
  ['应急管理办公室', '应急办'],
  ['便民服务中心', '便民中心'],
  ['明桥司法所', '司法所'],
] as const
const communities = ['望江', '柳堤', '桥北', '凤山', '东埔', '石井', '湖滨'] as const
const institutions = [
  ['明桥实验小学', '实验小学'],
  ['明桥中学', '明桥中学'],
  ['明桥中心幼儿园', '中心幼儿园'],
  ['明桥卫生服务中心', '卫生中心'],
  ['明桥文化服务中心', '文化中心'],
] as const
const enterprises = [
  ['明桥望江建筑工程有限公司', '望江建筑'],
  ['明桥柳堤物业服务有限公司', '柳堤物业'],
  ['明桥桥北商贸有限公司', '桥北商贸'],
  ['明桥东埔食品有限公司', '东埔食品'],
  ['明桥凤山纺织有限公司', '凤山纺织'],
  ['明桥农贸市场管理有限公司', '农贸市场'],
  ['明桥江湾酒店管理有限公司', '江湾酒店'],
] as const

const row = (kind: Kind, code: string, name: string, short: string): Unit => ({ kind, code, name, short })
const number = (prefix: string, index: number) => `${prefix}${String(index + 1).padStart(2, '0')}`

export const units: readonly Unit[] = [
  row('street', 'MQ00', STREET, '明桥街道'),
  ...departments.map(([name, short], i) => row('department', number('MQ1', i), name, short)),
  ...communities.map((name, i) => row('community', number('MQ2', i), `${name}社区`, name)),
  ...institutions.map(([name, short], i) => row('institution', number('MQ3', i), name, short)),
  ...enterprises.map(([name, short], i) => row('enterprise', number('MQ4', i), name, short)),
]

export function unitNamed(name: string): Unit {
  const found = units.find(unit => unit.name === name)
  if (!found) throw new Error(`no unit ${name}`)
  return found
}
export const unitsOf = (kind: Kind) => units.filter(unit => unit.kind === kind)

const anywhere = () => true
const community = (unit: Unit) => unit.kind === 'community'
const office = (unit: Unit) => unit.kind === 'street' || unit.kind === 'department'
const outside = (unit: Unit) => unit.kind === 'enterprise' || unit.kind === 'institution'

/** 对象 in the words of the office. All units stand directly below the street, so "and below" adds nobody. */
export const officials: Audience = { words: '全体机关干部', parts: [{ unit: office }] }
export const allCommunities: Audience = { words: '全体社区', parts: [{ unit: community }] }
export const communityMembers: Audience = { words: '各社区党员', parts: [{ unit: community, tag: '党员' }] }
export const officialsAndMembers: Audience = {
  words: '全体机关干部、各社区党员',
  parts: [...officials.parts, ...communityMembers.parts],
}
export const outsideUnits: Audience = { words: '各企事业单位', parts: [{ unit: outside }] }
/** People who are on no roster: counted as heads, never as rows. */
export const residents: Audience = { words: '辖区居民', parts: [] }
export const pupils: Audience = { words: '师生', parts: [] }
export const traders: Audience = { words: '商户', parts: [] }
export const tagged = (tag: string): Audience => ({ words: tag, parts: [{ unit: anywhere, tag }] })
export const inUnits = (...names: string[]): Audience => ({
  words: names.join('、'),
  parts: names.map(name => ({ unit: (unit: Unit) => unit.name === name })),
})
