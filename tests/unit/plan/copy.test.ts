import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { officeDay } from '@/lib/core/holidays'
import { addDays, daysBetween, weekdayOf, yearOf } from '@/lib/core/time'
import {
  copiedContent,
  copiedTime,
  copiedTitle,
  type Frame,
  keptTime,
  knowsDaysOff,
  sameWeekday,
  weekOf,
} from '@/lib/plan/copy/copy.rules'
import { lecturerKnown, lecturerRemark } from '@/lib/plan/items/item.rules'
import { readTime } from '@/lib/plan/items/time-words.rules'

const frame = (fromYear: number, year: number, more: Partial<Frame> = {}): Frame => ({
  kind: 'officials',
  fromYear,
  year,
  corrections: [],
  fixedDays: [
    { fromDay: `${fromYear}-04-15`, toDay: `${fromYear}-04-15`, name: '全民国家安全教育日' },
    { fromDay: `${fromYear}-12-01`, toDay: `${fromYear}-12-07`, name: '宪法宣传周' },
  ],
  ...more,
})

function copy(words: string, given: Frame, isPublic = false) {
  const read = readTime(words, given.fromYear, { isDeadline: given.kind === 'workPoints' })
  if (!read) throw new Error(words)
  const { to, reasons, isMoved } = copiedTime({ timeWords: words, ...read, isPublic }, given)
  return { to: `${to.timeWords} ${to.fromDay} ${to.toDay}`, why: reasons.map(each => each.why), isMoved }
}

