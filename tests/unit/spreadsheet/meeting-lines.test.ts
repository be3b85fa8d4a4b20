import { expect, test } from 'vitest'
import { type Cross, meetingOf, withMeetingLines } from '@/lib/spreadsheet/cross-sheet.rules'
import { findHead } from '@/lib/spreadsheet/heads.rules'

const columns = {
  columns: [
    { field: 'name', heads: ['姓名'] },
    { field: 'unit', heads: ['部门', '单位'] },
  ],
  required: [[['name', 'unit']]] as string[][][],
}
const cross: Cross = {
  columns,
  value: 'state',
  fieldsOf(head) {
    const meeting = meetingOf(head)
    return meeting && { date: meeting.dayText, title: meeting.name }
  },
}

/** The heads as they are read, and the row below them. */
function readAs(...lines: string[]): string[] {
  const rows = lines.map(line => line.split('|'))
  const head = findHead(
    { rows, rowNumbers: rows.map((_, at) => at + 1), sheetName: '', sheetNames: [] },
    columns,
  )
  if (!head.ok) return ['no head']
  const { table, index } = withMeetingLines(head, cross)
  return [table.rows[index] ?? [], table.rows[index + 1] ?? []].map(row => row.join('|'))
}

test.each([
  [
    'topics below the days, nothing merged',
    ['序号|姓名|部门|3月19日|5.28|应到', '|||信访工作条例|民法典|', '1|林静|司法所|√|×|2'],
    ['序号|姓名|部门|3月19日 信访工作条例|5.28 民法典|应到', '1|林静|司法所|√|×|2'],
  ],
  [
    'days below the topics',
    ['姓名|部门|信访工作条例|民法典', '||3月19日|5月28日', '林静|司法所|√|×'],
    ['姓名|部门|信访工作条例 3月19日|民法典 5月28日', '林静|司法所|√|×'],
  ],
  [
    'topics above the days',
    ['||信访工作条例|民法典', '姓名|部门|3.19|5.28', '林静|司法所|√|×'],
    ['姓名|部门|信访工作条例 3.19|民法典 5.28', '林静|司法所|√|×'],
  ],
  [
    'one topic over two days',
    ['||民法典培训|民法典培训', '姓名|部门|5月28日|5月29日', '林静|司法所|√|×'],
    ['姓名|部门|民法典培训 5月28日|民法典培训 5月29日', '林静|司法所|√|×'],
  ],
  [
    'a title with its day over the running number, nothing merged',
    ['学习签到表（2025年5月16日）|||', '序号|姓名|部门|签名', '1|林静|司法所|√'],
    ['序号|姓名|部门|签名', '1|林静|司法所|√'],
  ],
  [
    'a day alone over the running number',
    ['5月16日|||', '序号|姓名|部门|签名', '1|林静|司法所|√'],
    ['序号|姓名|部门|签名', '1|林静|司法所|√'],
  ],
  [
    'how many had to come is no topic',
    ['姓名|部门|3.19|5.28', '||26|26', '林静|司法所|√|×'],
    ['姓名|部门|3.19|5.28', '||26|26'],
  ],
  [
    'marks of nobody are none',
    ['姓名|部门|3.19|5.28', '||√|√', '林静|司法所|√|×'],
    ['姓名|部门|3.19|5.28', '||√|√'],
  ],
  [
    'a title above is none',
    ['2025年考勤表|2025年考勤表|2025年考勤表|2025年考勤表', '姓名|部门|3.19|5.28', '林静|司法所|√|×'],
    ['姓名|部门|3.19|5.28', '林静|司法所|√|×'],
  ],
  [
    'nor is where the list was filed',
    ['||填报单位：司法所|', '姓名|部门|3.19|5.28', '林静|司法所|√|×'],
    ['姓名|部门|3.19|5.28', '林静|司法所|√|×'],
  ],
])('%s', (_, lines, read) => {
  expect(readAs(...lines)).toEqual(read)
})
