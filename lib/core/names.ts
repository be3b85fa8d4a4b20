import { pinyin } from 'pinyin-pro'

const dots = '•‧∙⋅・･'

/** A name as stored: half-width, no spaces between Chinese characters, one kind of middle dot. */
export function tidyName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(new RegExp(`[${dots}]`, 'g'), '·')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}|·) | (?=\p{Script=Han}|·)/gu, '')
    .trim()
}

// Full-width forms, and the second places of ideographs that old code pages had twice.
const twice = [
  [0x2e80, 0x2fdf],
  [0xf900, 0xfaff],
  [0xff01, 0xffee],
] as const
let forms: Map<string, string> | undefined

/** How else a character of a name or a number may be written: what `tidyName` makes this one, and a full stop for a dot. */
export function otherForms(character: string): string {
  if (!forms) {
    forms = new Map([['·', `${dots}.．`]])
    for (const [from, to] of twice)
      for (let code = from; code <= to; code++) {
        const form = String.fromCharCode(code)
        const plain = form.normalize('NFKC')
        if (plain !== form && plain.length === 1) forms.set(plain, (forms.get(plain) ?? '') + form)
      }
  }
  return forms.get(character) ?? ''
}

/**
 * Finds somebody by 工号, in whatever case it is typed: the same spelling first, which numbers of earlier releases
 * need, else the only one that differs in case alone.
 */
export function byStaffNo<T extends { staffNo: string }>(people: T[]): (staffNo: string) => T | undefined {
  const exact = new Map(people.map(each => [each.staffNo, each]))
  const caseless = new Map<string, T | undefined>()
  for (const each of people) {
    const key = each.staffNo.toUpperCase()
    caseless.set(key, caseless.has(key) ? undefined : each)
  }
  return staffNo => exact.get(staffNo) ?? caseless.get(staffNo.toUpperCase())
}

/** First letters of the pinyin, lower case: 张三 → zs. People are searched by them. */
export function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' })
    .map(each => each.slice(0, 1))
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

type Numbered = { staffNo: string; name: string }

/**
 * What is kept of a person that somebody chose. A number that the product gave is the next one: it is kept with the name, as
 * it may be that of somebody else where people of an import that is not written yet are added otherwise.
 */
export function choiceOfPerson({ staffNo, name }: Numbered): string {
  return /^X\d+$/.test(staffNo) ? `${staffNo} ${name}` : staffNo
}

/** Who was chosen, by a number alone or with the name; nobody where the number is that of another by now. */
export function chosenPerson<P extends Numbered>(people: P[]): (choice: string) => P | undefined {
  const numbered = byStaffNo(people)
  return choice => {
    const [, staffNo = choice, name] = /^(X\d+) (.+)$/.exec(choice) ?? []
    const found = numbered(staffNo)
    return name === undefined || found?.name === name ? found : undefined
  }
}
