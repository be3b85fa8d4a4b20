import { describe, expect, test } from 'vitest'
import { activityColumns } from '@/lib/activity/activity.sheet'
import { parseDay, serialDay, serialMoment } from '@/lib/spreadsheet/days.rules'
import { withJoinedDays } from '@/lib/spreadsheet/joined-days.rules'
import { fileIn } from '@/lib/spreadsheet/reading.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

const tableOf = (text: string) => {
  const rows = text
    .trim()
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
  return { rows, rowNumbers: rows.map((_, at) => at + 1), sheetName: '', sheetNames: [] }
}
const joined = (text: string) => withJoinedDays(tableOf(text)).rows.map(row => row.join('|'))

describe('a day in several columns', () => {
  test.each([
    ['月份|日|内容\n3|12|国安法\n6|20|安全生产法', ['日期||内容', '3月12日||国安法', '6月20日||安全生产法']],
    ['月|日|内容\n3月|12日|国安法', ['日期||内容', '3月12日||国安法']],
    ['序号|年|月|日|内容\n1|2025|3|12|国安法', ['序号|日期|||内容', '1|2025年3月12日|||国安法']],
    ['月|日|内容\n3|12|国安法\n|26|信访条例', ['日期||内容', '3月12日||国安法', '3月26日||信访条例']],
    ['月|日|内容\n12|5-7|宪法周\n合计||3', ['日期||内容', '12月5-7日||宪法周', '合计||3']],
    ['月份|日期|内容\n3|12|国安法', ['日期||内容', '3月12日||国安法']],
    [
      '姓名|出生日期|出生日期|出生日期\n姓名|年|月|日\n何明|1990|3|12',
      ['姓名|出生日期||', '姓名|出生日期||', '何明|1990年3月12日||'],
    ],
    [
      '东湖社区台账|东湖社区台账|东湖社区台账\n月|日|内容\n3|12|国安法',
      ['东湖社区台账|东湖社区台账|东湖社区台账', '日期||内容', '3月12日||国安法'],
    ],
  ])('%s', (text, rows) => {
    expect(joined(text)).toEqual(rows)
  })

  test.each([
    '月份|日期|内容\n3月|2025-3-12|国安法',
    '月份|内容\n3|国安法',
    '日|月|内容\n12|3|国安法',
    '姓名|1月|2月\n何明|√|√',
  ])('%s stays as it is', text => {
    expect(joined(text)).toEqual(text.split('\n'))
  })

  test('is read as the day of the row', () => {
    const table = tableOf(
      '东湖社区学法台账|||||\n月份|日|学习内容|形式|主办单位|参加人数\n3|12|国安法|集中学习|东埔社区|9',
    )
    const kind = { columns: activityColumns }

    const read = finished(
      fileIn([{ name: '', isHidden: false, table }], kind, { answers: {}, remembered: new Map() }),
    )

    expect(read.rows.map(each => each.cells)).toEqual([
      { date: '3月12日', title: '国安法', form: '集中学习', host: '东埔社区', heads: '9' },
    ])
  })
})

describe('the number by which Excel keeps a day', () => {
  test.each([
    ['45731', false, '2025-03-15'],
    ['45731.375', false, '2025-03-15'],
    ['４５７３１', false, '2025-03-15'],
    ['44269', true, '2025-03-15'],
    ['36526', false, '2000-01-01'],
    ['12345', false, null],
    ['4573', false, null],
    ['457310', false, null],
    ['45731人', false, null],
  ])('%s, since 1904: %s, is %s', (text, since1904, day) => {
    expect(serialDay(text, since1904)).toBe(day)
  })

  test('keeps its time of day', () => {
    expect(['45731.375', '45731', '45731.5'].map(text => serialMoment(text))).toEqual([
      '2025-03-15 09:00',
      '2025-03-15',
      '2025-03-15 12:00',
    ])
  })

  test('is proposed and never taken', () => {
    expect(parseDay('45731')).toEqual({ ok: false, reason: 'serial', days: ['2025-03-15'] })
  })
})

describe('a sheet whose heads stand in the first column', () => {
  const turned = (text: string) =>
    finished(
      fileIn(
        [{ name: '', isHidden: false, table: tableOf(text) }],
        { columns: activityColumns },
        { answers: {}, remembered: new Map() },
      ),
    ).sheets.map(each => [each.isTurned, each.missing.length > 0])

  test.each([
    ['日期|3月8日|4月15日\n活动名称|妇女权益|国家安全\n形式|讲座|宣传\n主办单位|司法所|司法所', true],
    [
      '活动台账|活动台账|活动台账\n日期|3月8日|4月15日\n活动名称|妇女权益|国家安全\n形式|讲座|宣传\n主办单位|司法所|司法所\n地点|广场|礼堂',
      true,
    ],
    ['日期|活动名称\n3月8日|妇女权益\n4月15日|国家安全', false],
    ['姓名|单位\n何明|司法所', false],
  ])('%s', (text, is) => {
    expect(turned(text)).toEqual([[is, true]])
  })

  test('is not looked for where the heads are there', () => {
    expect(turned('日期|活动名称|形式|主办单位\n3月8日|妇女权益|讲座|司法所')).toEqual([[false, false]])
  })
})
