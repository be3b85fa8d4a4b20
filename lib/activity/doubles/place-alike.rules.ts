import { isWithin } from '@/lib/access/unit-path.rules'
import { type UnitWords, unitAhead } from './named-unit.rules'
import { bare, isSlip, plainly } from './written-alike.rules'

export type Place = {
  /** Without the unit, what kind of place it is, and where before it: 望江. */
  core: string
  /** Whose it is where the text says so, by a name or as 社区, 居委会: of the host itself. */
  owner: string | null
  /** It says 社区 or 居委会 alone, so the owner is the host. */
  isOwn: boolean
  kinds: string[]
  floor: string | null
  room: string | null
}
export type PlaceAnswer = 'same' | 'kin' | 'own' | 'unknown' | 'other'

const KINDS: [kind: string, words: RegExp][] = [
  ['online', /线上|腾讯会议|钉钉|视频会议|直播/],
  ['school', /小学|中学|学校|幼儿园|学院/],
  ['market', /农贸市场|集贸市场|菜市场|市场|集市/],
  ['shop', /商场|超市|购物中心|商业街|步行街|商圈/],
  ['square', /广场/],
  ['park', /公园|游园/],
  [
    'room',
    /会议室|会议厅|多功能厅|报告厅|活动室|教室|大厅|礼堂|会堂|讲堂|培训室|阅览室|调解室|图书室|书屋|大会议室/,
  ],
  ['site', /工地|项目部/],
  ['firm', /有限公司|公司|工厂|厂区|企业|园区/],
  ['estate', /小区|花园|家园|苑$|新村/],
]
/** The house of a community or street, under its many names. */
const HOUSE =
  /党群服务中心|党群中心|便民服务中心|综合服务中心|社区服务中心|服务中心|社区居民委员会|社区居委会|居民委员会|居委会|村民委员会|村委会|服务站|办公楼|办公室|机关|办事处|政府/g
const OWN = /^(?:本|我)?(?:社区|居委会|居民委员会|村委会|村|党群服务中心|党群中心)/
const STREET_OWN = /^(?:本|我)?(?:街道办事处|街道办|街道|办事处|机关)/
// Each word can be taken apart in one way only, and so often at most: a text of others is read by it.
const BESIDE =
  /(?:大?门前|大?门口|门外|入口|出口|前面?|旁|边|附近|一带|现场|里面?|内|外面?|周边|(?:东|西|南|北)(?:侧|门|面|边)|处|上){1,4}$/
const ADORNED = /文化|市民|休闲|健身|法治|主题|生态|体育|小型|中心/g

/** A place as it is written by somebody of the host. */
export function placeOf(
  text: string | null,
  host: UnitWords | undefined,
  units: readonly UnitWords[],
): Place | null {
  let rest = bare(plainly((text ?? '').replace(/[(（][^)）]*[)）]/g, '')))
  if (rest === '') return null
  let owner: string | null = null
  let isOwn = false
  for (
    let found = unitAhead(rest, units);
    found !== null && found.rest !== '';
    found = unitAhead(rest, units)
  ) {
    owner = found.unit.core
    rest = found.rest
  }
  const own = owner === null && (OWN.exec(rest) ?? STREET_OWN.exec(rest))
  if (own && rest !== own[0]) {
    isOwn = true
    const ofStreet = !OWN.test(rest)
    // 社区, said by the street, may be any of them.
    owner = ofStreet ? streetOf(host, units) : ownerOf(host)
    // 居委会 is the house as well, and is taken off below.
    rest = rest.replace(/^(?:本|我)?(?:社区|街道|村)(?!委)/, '')
  } else if (own) {
    isOwn = true
    owner = OWN.test(rest) ? ownerOf(host) : streetOf(host, units)
  }
  rest = rest.replace(BESIDE, '')
  const floor = /(\d+)(?:楼|层|f)/.exec(rest)?.[1] ?? null
  const room = /(\d{3,4})(?:室|号|房|会议室|$)?/.exec(rest)?.[1] ?? null
  rest = rest.replace(/(\d+)(?:楼|层|f)/, '').replace(/\d{3,4}(?:室|号|房)?/, '')
  const kinds = KINDS.filter(([, words]) => words.test(rest)).map(([kind]) => kind)
  if (kinds.length === 0 && rest.search(HOUSE) >= 0) kinds.push('house')
  for (const [, words] of KINDS.filter(([name]) =>
    ['square', 'park', 'room', 'online', 'market'].includes(name),
  ))
    rest = rest.replace(words, '')
  rest = rest.replace(HOUSE, '').replace(BESIDE, '')
  const adorned = rest.replace(ADORNED, '').replace(/^[大小第]\d?|楼$/g, '')
  const core = adorned === '' && owner !== null ? '' : adorned === '' ? rest : adorned
  return { core, owner, isOwn, kinds, floor: floor ?? room?.slice(0, -2) ?? null, room }
}

function ownerOf(host: UnitWords | undefined): string | null {
  return host?.kind === 'community' ? host.core : null
}

function streetOf(host: UnitWords | undefined, units: readonly UnitWords[]): string | null {
  const above = units.filter(each => host && isWithin(host.path, each.path) && each.kind === 'street')
  return above.at(-1)?.core ?? null
}

/** Whether two places are one; `own`: one says only 社区广场, and nothing says that it is another. */
export function placesAlike(a: Place | null, b: Place | null): PlaceAnswer {
  if (a === null || b === null) return 'unknown'
  if (a.floor !== null && b.floor !== null && a.floor !== b.floor) return 'other'
  if (a.room !== null && b.room !== null && a.room !== b.room) return 'other'
  const isIndoors = (of: Place) =>
    of.floor !== null || of.kinds.some(each => each === 'room' || each === 'house')
  const isOneKind = a.kinds.some(each => b.kinds.includes(each)) || (isIndoors(a) && isIndoors(b))
  if (!isOneKind && a.kinds.length > 0 && b.kinds.length > 0) return 'other'
  const [left, right] = [a.core || (a.owner ?? ''), b.core || (b.owner ?? '')]
  if (a.core === '' && b.core === '') {
    if (a.owner === null || b.owner === null) return isOneKind ? 'kin' : 'unknown'
    return a.owner === b.owner ? 'same' : 'other'
  }
  if (left === right && left !== '') {
    const isApart =
      a.core !== '' && b.core !== '' && a.owner !== null && b.owner !== null && a.owner !== b.owner
    return isApart ? 'kin' : 'same'
  }
  if (left.length >= 2 && right.length >= 2 && (left.includes(right) || right.includes(left)))
    return isOneKind || a.kinds.length === b.kinds.length ? 'same' : 'kin'
  if (isSlip(left, right)) return left.length >= 3 ? 'same' : 'kin'
  if (a.isOwn !== b.isOwn && isOneKind && (a.core === '' || b.core === '')) return 'own'
  return 'other'
}
