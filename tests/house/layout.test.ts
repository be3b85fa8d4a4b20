import { expect, test } from 'vitest'
import { chineseInApp, longFiles, otherNames, otherPatterns, printing } from './exceptions'
import { codeOf, exists, files, places, textOf } from './source'

const topLevel = new Set(
  `.ci .gitignore README.md LICENSE app biome.json db docs drizzle drizzle.config.ts instrumentation.ts lib
  next.config.mjs package-lock.json package.json postcss.config.mjs proxy.ts public tests tsconfig.json`.split(
    /\s+/,
  ),
)
const closedNames = /^lib\/[a-z0-9]+\/(rules|queries|commands|input|sheet|import)\.ts$/

test('nothing stands at the top but what a tool insists on', () => {
  const strays = new Set(
    files(/./)
      .map(file => file.split('/')[0] ?? '')
      .filter(name => !topLevel.has(name)),
  )

  expect([...strays], 'move each to app/, lib/<subject>/, db/ or tests/, beside what it serves').toEqual([])
})

test('a subject of lib/ holds only rules, queries, commands, input, sheet and import', () => {
  const strays = files(/^lib\//).filter(
    file =>
      !closedNames.test(file) && !(file in otherNames) && !otherPatterns.some(([name]) => name.test(file)),
  )

  expect(
    strays,
    'a decision belongs in rules.ts, a read in queries.ts, a write in commands.ts, a schema in input.ts, columns in sheet.ts, rows against the database in import.ts; what fits none wants a noun of its own',
  ).toEqual([])
})

test('nothing is called index, utils, helpers, types or constants', () => {
  const vague = files(
    /^(app|lib|db|tests)\/(.*\/)?(index|utils?|helpers?|types|constants|common|misc)\.(ts|tsx|mjs)$/,
  ).filter(file => !file.startsWith('lib/i18n/messages/'))

  expect(vague, 'name the file after the thing in it').toEqual([])
})

test('no file is longer than 300 lines without a reason', () => {
  const long = files(/\.(ts|tsx|mjs|css)$/).filter(
    file => textOf(file).split('\n').length > 301 && !longFiles.some(([name]) => name.test(file)),
  )

  expect(long, 'split it by what its parts are for, or give the reason in exceptions.ts').toEqual([])
})

test('every client component says so in its name', () => {
  const misnamed = files(/^app\/.*\.tsx?$/).filter(
    file =>
      /^['"]use client['"]/m.test(codeOf(file)) !== /\.client\.tsx?$/.test(file) &&
      !/\/(global-)?error\.tsx$/.test(file),
  )

  expect(misnamed, "a file with 'use client' ends in .client.tsx, and no other does").toEqual([])
})

test('no page needs what the Content-Security-Policy forbids', () => {
  const offences = files(/^app\/.*\.tsx$/).flatMap(file => [
    ...places(file, /\sstyle=[{"']/),
    ...places(file, /<(style|script|iframe)\b/),
    ...places(file, /dangerouslySetInnerHTML/),
    ...places(file, /\b(src|href|action)=["'](https?:)?\/\/[^"']*/),
    ...(/\.client\.tsx$/.test(file) || /error\.tsx$/.test(file) ? [] : places(file, /\son[A-Z]\w+=\{/)),
  ])

  expect(
    offences,
    'use classes or SVG attributes for looks, a .client.tsx for what reacts, and nothing from elsewhere',
  ).toEqual([])
})

test('app and lib print nothing', () => {
  const printers = files(/^(app|lib)\/.*\.(ts|tsx|mjs)$/).filter(file => /\bconsole\./.test(codeOf(file)))

  expect(
    printers.filter(file => !(file in printing) && !/\/cli\.ts$/.test(file)),
    'throw, return, or write to the audit; the request log has one place',
  ).toEqual([])
})

test('the server calls nobody', () => {
  const calls = files(/^(app|lib|db)\/.*\.(ts|tsx|mjs)$/)
    .filter(file => !/\.client\.tsx?$/.test(file))
    .flatMap(file =>
      places(file, /(?<![\w.])fetch\(|\bhttps?\.(get|request)\(|new (WebSocket|XMLHttpRequest)/),
    )

  expect(calls, 'the product makes no outgoing request').toEqual([])
})

test('what people read stands in the messages, not in app/', () => {
  const texts = files(/^app\/.*\.tsx?$/)
    .filter(file => !(file in chineseInApp))
    .flatMap(file => places(file, /[\p{Script=Han}][^'"`<]*/u))

  expect(texts, 'move the words to lib/i18n/messages/zh and en, or to the glossary').toEqual([])
})

test('every exception is still needed', () => {
  const gone = [...Object.keys(otherNames), ...Object.keys(printing), ...Object.keys(chineseInApp)].filter(
    file => !exists(file),
  )
  const silent = Object.keys(printing).filter(file => exists(file) && !/\bconsole\./.test(codeOf(file)))
  const unmatched = [...longFiles, ...otherPatterns]
    .filter(([name]) => files(name).length === 0)
    .map(([name]) => String(name))

  expect([...gone, ...silent, ...unmatched], 'take them out of exceptions.ts').toEqual([])
})
