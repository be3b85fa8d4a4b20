import { expect, test } from 'vitest'
import { withSheetYears } from '@/lib/import/sheet-years.import'
import type { Fault } from '@/lib/spreadsheet/importer.rules'
import { placeNumber } from '@/lib/spreadsheet/place.rules'

const sheet = (name: string, year?: number, by?: 'filledIn') => ({
  ...{ name, isRead: true, title: year === undefined ? {} : { year } },
  stated: by ? { by, day: `${year}-01-04` } : null,
})
type Sheet = Parameters<typeof withSheetYears>[1][number]

/** The days of rows on these sheets, and what is asked. */
async function daysOf(
  sheets: ReturnType<typeof sheet>[],
  days: string[],
  options: { year?: number; answers?: Record<string, string> },
) {
  const rows = days.map((date, at) => ({
    row: placeNumber({ sheet: at, column: 0, row: 3 }),
    cells: { date },
  }))
  const { dated, open } = await withSheetYears(rows, sheets as Sheet[], options, async () => {})
  const asked = open.map(({ key, choices = [] }: Fault) =>
    [key, ...choices.map(each => each.value)].join(' '),
  )
  return [...dated.map(each => each.cells.date), ...asked.map(each => `?${each}`)]
}

test.each<[string, Parameters<typeof daysOf>, string[]]>([
  [
    'each its own, where nothing is said of the file',
    [[sheet('2022年'), sheet('2023年')], ['3月8日', '3.9'], {}],
    ['2022-03-08', '2023-03-09'],
  ],
  [
    'that of its title',
    [[sheet('上册', 2022), sheet('下册', 2023)], ['3月8日—9日', '12月4日 9:30'], {}],
    ['2022-03-08至2022-03-09', '2023-12-04 09:30'],
  ],
  [
    'asked, where the file is of another',
    [[sheet('2022'), sheet('2023')], ['3月8日', '3月9日'], { year: 2023 }],
    ['3月9日', '?sheetYear 2022 2022 2023'],
  ],
  [
    'as was answered for the sheet',
    [
      [sheet('2022'), sheet('2023')],
      ['3月8日', '3月9日'],
      { year: 2023, answers: { 'sheetYear 2022': '2022' } },
    ],
    ['2022-03-08', '3月9日'],
  ],
  [
    'that of the day itself, whatever its sheet says',
    [[sheet('2022'), sheet('2023')], ['2021-03-08', '3月9日'], { year: 2023 }],
    ['2021-03-08', '3月9日'],
  ],
  [
    'none, where it only says when it was filled in',
    [[sheet('上册', 2024, 'filledIn'), sheet('下册')], ['3月8日', '3月9日'], { year: 2023 }],
    ['3月8日', '3月9日'],
  ],
  ['none of a single sheet', [[sheet('2022')], ['3月8日'], { year: 2023 }], ['3月8日']],
])('the year of days on several sheets: %s', async (_, given, said) => {
  expect(await daysOf(...given)).toEqual(said)
})
