import { matchKey } from './text'

/** A word that 学习对象 may hold: a unit, a kind of units (社区), a tag of people, or a wording with its own meaning. */
export type AudienceTerm = { name: string; kind: 'unit' | 'kind' | 'tag' | 'alias' }
/** Terms directly behind each other all hold (`各社区党员`: of a community, and a Party member). */
export type AudiencePart<T extends AudienceTerm> = { terms: T[] } | { unknown: string }

const joint = /^(?:以及|[、及和与,;/+&。\s]|还有|其他)/
const before = /^(?:全体|全部|所有|各个|各级|各类|各|本|该|辖区内?|等)/
const after = /^(?:的?(?:全体|全部|所有)?(?:人员|成员|同志|人)|等)(?![\p{Script=Han}\p{L}])/u

/**
 * 学习对象 in words. Known terms are taken first, the longest first (`和平社区` is not torn at 和), then the joints
 * 、及和与以及 and commas. The parts are a union. What nobody knows comes back as it was written, between two joints.
 */
export function splitAudience<T extends AudienceTerm>(text: string, known: readonly T[]): AudiencePart<T>[] {
  const terms = known
    .map(term => ({ term, key: matchKey(term.name) }))
    .filter(({ key }) => key !== '')
    .sort((a, b) => b.key.length - a.key.length)
  return chunksOf(readable(text), terms).map(partOf)
}

type Known<T> = { term: T; key: string }
type Piece<T> = { text: string; term: T | null }

/** Half-width without losing the spaces, which may stand for a joint. */
function readable(text: string) {
  return text
    .normalize('NFKC')
    .replace(/[\u200b\ufeff]/g, '')
    .trim()
    .toLowerCase()
}

/** The pieces between two joints: known terms, and what lies before, between and behind them. */
function chunksOf<T>(text: string, terms: Known<T>[]): Piece<T>[][] {
  const chunks: Piece<T>[][] = []
  let chunk: Piece<T>[] = []
  let rest = text
  while (rest !== '') {
    const found = startOf(rest, terms)
    const cut = found ? null : joint.exec(rest)
    if (cut) {
      if (chunk.length > 0) chunks.push(chunk)
      chunk = []
      rest = rest.slice(cut[0].length)
      continue
    }
    const piece = found ?? { text: String.fromCodePoint(rest.codePointAt(0) ?? 0), term: null }
    const last = chunk.at(-1)
    if (last && last.term === null && piece.term === null) last.text += piece.text
    else chunk.push({ ...piece })
    rest = rest.slice(piece.text.length)
  }
  return chunk.length > 0 ? [...chunks, chunk] : chunks
}

function startOf<T>(rest: string, terms: Known<T>[]): Piece<T> | null {
  const exact = terms.find(({ key }) => matchKey(rest.slice(0, key.length)) === key)
  if (exact) return { text: rest.slice(0, exact.key.length), term: exact.term }
  const prefix = before.exec(rest)
  const behind = prefix && startOf(rest.slice(prefix[0].length), terms)
  if (behind) return { text: prefix[0] + behind.text, term: behind.term }
  const suffix = after.exec(rest)
  return suffix ? { text: suffix[0], term: null } : null
}

function partOf<T extends AudienceTerm>(chunk: Piece<T>[]): AudiencePart<T> {
  const terms = chunk.filter(piece => !isFiller(piece)).map(piece => piece.term)
  // Something unknown directly at a known term belongs to its wording: the whole of it must be explained.
  if (terms.length === 0 || terms.includes(null)) return { unknown: chunk.map(piece => piece.text).join('') }
  return { terms: terms.filter(term => term !== null) }
}

/** Words that add nobody: `中心组成员`, `东埔社区全体人员`, 的. */
function isFiller<T>(piece: Piece<T>) {
  return piece.term === null && (piece.text === '的' || after.test(piece.text))
}
