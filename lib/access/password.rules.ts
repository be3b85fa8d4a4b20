import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { pinyin } from 'pinyin-pro'
import { pieces, surnames, syllables, words } from './common-passwords'

export type PasswordFault = 'tooShort' | 'tooLong' | 'common' | 'ownWords'

/**
 * Guesses below which a password is refused: what ten random characters take by the estimate, which counts ten for
 * each. The commonest passwords of the lists need at most a tenth (tests/unit/access/password.test.ts).
 */
const FEWEST_GUESSES = 1e10

// The estimate takes time that grows faster than the length: of a long password four pieces are judged.
const WINDOW = 20
const MOST_WINDOWS = 4

/**
 * What is wrong with a new password: fewer than ten characters, easily guessed, or little more than the owner's own
 * words (number, phone, name, unit) and the usual additions to them. Any character is allowed.
 */
export async function passwordFault(password: string, ownWords: string[]): Promise<PasswordFault | null> {
  const plain = password.normalize('NFKC')
  const length = [...password].length
  if (length < 10) return 'tooShort'
  if (length > 200) return 'tooLong'
  const own = ownWords.map(word => word.normalize('NFKC').toLowerCase()).filter(word => word.length > 1)
  const rest = without(plain.toLowerCase(), own)
  if (rest !== plain.toLowerCase() && isUsualAddition(rest)) return 'ownWords'
  const guessesOf = await estimator()
  const piece = repeated(plain)
  if (isWeak(piece, [], guessesOf)) return 'common'
  return isWeak(piece, own, guessesOf) ? 'ownWords' : null
}

/** Whether no window of the password is hard to guess: the whole needs at least as many guesses as each of them. */
function isWeak(password: string, own: string[], guessesOf: Estimate): boolean {
  const windows = (password.match(new RegExp(`.{1,${WINDOW}}`, 'gsu')) ?? []).slice(0, MOST_WINDOWS - 1)
  const last = [...password].slice(-WINDOW).join('')
  return [...new Set([...windows, last])].every(
    window => guessesOf(window, [...own, ...shortNames(window)]) < FEWEST_GUESSES,
  )
}

/** The piece of which the text is nothing but repetitions, the last one perhaps cut short; else the text. */
function repeated(text: string): string {
  for (let length = 1; length <= text.length / 2; length++)
    if (text.startsWith(text.slice(length))) return text.slice(0, length)
  return text
}

function without(text: string, own: string[]): string {
  return own.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text)
}

/** Fewer than five characters beside years and runs of digits or letters. */
function isUsualAddition(rest: string): boolean {
  const runs =
    /(19|20)\d\d|0?123(4(5(6(7(8(90?)?)?)?)?)?)?|654321|321|abcd?|qwe(rty?)?|520|1314|xuefa|mima|password|admin/g
  return [...rest.replace(runs, '')].length < 5
}

const syllable = [...syllables].sort((a, b) => b.length - a.length).join('|')
const fewSyllables = new RegExp(`(?<![a-z])(?:${syllable}){1,4}(?![a-z])`, 'g')

/** Letters that are at most four syllables of pinyin: a name or a phrase, whatever it is. */
function shortNames(password: string): string[] {
  return password.toLowerCase().match(fewSyllables) ?? []
}

type Estimate = (password: string, own: string[]) => number

let loaded: Promise<Estimate> | undefined

/** Loaded once, when the first password is chosen: a list of fifty thousand words, used on the server alone. */
function estimator(): Promise<Estimate> {
  loaded ??= import('@zxcvbn-ts/language-common').then(({ dictionary, adjacencyGraphs }) => {
    const spelt = (word: string) => pinyin(word, { toneType: 'none', type: 'array' }).join('')
    const field = [...new Set([...pieces, ...words.map(spelt), ...words.map(spread)])]
    const zxcvbn = new ZxcvbnFactory({
      dictionary: { ...dictionary, field, surnames, syllables },
      graphs: adjacencyGraphs,
      // With the default of 100 a password of such characters alone takes half a second.
      l33tMaxSubstitutions: 4,
    })
    return (password, own) => zxcvbn.check(spread(password), own.map(spread)).guesses
  })
  return loaded
}

/**
 * A Chinese character as two: the estimate counts ten guesses for a character that it does not know, and a hundred
 * are still few for one of several thousand.
 */
function spread(text: string): string {
  return text.replace(/\p{Script=Han}/gu, '$&\ue000')
}
