import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sheetsOfText, tableOfText, textOfSheets, textOfTable } from '@/lib/spreadsheet/draft.rules'
import { draftRefusal, MOST_WAITING } from '@/lib/spreadsheet/draft-room.rules'

const at = { sheetName: '表', sheetNames: ['表', '二'] }
const none = async () => {}
const tableWith = (rows: string[][]) => ({ ...at, rows, rowNumbers: rows.map((_, n) => n + 2) })

test('the cells of a draft come back as they were, whatever stands in them', async () => {
  const cells = fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 3, maxLength: 3 }))
  const asked = fc.asyncProperty(cells, cells, async (one, other) => {
    const sheets = [one, other].map((rows, n) => ({
      name: `表${n}`,
      isHidden: n === 1,
      table: tableWith(rows),
    }))
    const back = await sheetsOfText(await textOfSheets(sheets, none), none)
    return (
      JSON.stringify(
        back.map(({ name, isHidden, table }) => [name, isHidden, table.rows, table.rowNumbers]),
      ) ===
      JSON.stringify(
        sheets.map(({ name, isHidden, table }) => [name, isHidden, table.rows, table.rowNumbers]),
      )
    )
  })

  await fc.assert(asked, { numRuns: 12 })
})

test('a word that a sheet says a hundred thousand times is kept once; many words are kept all the same', async () => {
  const same = tableWith(
    Array.from({ length: 20_000 }, () => Array.from({ length: 5 }, () => '民法典宣传'.repeat(9))),
  )
  const many = tableWith(Array.from({ length: 30_000 }, (_, n) => [`${n}`, `第${n}期`, `${n % 7}`]))

  expect((await textOfTable(same, none)).length).toBeLessThan(400_000)
  expect(await tableOfText(await textOfTable(many, none), none)).toEqual(many)
})

const MIB = 1024 ** 2
test.each([
  ['the last that fits its account', { own: 99 * MIB, all: 99 * MIB, bytes: MIB, free: 400 * MIB }, null],
  ['one more', { own: 99 * MIB, all: 99 * MIB, bytes: MIB + 1, free: 4000 * MIB }, 'draftsFull'],
  ['the last that the disk has room for', { own: 0, all: 24 * MIB, bytes: MIB, free: 76 * MIB }, null],
  [
    'one more than the disk has room for',
    { own: 0, all: 24 * MIB, bytes: MIB + 1, free: 76 * MIB },
    'serverDraftsFull',
  ],
  ['a database on another machine', { own: 0, all: 9e9, bytes: MIB, free: null }, null],
])('a sheet: %s', (_, room, refusal) => {
  expect(draftRefusal({ kept: 'sheets', ...room })).toBe(refusal)
})

test('photos that wait have a measure of their own', () => {
  const own = MOST_WAITING.photos

  expect(draftRefusal({ kept: 'photos', own, all: own, bytes: 1, free: null })).toBe('photosFull')
  expect(draftRefusal({ kept: 'photos', own: own - 1, all: own, bytes: 1, free: null })).toBeNull()
})
