import { expect, test } from 'vitest'
import { messages } from '@/app/_i18n/messages'
import { glossary } from '@/lib/core/glossary'
import { chineseInEnglish } from './exceptions'
import { codeOf, files, places } from './source'

const zh = flat(messages.zh)
const en = flat(messages.en)
const subjects = Object.keys(messages.zh).join('|')
// Everything except the messages themselves may refer to a key: pages, schemas, refusals of commands.
const users = files(/^(app|lib|db|server|tests\/(unit|db))\/.*\.(ts|tsx)$/).filter(
  file => !/\/messages\/|app\/_i18n\/messages/.test(file),
)

test('Chinese and English have the same keys', () => {
  expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
})

test('Chinese and English name the same places', () => {
  const differing = [...zh].filter(
    ([key, text]) => String(placesIn(text)) !== String(placesIn(en.get(key) ?? '')),
  )

  expect(differing.map(([key]) => key)).toEqual([])
})

test('no message is empty or shouts', () => {
  const odd = [...zh, ...en].filter(([, text]) => text.trim() === '' || /[!！]/.test(text))

  expect(odd).toEqual([])
})

test('a reason is a whole sentence: it is shown alone, and after “Not saved:”', () => {
  const reasons = [...en].filter(([key]) => /(efused|\bfault)\.\w+$/.test(key))
  const fragments = reasons.filter(([, text]) => !/^[\p{Lu}\d“{]/u.test(text))

  expect(reasons.length).toBeGreaterThan(100)
  expect(fragments, 'begin it with a capital letter, and let it read without what stands before').toEqual([])
})

test('one thing has one word, that of the glossary', () => {
  const others = {
    'word.reason': /理由/,
    'word.passMark': /合格线|及格线|及格分/,
  }
  const wrong = Object.entries(others).flatMap(([word, other]) =>
    [...zh].flatMap(([key, text]) =>
      other.test(text) ? [`${key}: ${glossary[word as keyof typeof others][0]}`] : [],
    ),
  )

  expect(wrong, 'say it with the word of lib/core/glossary.ts').toEqual([])
})

test('English messages hold no Chinese', () => {
  const mixed = [...en].filter(([key, text]) => /\p{Script=Han}/u.test(text) && !chineseInEnglish.has(key))

  expect(mixed).toEqual([])
})

test('every key that is used exists', () => {
  const named = new RegExp(`(?<=['"\`])(${subjects})\\.[a-z]\\w*(\\.\\w+)+(?=['"\`])`)
  const missing = users
    .flatMap(file => places(file, named))
    .filter(place => {
      const key = place.slice(place.lastIndexOf(' ') + 1)
      return !zh.has(key) && !(key in glossary) && !isGroup(key)
    })

  expect(missing, 'write the message in messages/<subject>.zh.ts and .en.ts').toEqual([])
})

test('every message is used', () => {
  const said = users.map(codeOf).join('\n')
  // A template such as `common.weekday.w${n}`, or the prefix of an action's refusals, uses all keys with that
  // beginning.
  const beginnings = [...said.matchAll(new RegExp(`\`((?:${subjects})\\.[\\w.]*)\\$\\{`, 'g'))]
    .map(found => found[1] ?? '')
    .concat(
      [...said.matchAll(new RegExp(`['"]((?:${subjects})\\.[\\w.]+)['"]`, 'g'))].map(found => `${found[1]}.`),
    )
    .filter(beginning => beginning.split('.').length > 2)
  // What could hold a key, each once: looking through all the code for each key took seconds.
  const dotted = [...new Set(said.match(/\w*(\.\w+)+/g))].join('\n')
  const unused = [...zh.keys()].filter(
    key => !dotted.includes(key) && !beginnings.some(beginning => key.startsWith(beginning)),
  )

  expect(unused, 'take them out of messages/<subject>.zh.ts and .en.ts').toEqual([])
})

test('what a schema says of a fault is a message', () => {
  const inputs = files(/^lib\/.*\.input\.ts$/)
  const said = inputs.flatMap(file => places(file, /(?<=['"`])[a-z]\w*(\.\w+)+(?=['"`])/i))
  const unknown = said.filter(place => !zh.has(place.slice(place.lastIndexOf(' ') + 1)))

  expect(inputs.length).toBeGreaterThan(20)
  expect(said.length).toBeGreaterThan(100)
  expect(unknown, 'write the message in messages/<subject>.zh.ts and .en.ts').toEqual([])
})

test('every place of a refusal is named where a command refuses', () => {
  const commands = files(/^(lib\/.*\.(commands|rules|queries|import)|lib\/spreadsheet\/.*|app\/.*)\.ts$/).map(
    codeOf,
  )
  const unfilled = [...zh].flatMap(([key, text]) => {
    const [, reason = ''] = /efused\.(\w+)$/.exec(key) ?? []
    if (reason === '') return []
    const naming = commands.filter(code => code.includes(`'${reason}'`) || code.includes(`.${reason}`))
    return placesIn(text)
      .filter(place => !naming.some(code => new RegExp(`\\b${place}\\b`).test(code)))
      .map(place => `${key} {${place}}`)
  })

  expect(unfilled, 'give it in `places` of the refusal').toEqual([])
})

function isGroup(key: string): boolean {
  return [...zh.keys()].some(each => each.startsWith(`${key}.`))
}

function placesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(found => String(found[1])))].sort()
}

function flat(tree: object, before = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string' ? [[before + name, value] as const] : [...flat(value, `${before}${name}.`)],
    ),
  )
}
