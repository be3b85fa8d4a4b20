import { expect, test } from 'vitest'
import { notions } from '@/lib/core/glossary'
import { exists, files, places } from './source'

// A table and its columns keep the name under which rows were stored.
const code = files(/^(app|lib|db|server)\/.*\.(ts|tsx)$/).filter(file => !file.startsWith('db/schema/'))
const exported = code.flatMap(file =>
  places(file, /(?<=^export (?:async )?(?:function|const|class|type|interface) )\w+/m),
)

test('a notion of the glossary has no other name in code', () => {
  const wrong = Object.entries(notions).flatMap(([notion, [, , , others]]) =>
    exported
      .filter(place => others.some(other => holds(nameIn(place), other)))
      .map(place => `${place}: say ${notion}`),
  )

  expect(wrong, 'lib/core/glossary.ts has the word').toEqual([])
})

test('every notion lives where the glossary says', () => {
  const gone = Object.values(notions).filter(([, , place]) => !exists(place))

  expect(gone.map(([, name, place]) => `${name}: ${place}`)).toEqual([])
})

test('names are compared word by word', () => {
  expect(holds('commitPresence', 'presence')).toBe(true)
  expect(holds('PresenceRule', 'presence')).toBe(true)
  expect(holds('meetingRecordOf', 'meetingRecord')).toBe(true)
  expect(holds('concern', 'once')).toBe(false)
  expect(exported.length).toBeGreaterThan(1000)
})

/** Whether the words of one name occur in the other one after another: `ClashKind` contains `clash`. */
function holds(name: string, other: string): boolean {
  return ` ${wordsOf(name)} `.includes(` ${wordsOf(other)} `)
}

function wordsOf(name: string): string {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? []).join(' ').toLowerCase()
}

function nameIn(place: string): string {
  return place.slice(place.lastIndexOf(' ') + 1)
}
