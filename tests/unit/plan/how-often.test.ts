import { describe, expect, test } from 'vitest'
import { periodIn, pointTime, withPeriod } from '@/lib/plan/items/how-often.rules'
import { readTime } from '@/lib/plan/items/time-words.rules'
import { slotsOf, timesDone } from '@/lib/plan/occurrences/occurrence.rules'

describe('how often a work point is due', () => {
  test.each([
    ['每季度开展法治宣传不少于1次', '12月31日', '每季度（12月31日）', 4],
    ['每月排查化解矛盾纠纷并建档', '11月30日', '每月（11月30日）', 11],
    ['每季度至少召开两次例会', '全年', '每季度', 8],
    ['坚持每季学法', '12月底前', '每季度（12月底前）', 4],
    ['召开联席会议，每月一次', '年底前', '每月', 12],
    ['全年开展法治宣传不少于4次', '12月31日', '12月31日', 4],
    ['每季度报告一次', '每季度', '每季度', 4],
    ['每月报送信息，每季度小结', '全年', '每月', 12],
    ['落实每月例会制度', '12月31日', '12月31日', 1],
    ['办好季度简报', '6月30日', '6月30日', 1],
    ['聘请法律顾问并公示', '6月30日', '6月30日', 1],
    ['每月报送信息', '9月、11月', '9月、11月', 2],
  ])('%s, until %s: %s, %i times', (content, time, words, count) => {
    const often = pointTime({ content, time, times: null }, 2023)
    const read = readTime(often.time, 2023, { isDeadline: true })
    const { toDay } = readTime(time, 2023, { isDeadline: true }) ?? {}

    expect([often.time, read?.toDay]).toEqual([words, toDay])
    expect(read && slotsOf({ ...read, times: often.times ?? read.times ?? 1 }).length).toBe(count)
  })

  test('a number that is typed holds', () => {
    const said = { content: '每季度开展法治宣传', time: '12月31日', times: 2 }

    expect(pointTime(said, 2023)).toEqual({ time: '12月31日', times: 2 })
  })

  test('of a study item 次数 alone says it, and says it again the same', () => {
    const period = periodIn('每季度1次')
    const once = withPeriod({ time: '全年', times: null, period }, 2023)

    expect(once).toEqual({ time: '每季度', times: null })
    expect(withPeriod({ ...once, period }, 2023)).toEqual(once)
  })
})

test('a deed does one time, and none that had not begun', () => {
  const quarters = slotsOf({ fromDay: '2023-01-01', toDay: '2023-12-31', every: 'quarter', times: 1 })
  const done = (days: string[]) => [...timesDone(quarters, days)].map(([slot, day]) => [slot.toDay, day])

  expect(done(['2023-02-01', '2023-02-02', '2023-03-01'])).toEqual([['2023-03-31', '2023-02-01']])
  expect(done(['2023-05-02', '2023-05-03', '2023-12-01'])).toEqual([
    ['2023-06-30', '2023-05-02'],
    ['2023-03-31', '2023-05-03'],
    ['2023-12-31', '2023-12-01'],
  ])
})
