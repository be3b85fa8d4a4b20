import { expect, test } from 'vitest'
import { chineseInApp, longFiles } from './exceptions'
import { codeOf, exists, files, places, textOf } from './source'

const topLevel = new Set(
  `.ci .dependency-cruiser.mjs .gitignore CONTRIBUTING.md README.md LICENSE app biome.json db docs drizzle drizzle.config.ts instrumentation.ts lefthook.yml lib
  next.config.mjs package-lock.json package.json postcss.config.mjs proxy.ts server tests tsconfig.json`.split(
    /\s+/,
  ),
)
const rooms =
  'calendar import statistics attendance exam activity plan organisation spreadsheet access core'.split(' ')
const roles = 'rules|queries|commands|input|sheet|import|sql|crypto'
const inRoom = `lib/(?:${rooms.join('|')})/(?:[a-z0-9-]+/)?`
/** A noun and its role; in rooms without domain tables the noun alone is enough. */
const namedByRole = new RegExp(`^${inRoom}[a-z0-9-]+\\.(?:${roles})\\.ts$`)
const namedByNoun = /^lib\/(core(\/i18n)?|access|spreadsheet\/formats)\/[a-z0-9-]+\.(ts|mjs)$|\.worker\.mjs$/
const messages = new RegExp(`^${inRoom}messages/\\w+\\.(?:zh|en)\\.ts$`)

test('nothing stands at the top but what a tool insists on', () => {
  const strays = new Set(
    files(/./)
      .map(file => file.split('/')[0] ?? '')
      .filter(name => !topLevel.has(name)),
  )

  expect([...strays], 'move each to app/, lib/<subject>/, db/ or tests/, beside what it serves').toEqual([])
})

test('a file of lib/ stands in a room, or in a part of one, under its noun and its role', () => {
  const strays = files(/^lib\//).filter(
    file => !namedByRole.test(file) && !namedByNoun.test(file) && !messages.test(file),
  )

  expect(
    strays,
    '<room>/<noun>.<role>.ts: a decision is .rules, a read .queries, a write .commands, a schema .input, columns .sheet, rows against the database .import, shared SQL .sql, hashes and seals .crypto; words lie in messages/ beside their subject',
  ).toEqual([])
})

test('nothing is called index, utils, helpers, types or constants', () => {
  const vague = files(
    /^(app|lib|db|server|tests)\/(.*\/)?(index|utils?|helpers?|types|constants|common|misc)\.(ts|tsx|mjs)$/,
  )

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

  expect(printers, 'throw, return, or write to the audit; the request log has one place').toEqual([])
})

test('the server calls nobody', () => {
  const calls = files(/^(app|lib|db|server)\/.*\.(ts|tsx|mjs)$/)
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

  expect(
    texts,
    'move the words to messages/<subject>.zh.ts and .en.ts beside the subject, or to the glossary',
  ).toEqual([])
})

test('every exception is still needed', () => {
  const gone = Object.keys(chineseInApp).filter(file => !exists(file))
  const unmatched = longFiles.filter(
    ([name]) => !files(name).some(file => textOf(file).split('\n').length > 301),
  )

  expect([...gone, ...unmatched.map(([name]) => String(name))], 'take them out of exceptions.ts').toEqual([])
})
