import { describe, expect, test } from 'vitest'
import { readTime, wordsOfTime } from '@/lib/plan/sheet'

const span = (from: string, to: string, every = 'once') => ({
  fromDay: `2023-${from}`,
  toDay: `2023-${to}`,
  every,
})

describe('the cell 时间 of a plan', () => {
  test.each([
    ['3月', span('03-01', '03-31')],
    ['3月份', span('03-01', '03-31')],
    ['三月', span('03-01', '03-31')],
    ['十二月', span('12-01', '12-31')],
    ['2023年3月', span('03-01', '03-31')],
    ['2023-03', span('03-01', '03-31')],
    ['1-3月', span('01-01', '03-31')],
    ['3月至5月', span('03-01', '05-31')],
    ['３月—５月', span('03-01', '05-31')],
    ['三月到五月', span('03-01', '05-31')],
    ['4月15日', span('04-15', '04-15')],
    ['4.15', span('04-15', '04-15')],
    ['2023年4月15日', span('04-15', '04-15')],
    ['2023-4-15', span('04-15', '04-15')],
    ['2023/4/15', span('04-15', '04-15')],
    ['12月1日-12月7日', span('12-01', '12-07')],
    ['12月1日至7日', span('12-01', '12-07')],
    ['12月1-7日', span('12-01', '12-07')],
    ['5月上旬', span('05-01', '05-10')],
    ['5月中旬至6月上旬', span('05-11', '06-10')],
    ['6月底', span('06-21', '06-30')],
    ['2月下旬', span('02-21', '02-28')],
    ['每月', span('01-01', '12-31', 'month')],
    ['每月一次', span('01-01', '12-31', 'month')],
    ['每月（3-11月）', span('03-01', '11-30', 'month')],
    ['3-11月每月1次', span('03-01', '11-30', 'month')],
    ['每月不少于1次', span('01-01', '12-31', 'month')],
    ['下半年每月', span('07-01', '12-31', 'month')],
    ['每季度', span('01-01', '12-31', 'quarter')],
    ['每季度一次', span('01-01', '12-31', 'quarter')],
    ['每季', span('01-01', '12-31', 'quarter')],
    ['第二季度', span('04-01', '06-30')],
    ['二季度', span('04-01', '06-30')],
    ['上半年', span('01-01', '06-30')],
    ['下半年', span('07-01', '12-31')],
    ['全年', span('01-01', '12-31')],
    ['年底前', span('01-01', '12-31')],
    ['10月底前', span('01-01', '10-31')],
    ['11月30日前', span('01-01', '11-30')],
    ['半年一次', { ...span('01-01', '12-31'), times: 2 }],
  ])('%s', (words, read) => {
    expect(readTime(words, 2023)).toEqual(read)
  })

  test.each(['', '待定', '13月', '2月30日', '5月至3月', '近期'])('%j cannot be read', words => {
    expect(readTime(words, 2023)).toBeNull()
  })

  test.each([
    ['11月', span('01-01', '11-30')],
    ['2023年11月30日', span('01-01', '11-30')],
    ['第三季度', span('01-01', '09-30')],
    ['全年', span('01-01', '12-31')],
    ['每季度', span('01-01', '12-31', 'quarter')],
  ])('%s as 完成时限 is the end of a span that began with the year', (words, read) => {
    expect(readTime(words, 2023, { isDeadline: true })).toEqual(read)
  })

  test.each([
    '3月',
    '3月至5月',
    '4月15日',
    '12月1日至12月7日',
    '每月',
    '每月（3月至11月）',
    '每季度',
    '全年',
  ])('%s is written as it is read', words => {
    const read = readTime(words, 2023)

    expect(read && wordsOfTime(read)).toBe(words)
  })
})
