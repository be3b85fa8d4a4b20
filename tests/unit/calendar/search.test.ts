import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byYear, patternOf, piecesOf, wordsIn } from '@/lib/calendar/search/search.rules'

test.each([
  ['民法典', ['民法典']],
  ['  宪法　讲座 ', ['宪法', '讲座']],
  ['ＡＢＣ', ['ABC']],
  ['法 法', ['法']],
  ['', []],
  [undefined, []],
  [['民法典'], []],
  ['一 二 三 四 五 六', ['一', '二', '三', '四', '五']],
])('asked for %j it looks for %j', (asked, words) => {
  expect(wordsIn(asked)).toEqual(words)
})

test('signs of LIKE are letters like any other', () => {
  expect(patternOf('100%_\\')).toBe('%100\\%\\_\\\\%')
})

test('what was found is marked, whatever its case, the longest word first', () => {
  expect(piecesOf('民法典与宪法（ABC）', ['宪法', '民法典', 'abc'])).toEqual([
    { text: '民法典', isHit: true },
    { text: '与', isHit: false },
    { text: '宪法', isHit: true },
    { text: '（', isHit: false },
    { text: 'ABC', isHit: true },
    { text: '）', isHit: false },
  ])
  expect(piecesOf('a.c', ['.'])).toEqual([
    { text: 'a', isHit: false },
    { text: '.', isHit: true },
    { text: 'c', isHit: false },
  ])
})

test('the pieces are the whole text, whatever is looked for', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (text, words) => {
      expect(
        piecesOf(text, words)
          .map(piece => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})

test('years stand with the newest first, and so do their days', () => {
  const found = ['2024-03-01', '2026-01-01', '2024-05-01'].map(day => ({ day }))

  expect(byYear(found)).toEqual([
    { year: 2026, found: [{ day: '2026-01-01' }] },
    { year: 2024, found: [{ day: '2024-05-01' }, { day: '2024-03-01' }] },
  ])
})