describe('a time of last year in this one', () => {
  test.each([
    // Words that name months stay, and refer to the new year.
    ['3月', 2023, 2024, '3月 2024-03-01 2024-03-31', ['words']],
    ['2月下旬', 2023, 2024, '2月下旬 2024-02-21 2024-02-29', ['words']],
    ['每月', 2023, 2024, '每月 2024-01-01 2024-12-31', ['words']],
    ['每月15日', 2023, 2024, '每月15日 2024-01-01 2024-12-31', ['words']],
    ['2023年上半年', 2023, 2024, '2024年上半年 2024-01-01 2024-06-30', ['words']],
    ['5月第三个星期日', 2023, 2024, '5月第三个星期日 2024-05-19 2024-05-19', ['words']],
    ['农历九月初九', 2023, 2026, '农历九月初九 2026-10-18 2026-10-18', ['words']],
    // A day of publicity keeps its date; a study of officials avoids it where it is a Saturday, as in 2023.
    ['4月15日', 2023, 2024, '4月15日 2024-04-15 2024-04-15', ['publicityDay']],
    ['4月15日', 2022, 2023, '4月14日 2023-04-14 2023-04-14', ['publicityDay', 'workday']],
    ['4月15日前后', 2023, 2024, '4月15日前后 2024-04-12 2024-04-18', ['publicityDay']],
    ['12月1日至7日', 2023, 2024, '12月1日至7日 2024-12-01 2024-12-07', ['publicityDay']],
    ['11月30日前', 2023, 2024, '11月30日前 2024-01-01 2024-11-30', ['deadline']],
    // Wednesday of week 11.
    ['3月15日', 2023, 2024, '3月13日 2024-03-13 2024-03-13', ['sameWeek']],
    ['3月1日-11月30日', 2023, 2024, '3月1日-11月30日 2024-03-01 2024-11-30', ['wholeMonths']],
    ['2023-3-15', 2023, 2024, '3月13日 2024-03-13 2024-03-13', ['sameWeek']],
    ['3月15日前后', 2023, 2024, '3月13日前后 2024-03-10 2024-03-16', ['sameWeek']],
    ['6月26日至30日', 2023, 2024, '6月24日至6月28日 2024-06-24 2024-06-28', ['sameMonth']],
    // Week 9 of 2024 begins in February: a week later the whole span is in March.
    ['3月1日至15日', 2023, 2024, '3月6日至3月20日 2024-03-06 2024-03-20', ['sameMonth']],
    ['6月20日至7月31日', 2023, 2024, '6月18日至7月29日 2024-06-18 2024-07-29', ['sameMonth']],
    // A span of sixteen days that ended on a Saturday, and one that began within a holiday.
    ['10月16日至10月31日', 2026, 2027, '10月15日至10月30日 2027-10-15 2027-10-30', ['sameMonth']],
    ['10月2日至14日', 2024, 2025, '10月1日至10月13日 2025-10-01 2025-10-13', ['sameMonth']],
    ['3月、6月26日', 2023, 2024, '3月、6月26日 2024-03-01 2024-06-26', ['listed']],
    // A leap day: Thursday of week 9.
    ['2月29日', 2024, 2025, '2月27日 2025-02-27 2025-02-27', ['sameWeek']],
    // Week 53 of 2026 and not of 2027.
    ['12月30日', 2026, 2027, '12月29日 2027-12-29 2027-12-29', ['sameWeek', 'lastWeek']],
    // 春节 2026 is from 15 to 23 February: moved to its nearer end, not to the Saturday before it, a 调休 working day.
    ['2月19日', 2025, 2026, '2月13日 2026-02-13 2026-02-13', ['sameWeek', 'workday']],
    ['2月20日', 2025, 2026, '2月24日 2026-02-24 2026-02-24', ['sameWeek', 'workday']],
    // 国庆 2025 lasts from 1 to 8 October.
    ['10月9日', 2024, 2025, '10月9日 2025-10-09 2025-10-09', ['sameWeek', 'workday']],
    // A Saturday in both years.
    ['3月18日', 2023, 2024, '3月15日 2024-03-15 2024-03-15', ['sameWeek', 'workday']],
    // Week 1 of 2025 begins in 2024; and going back from the holiday of 1 January would leave the year.
    ['1月2日', 2024, 2025, '1月7日 2025-01-07 2025-01-07', ['sameWeek']],
    ['1月1日', 2020, 2025, '1月2日 2025-01-02 2025-01-02', ['sameWeek', 'workday']],
    ['6月26日、9月20日', 2023, 2024, '6月24日、9月18日 2024-06-24 2024-09-18', ['sameWeek', 'sameWeek']],
  ])('%s of %i in %i', (words, fromYear, year, to, why) => {
    expect(copy(words, frame(fromYear, year))).toMatchObject({ to, why })
  })

  test('a public event may stay on a day off, and the list says which', () => {
    const copied = copiedTime(
      { timeWords: '3月18日', fromDay: '2023-03-18', toDay: '2023-03-18', every: 'once', isPublic: true },
      frame(2023, 2024),
    )

    expect(copied.to.fromDay).toBe('2024-03-16')
    expect(copied.reasons).toEqual([
      { why: 'sameWeek', week: 11, weekday: 6 },
      { why: 'publicStays', kind: 'weekend', name: null },
    ])
  })

  test('a public event stays on a day of publicity, whatever weekday it is', () => {
    expect(copy('4月15日', frame(2022, 2023), true)).toEqual({
      to: '4月15日 2023-04-15 2023-04-15',
      why: ['publicityDay', 'publicStays'],
      isMoved: false,
    })
  })

  test('who asks for it keeps the date, and is told where that is a day off', () => {
    const item = { timeWords: '3月16日', fromDay: '2023-03-16', toDay: '2023-03-16', every: 'once' as const }
    const given = frame(2023, 2024)

    expect(keptTime({ ...item, isPublic: false }, given)).toMatchObject({
      to: { timeWords: '3月16日', fromDay: '2024-03-16' },
      reasons: [{ why: 'asked' }, { why: 'keptOff', day: '2024-03-16', kind: 'weekend', name: null }],
      isMoved: false,
    })
    expect(keptTime({ ...item, isPublic: true }, given).reasons).toEqual([{ why: 'asked' }])
  })

  test('完成时限 keeps its date', () => {
    expect(copy('11月30日', frame(2023, 2024, { kind: 'workPoints' }))).toEqual({
      to: '11月30日 2024-01-01 2024-11-30',
      why: ['deadline'],
      isMoved: false,
    })
  })

  test('a day that the office typed as off is avoided; a year without published days says so', () => {
    const corrections = [{ day: '2024-03-13', name: '停电', kind: 'off' as const }]

    expect(copy('3月15日', frame(2023, 2024, { corrections })).to).toBe('3月12日 2024-03-12 2024-03-12')
    expect(knowsDaysOff({ year: 2024, corrections: [] })).toBe(true)
    expect(knowsDaysOff({ year: 2031, corrections: [] })).toBe(false)
  })
})

