export type UnitKind = 'street' | 'department' | 'community' | 'enterprise' | 'institution' | 'other'

/** Units × tag; parts of an audience are a union (db/schema/audience.ts explains each field). */
export type Part = { unitId: number | null; below: boolean; unitKind: UnitKind | null; tagId: number | null }

/** A word that a sheet may use and what it means. */
export type KnownWord =
  | { means: 'units'; word: string; parts: Part[] }
  /** Of all units, or of `unitId` and those below it. */
  | { means: 'tag'; word: string; tagId: number; unitId?: number }
  /** People who are on no roster (居民, 群众 …): heads, never rows. */
  | { means: 'outsiders'; word: string }
  /** Adds no meaning after a unit: 各社区工作人员 are the people of all communities. */
  | { means: 'filler'; word: string }
  | { means: 'person'; word: string; personId: number }

/** The words of the database, and those of the street of a host. */
export type WordBook = { words: KnownWord[]; of: (hostUnitId: number) => KnownWord[] }

export type Understood = { parts: Part[]; personIds: number[]; outsiders: boolean; unknown: string[] }

const JOINTS = new Set(['、', '及', '和', ',', '，', '与', ';', '；', '/', ' ', '　', '以'])
const PREFIXES = ['全体', '所有', '全部', '各']

export const fillerWords = [
  '全体干部职工',
  '干部职工',
  '全体干部',
  '工作人员',
  '全体人员',
  '干部',
  '职工',
  '员工',
  '人员',
]
export const outsiderWords = [
  '社区居民',
  '辖区居民',
  '辖区群众',
  '居民群众',
  '来往群众',
  '过往群众',
  '居民',
  '群众',
  '市民',
  '公众',
  '社会公众',
  '学生',
  '师生',
  '商户',
  '经营户',
  '老年人',
  '老人',
  '青少年',
  '未成年人',
  '妇女',
  '儿童',
  '家长',
  '务工人员',
  '农民工',
  '游客',
  '住户',
  '业主',
]

/**
 * 学习对象 in words → parts. Known words are matched first, the longest first (so that 和平社区 is not split), then the
 * separators 、及和,. A unit directly followed by a tag means both at once; what is not understood is returned in
 * `unknown`.
 */
export function understandAudience(text: string, known: KnownWord[]): Understood {
  const byLetter = byFirstLetter(known)
  const understood: Understood = { parts: [], personIds: [], outsiders: false, unknown: [] }
  let units: Part[] | null = null
  let lost = ''

  const settle = () => {
    if (units) understood.parts.push(...units)
    units = null
    if (lost) understood.unknown.push(lost)
    lost = ''
  }

  // 社区“两委”成员 and 党工委理论学习中心组成员 are called without what stands around the name.
  const source = text
    .replace(/[（(].*?[）)]/g, '')
    .replace(/[“”"「」『』]/g, '')
    .replace(/(?:党工委|党委|党组)?理论学习(?=中心组)|(?:党工委|党委|党组)(?=中心组)/g, '')
    .trim()
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at)
    const word: (KnownWord & { taken?: number }) | undefined =
      begunBy(rest, byLetter).find(each => rest.startsWith(each.word)) ?? prefixed(rest, byLetter)
    if (word) {
      at += word.taken ?? word.word.length
      if (lost) {
        understood.unknown.push(lost)
        lost = ''
      }
      if (word.means === 'units') {
        settle()
        units = word.parts
      } else if (word.means === 'tag') {
        const { tagId } = word
        understood.parts.push(
          ...((units as Part[] | null)?.map(part => ({ ...part, tagId })) ?? [
            { unitId: word.unitId ?? null, below: true, unitKind: null, tagId },
          ]),
        )
        units = null
      } else if (word.means === 'outsiders') {
        understood.outsiders = true
        units = null
      } else if (word.means === 'person') {
        understood.personIds.push(word.personId)
      } else if (!units) {
        lost += word.word
      }
      continue
    }
    const letter = rest[0] as string
    at += 1
    if (JOINTS.has(letter)) settle()
    else if (letter !== '的' || !units) lost += letter
  }
  settle()
  return understood
}

function prefixed(rest: string, known: ByLetter): (KnownWord & { taken?: number }) | undefined {
  const prefix = PREFIXES.find(each => rest.startsWith(each))
  if (!prefix) return undefined
  const after = rest.slice(prefix.length)
  const word = begunBy(after, known).find(each => each.means !== 'filler' && after.startsWith(each.word))
  return word && { ...word, taken: prefix.length + word.word.length }
}

type ByLetter = Map<string, KnownWord[]>

// A roster of 20,000 names is 20,000 words: they are put in order once, not for each row of a sheet.
const inOrder = new WeakMap<KnownWord[], { count: number; byLetter: ByLetter }>()

/** The words by their first letter, the longest first. */
function byFirstLetter(known: KnownWord[]): ByLetter {
  const before = inOrder.get(known)
  if (before?.count === known.length) return before.byLetter
  const byLetter: ByLetter = new Map()
  for (const each of known) {
    const letter = each.word.charAt(0)
    const there = byLetter.get(letter)
    if (there) there.push(each)
    else byLetter.set(letter, [each])
  }
  for (const words of byLetter.values()) words.sort((a, b) => b.word.length - a.word.length)
  inOrder.set(known, { count: known.length, byLetter })
  return byLetter
}

function begunBy(text: string, byLetter: ByLetter): KnownWord[] {
  return byLetter.get(text.charAt(0)) ?? []
}
