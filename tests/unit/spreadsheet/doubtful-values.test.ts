import { describe, expect, test } from 'vitest'
import { parseDay, parseDayRange } from '@/lib/spreadsheet/days.rules'
import { peopleAsked } from '@/lib/spreadsheet/doubt.rules'
import { type Fault, questionKey } from '@/lib/spreadsheet/importer.rules'
import { parseCount, parseNumber } from '@/lib/spreadsheet/numbers.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'

describe('a number of people', () => {
  const asked = (text: string, answers: Record<string, string> = {}) => {
    const faults: Fault[] = []
    const value = peopleAsked({ faults, options: { answers }, row: 3 }, 'heads', text)
    return { value, faults: faults.map(each => each.reason) }
  }

  test.each([
    ['120', 120],
    ['120人', 120],
    ['90人次', 90],
    ['60名', 60],
    ['四十位', 40],
    ['120名群众', 120],
    ['85人参加', 85],
    ['', null],
  ])('%s is %s', (text, value) => {
    expect(asked(text)).toEqual({ value, faults: [] })
  })

  test.each(['120户', '3个单位', '5场', '80家', '200份'])('%s is asked about', text => {
    expect(asked(text)).toEqual({ value: null, faults: ['notPeople'] })
    const value = Number.parseInt(text, 10)
    expect(asked(text, { [`notPeople heads ${text}`]: String(value) })).toEqual({ value, faults: [] })
    expect(asked(text, { [`notPeople heads ${text}`]: 'unsaid' })).toEqual({ value: null, faults: [] })
  })
})

describe('a number that cannot be added up is named, for a choice', () => {
  test.each([
    ['95%', 'percent', 95],
    ['98.5％', 'percent', 98.5],
    ['百分之九十五', 'percent', 95],
    ['300余', 'notExact', 300],
    ['300余人', 'notExact', 300],
    ['约200', 'notExact', 200],
    ['约 1,200 份', 'notExact', 1200],
    ['近百人', 'notExact', 100],
    ['三百多人次', 'notExact', 300],
    ['1.5万余份', 'notExact', 15000],
    ['不少于50', 'notExact', 50],
    ['100+', 'notExact', 100],
    ['>100', 'notExact', 100],
  ])('%s is %s: %d', (text, reason, meant) => {
    expect(parseNumber(text)).toEqual({ ok: false, reason, meant })
    expect(parseCount(text)).toEqual({ ok: false, reason, meant })
  })

  test.each([
    ['100-200', 'notExact'],
    ['100～200人', 'notExact'],
    ['几十人', 'notExact'],
    ['数百', 'notExact'],
    ['十几人', 'notExact'],
    ['100以上200以下', 'notExact'],
    ['一百五', 'notANumber'],
    ['若干', 'notANumber'],
    ['1,5', 'notANumber'],
    ['1，5', 'notANumber'],
    ['9 5', 'notANumber'],
    ['三五', 'notANumber'],
    ['95/100', 'notANumber'],
    ['1.38E+10', 'notANumber'],
    ['(5)', 'notANumber'],
  ])('%s is %s, and names none', (text, reason) => {
    expect(parseNumber(text)).toEqual({ ok: false, reason })
  })

  test.each([
    ['三百', 300],
    ['一百零五', 105],
    ['一千二百', 1200],
    ['两百', 200],
    ['十二', 12],
    ['二十', 20],
    ['1千', 1000],
    ['4百', 400],
    ['12百', 1200],
    ['一万二千', 12000],
    ['６５００', 6500],
    ['1 200', 1200],
    ['6,500.00', 6500],
    ['−3', -3],
  ])('%s is %d', (text, value) => {
    expect(parseNumber(text)).toEqual({ ok: true, value, unitWord: '' })
  })

  test.each([
    ['三百人', 300, '人'],
    ['十二场', 12, '场'],
    ['95分', 95, '分'],
    ['12人数', 12, '人数'],
  ])('%s is %d %s', (text, value, unitWord) => {
    expect(parseNumber(text)).toEqual({ ok: true, value, unitWord })
  })
})