test('the same week and weekday, for every day of every year', () => {
  const day = fc.tuple(fc.integer({ min: 2020, max: 2040 }), fc.integer({ min: 0, max: 364 }))
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 6 }), ([fromYear, at], later) => {
      const from = addDays(`${fromYear}-01-01`, at)
      const year = fromYear + later

      const found = sameWeekday(from, fromYear, year)

      expect(weekdayOf(found.day)).toBe(weekdayOf(from))
      expect(yearOf(found.day)).toBe(year)
      // Away from the start and end of the year the number of the week is the same.
      const { week } = weekOf(from)
      if (week > 1 && week < 52) expect(weekOf(found.day)).toEqual({ year, week })
    }),
  )
})

test('a title says the new year; a lecturer is to be asked again, which is said once', () => {
  expect(copiedTitle('演示街道2023年度机关学法安排', 2023, 2024)).toBe('演示街道2024年度机关学法安排')
  expect(copiedContent('2023年度网上学法考试', 2023, 2024)).toBe('2024年度网上学法考试')
  expect(copiedContent('学习2023年修订的公司法', 2023, 2024)).toBe('学习2023年修订的公司法')
  expect(lecturerRemark(null)).toBe('主讲人待确认')
  expect(lecturerRemark(lecturerRemark('请带笔'))).toBe('请带笔；主讲人待确认')
  expect([lecturerKnown('请带笔；主讲人待确认'), lecturerKnown('主讲人待确认')]).toEqual(['请带笔', ''])
})

test('a span of officials keeps its length and its months, and is not put from working days on days off', () => {
  const day = fc.integer({ min: 0, max: 364 })
  fc.assert(
    fc.property(day, day, fc.integer({ min: 2021, max: 2026 }), (a, b, year) => {
      const given = frame(year - 1, year)
      const [fromDay, toDay] = [Math.min(a, b), Math.max(a, b)].map(n => addDays(`${year - 1}-01-01`, n)) as [
        string,
        string,
      ]
      const said = (each: string) => `${Number(each.slice(5, 7))}月${Number(each.slice(8))}日`
      const words = `${said(fromDay)}至${said(toDay)}`

      const { to, reasons } = copiedTime(
        { timeWords: words, fromDay, toDay, every: 'once', isPublic: false },
        given,
      )

      if (reasons[0]?.why !== 'sameMonth') return
      const days = daysBetween(fromDay, toDay)
      const months = (from: string, until: string) => [from.slice(5, 7), until.slice(5, 7)]
      const isWork = (each: string) => officeDay(each, []).kind === 'workday'
      const stays = (from: string) =>
        yearOf(from) === year &&
        months(from, addDays(from, days)).join() === months(fromDay, toDay).join() &&
        (!isWork(fromDay) || isWork(from)) &&
        (!isWork(toDay) || isWork(addDays(from, days)))
      expect(months(to.fromDay, to.toDay)).toEqual(months(fromDay, toDay))
      const all = Array.from({ length: 365 }, (_, at) => addDays(`${year}-01-01`, at))
      if (all.some(stays))
        expect([stays(to.fromDay), daysBetween(to.fromDay, to.toDay)]).toEqual([true, days])
    }),
  )
})
