import { otherForms } from '@/lib/core/names'

/** What a person is called and found by. */
export type Known = { name: string; staffNo: string; phone: string | null }

/** 已注销人员 #n: the name in every list, the same in both languages because it is data. */
export function erasedName(number: number): string {
  return `已注销人员 #${number}`
}

/** In the place of the staff number, which has to be there and unique. */
export function erasedStaffNo(number: number): string {
  return `#${number}`
}

/** Shorter ones without a letter are ordinary numbers in a sentence: 12, 2023. */
const SHORTEST_NUMBER = 6

/** What may stand between the characters of a name or a number in a text. */
const blanks = [...' \t\n\r\u00a0\u2002\u2003\u2009\u202f\u3000']

/** In JSON the keys under these are words of a sheet, given a meaning by hand; all others are words of the program. */
const keyedByWords = new Set(['aliases', 'answers', 'decisions', 'meanings', 'people', 'said'])

/**
 * Takes a person out of texts that are about something else. `longer` are names of others, units and words of the office
 * that contain the name: 王伟 in 王伟强 is somebody else. Where another person is called the same, `hasNamesake`, nobody
 * can tell whom a text means: the name then stays, and numbers go.
 */
export function takesOut(
  { name, staffNo, phone }: Known,
  { to, longer, hasNamesake }: { to: string; longer: string[]; hasNamesake: boolean },
): { text: (text: string) => string; json: (text: string) => string } {
  const named = hasNamesake
    ? null
    : new RegExp(
        [...longer.toSorted((a, b) => b.length - a.length).map(escaped), `(${spelt(name)})`].join('|'),
        'giu',
      )
  const numbers = [
    ...(phone
      ? [new RegExp(`(?<!${digit})${lettersOf(phone).join(`[${blanks.join('')}－-]?`)}(?!${digit})`, 'gu')]
      : []),
    ...(isTelling(staffNo)
      ? [
          new RegExp(
            `(?<!${digit}|[A-Za-zＡ-Ｚａ-ｚ])${lettersOf(staffNo).join('')}(?!${digit}|[A-Za-zＡ-Ｚａ-ｚ])`,
            'giu',
          ),
        ]
      : []),
  ]
  const text = (given: string) => {
    const unnamed = named ? given.replace(named, (found, own) => (own === undefined ? found : to)) : given
    return numbers.reduce((so, number) => so.replace(number, to), unnamed)
  }
  /** `under` is the key of the value, `cells` in the rows of a draft: only there may a number be somebody's. */
  const inValue = (value: unknown, under = ''): unknown => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number' && under === 'cells') return text(String(value)) === to ? to : value
    if (Array.isArray(value))
      return value.map(each => inValue(each, ['rows', 'cells'].includes(under) ? 'cells' : ''))
    if (value === null || typeof value !== 'object') return value
    const entries = Object.entries(value)
    return Object.fromEntries(
      entries.map(([key, each]) => [keyedByWords.has(under) ? text(key) : key, inValue(each, key)]),
    )
  }
  // A draft's cells are a line of JSON for some rows at a time.
  const json = (given: string) => {
    const lines = given.split('\n').map(line => {
      const changed = JSON.stringify(inValue(JSON.parse(line)))
      return changed === JSON.stringify(JSON.parse(line)) ? line : changed
    })
    return lines.join('\n')
  }
  return { text, json }
}

/**
 * Whether a text, or the JSON of one, may name the person, in whatever case, width and grouping: told at once for each
 * row of a large database, and `takesOut` decides.
 */
export function mayName({ name, staffNo, phone }: Known): (text: string) => boolean {
  // In JSON a tab and the end of a line stand as two characters.
  const between = `(?:[${blanks.join('')}－-]|\\\\[tnr])*`
  const words = [name, staffNo, phone].flatMap(word => {
    const letters = lettersOf((word ?? '').replace(/[\s-]/g, ''))
    return letters.length > 0 ? [letters.join(between)] : []
  })
  const any = new RegExp(words.join('|') || '(?!)', 'iu')
  return text => any.test(text)
}

/** Whether a word names the person: as a whole, or as a part of something `longer`. */
export function namedIn(word: string, name: string): 'no' | 'whole' | 'longer' {
  if (new RegExp(`^${spelt(name)}$`, 'iu').test(word)) return 'whole'
  return new RegExp(spelt(name), 'iu').test(word) ? 'longer' : 'no'
}

/** With whatever blanks a sheet has between its characters; a name in Latin letters only as whole words. */
function spelt(name: string): string {
  const letters = lettersOf(name.replace(/\s+/g, '')).join(`[${blanks.join('')}]*`)
  return /\p{Script=Han}/u.test(name) ? letters : `(?<![\\p{L}\\d])${letters}(?![\\p{L}\\d])`
}

/** Each character in whatever form. */
function lettersOf(word: string): string[] {
  return [...word].map(each => {
    const others = otherForms(each)
    return others ? `[${escaped(each)}${[...others].map(escaped).join('')}]` : escaped(each)
  })
}

const digit = '[0-9０-９]'

function isTelling(staffNo: string): boolean {
  return staffNo.length >= SHORTEST_NUMBER || (staffNo.length >= 3 && /[a-z]/i.test(staffNo))
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

export type ErasureRefusal = 'inService' | 'ownAccount' | 'lastAdministrator' | 'openYear' | 'otherName'

type Asked = { isOwn: boolean; isInService: boolean; isLastAdministrator: boolean; openYears: number[] }

/**
 * Why a person cannot be taken out: still in service, the asker's own account, the last administrator; or in the lists
 * of a year that is not locked, unless whoever asks has said that they know.
 */
export function erasureRefusal(
  asked: Asked,
  knowsOpenYears: boolean,
): Exclude<ErasureRefusal, 'otherName'> | null {
  if (asked.isOwn) return 'ownAccount'
  if (asked.isInService) return 'inService'
  if (asked.isLastAdministrator) return 'lastAdministrator'
  return asked.openYears.length > 0 && !knowsOpenYears ? 'openYear' : null
}