describe('a day that is not one day', () => {
  const span = (fromDay: string, toDay: string) => ({ fromDay, toDay })

  test.each([
    ['11月上旬', 'partOfMonth', span('2023-11-01', '2023-11-10')],
    ['11月中旬', 'partOfMonth', span('2023-11-11', '2023-11-20')],
    ['2月下旬', 'partOfMonth', span('2023-02-21', '2023-02-28')],
    ['2024年2月底', 'partOfMonth', span('2024-02-21', '2024-02-29')],
    ['三月上半月', 'partOfMonth', span('2023-03-01', '2023-03-15')],
    ['2023年3月', 'monthOnly', span('2023-03-01', '2023-03-31')],
    ['3月份', 'monthOnly', span('2023-03-01', '2023-03-31')],
  ])('%s is %s', (text, reason, between) => {
    expect(parseDay(text, 2023)).toEqual({ ok: false, reason, span: between })
    expect(parseDayRange(text, 2023)).toEqual({ ok: false, reason, span: between })
  })

  test('without a year the year is asked first', () => {
    expect(parseDay('11月上旬')).toEqual({ ok: false, reason: 'noYear' })
  })

  test.each([
    ['3月1日、3月8日', ['2023-03-01', '2023-03-08']],
    ['3月1日、8日', ['2023-03-01', '2023-03-08']],
    ['3月1日和8日', ['2023-03-01', '2023-03-08']],
    ['3.1、3.8、3.15', ['2023-03-01', '2023-03-08', '2023-03-15']],
    ['3月1日\n3月8日', ['2023-03-01', '2023-03-08']],
    ['2023-3-1，2023-3-8', ['2023-03-01', '2023-03-08']],
  ])('%j names several days', (text, days) => {
    expect(parseDay(text, 2023)).toEqual({ ok: false, reason: 'severalDays', days })
    expect(parseDayRange(text, 2023)).toEqual({ ok: false, reason: 'severalDays', days })
  })

  test.each([
    ['23.3.1', '2023-03-01'],
    ['23-03-01', '2023-03-01'],
    ['23年3月1日', '2023-03-01'],
    ['98.12.5', '1998-12-05'],
    ['2023.3月1日', '2023-03-01'],
    ['3月1号', '2023-03-01'],
    ['3/15/2023', '2023-03-15'],
    ['15/3/2023', '2023-03-15'],
    ['3/3/2023', '2023-03-03'],
    ['2026/12/5 上午 9:12:33', '2026-12-05'],
    ['2026-12-05T09:12:33+08:00', '2026-12-05'],
    ['2026-12-05 09:12:33.0', '2026-12-05'],
    ['3月1日（上午）', '2023-03-01'],
    ['3月1日（周三）下午', '2023-03-01'],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text, 2023)).toEqual({ ok: true, day })
  })

  test.each([
    ['3/1/2023', 'ambiguous'],
    ['3/1/23', 'ambiguous'],
    ['10.3.1', 'ambiguous'],
    ['2023-02-30', 'impossible'],
    ['2023年2月30日', 'impossible'],
    ['23.13.1', 'impossible'],
    ['3月1日 9:00至3月5日 17:00', 'notADay'],
    ['3.1 9:00-3.5 17:00', 'notADay'],
  ])('%s is no day: %s', (text, reason) => {
    expect(parseDay(text, 2023)).toEqual({ ok: false, reason })
  })

  test.each([
    ['3月1日 9:00至3月5日 17:00', '2023-03-01', '2023-03-05'],
    ['3.1 9:00-3.5 17:00', '2023-03-01', '2023-03-05'],
    ['3月1日 9:00-11:00', '2023-03-01', '2023-03-01'],
    ['2023-03-01 09:30:00.5', '2023-03-01', '2023-03-01'],
  ])('%s lasts from %s to %s', (text, fromDay, toDay) => {
    expect(parseDayRange(text, 2023)).toEqual({ ok: true, fromDay, toDay })
  })
})

describe('times beside their day', () => {
  test.each([
    ['上午 9:00', '09:00', null],
    ['2026/12/5 上午 9:12:33', '09:12', null],
    ['2026/12/5 下午 3:05', '15:05', null],
    ['2026年12月5日 9:12', '09:12', null],
    ['2026.12.5 9:12', '09:12', null],
    ['2026-12-05T09:12:33+08:00', '09:12', null],
    ['12月5日（周六）上午9时', '09:00', null],
    ['9:00-11:30', '09:00', '11:30'],
    ['9:00 ~ 11:30', '09:00', '11:30'],
    ['3月1日 9:00-11:30', '09:00', '11:30'],
    ['下午2点半—4点', '14:30', '16:00'],
  ])('%s', (text, start, end) => {
    expect(parseTime(text)).toEqual({ ok: true, start, end })
  })

  test.each([
    ['2026-12-05', 'empty'],
    ['9.30', 'notATime'],
    ['14:00左右', 'notATime'],
    ['8:30-11:30、14:30-17:30', 'notATime'],
    ['2026-12-05T01:12:33Z', 'notATime'],
  ])('%s is no time: %s', (text, reason) => {
    expect(parseTime(text)).toEqual({ ok: false, reason })
  })
})

test.each([
  ['若干', true],
  ['数百人', false],
  ['不详', true],
  ['很多群众', true],
  ['未统计', true],
  ['abc', false],
])('people of whom nobody knows how many, %s, may be left without a figure: %s', (text, may) => {
  const faults: Fault[] = []
  peopleAsked({ faults, options: {}, row: 2 }, 'heads', text)
  expect((faults[0]?.choices ?? []).some(each => each.value === 'unsaid')).toBe(may)

  const left: Fault[] = []
  const [{ reason = '' } = {}] = faults
  const answers = { [questionKey({ row: 2, field: 'heads', reason, alike: text })]: 'unsaid' }
  expect(peopleAsked({ faults: left, options: { answers }, row: 2 }, 'heads', text)).toBeNull()
  expect(left.length).toBe(may ? 0 : 1)
})
