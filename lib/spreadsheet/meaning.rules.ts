import {
  type ImportKind,
  type ImportOptions,
  type WordAsked,
  type WordKind,
  wordKinds,
} from './importer.rules'
import { matchKey } from './text.rules'

/** What is said of words in a sheet; `kind` is that of the sheet. */
export type WordsSaid = Pick<ImportOptions, 'aliases' | 'answers' | 'meanings'> & { kind?: ImportKind }

export const wordKey = ({ means, field, word }: WordAsked) => `${means} ${field} ${word}`

export function wordOfKey(key: string): WordAsked | null {
  const [means, field = '', ...word] = key.split(' ')
  const known = wordKinds.find(each => each === means)
  return known ? { means: known, field, word: word.join(' ') } : null
}

// Kept: each cell of a long sheet asks.
const byMatch = new WeakMap<WordsSaid, Map<string, string>>()

/** In place of a field: the meaning holds in every column of a word for the same. */
export const ANY_FIELD = '*'

/** What was said of a word: of its field, else of every field, else of the word wherever it stands. */
export function saidOf(said: WordsSaid, { means, field, word }: WordAsked): string | undefined {
  const known = byMatch.get(said) ?? matched(said)
  byMatch.set(said, known)
  const key = matchKey(word)
  return (
    known.get(wordKey({ means, field, word: key })) ??
    known.get(wordKey({ means, field: ANY_FIELD, word: key })) ??
    known.get(key)
  )
}

function matched({ aliases, meanings = {} }: WordsSaid): Map<string, string> {
  const chosen = Object.entries(meanings).flatMap(([key, meaning]) => {
    const of = wordOfKey(key)
    return of ? [[wordKey({ ...of, word: matchKey(of.word) }), meaning] as const] : []
  })
  return new Map([
    ...Object.entries(aliases).map(([word, meaning]) => [matchKey(word), meaning] as const),
    ...chosen,
  ])
}

/** Columns in which the name of a unit may stand before a post. */
export const unitFields = ['unit', 'unitAndPost'] as const

/** The words for units of these columns that were given a meaning. */
export function unitWordsSaid({ aliases, meanings = {} }: WordsSaid): { field: string; word: string }[] {
  const chosen = Object.keys(meanings).flatMap(key => {
    const of = wordOfKey(key)
    if (of?.means !== 'unit') return []
    return unitFields.flatMap(field =>
      of.field === field || of.field === ANY_FIELD ? [{ field, word: of.word }] : [],
    )
  })
  return [...Object.keys(aliases).map(word => ({ field: 'unit', word })), ...chosen]
}

/** The kind of a remembered word: of one field of one kind of sheet, or `form` alone where it holds for all. */
export function rememberedKind(means: WordKind, of?: { sheet: ImportKind; field: string }): string {
  return of ? `${means} ${of.sheet} ${of.field}` : means
}

/** `unit activities host` → what it stands for, and where; null for a word of none of these kinds. */
export function readRememberedKind(
  kind: string,
): { means: WordKind; sheet: string | null; field: string } | null {
  const [first, sheet = null, field = ''] = kind.split(' ')
  const means = wordKinds.find(each => each === first)
  return means ? { means, sheet, field } : null
}

/** Words that stand for more than one unit: 各社区, 全体科室, 社区, 12个社区, 司法所和民政办, 党政办等. */
const severalUnits = [
  /各|^(?:街道|机关|辖区)?(?:全体|所有|全部|有关|相关|其他|其它|部分|多个|每)/,
  /[\d一二两三四五六七八九十百几数]+(?:个|家)/,
  /^(?:社区|科室|部门|单位|企业|企事业单位|事业单位|内设机构|网格|基层|全街道|全辖区)$/,
  /(?:办|所|社区|科|中心|站|队|委|局|部|会|公司|室|院|校)(?:和|及|与|以及).|等(?:单位|部门|社区|科室)?$|们$/,
  /[、,;/+&\n]/,
]

/**
 * Whether the meaning of a word may be remembered. One that stands for several units is one of them in its own sheet
 * at most.
 */
export function mayBeRemembered({ means, word }: Pick<WordAsked, 'means' | 'word'>): boolean {
  const plain = word.normalize('NFKC').replace(/[^\S\n]/g, '')
  return means !== 'unit' || !severalUnits.some(each => each.test(plain))
}
