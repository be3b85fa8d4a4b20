import { expect, test } from 'vitest'
import { isNotKept, withoutNotKept } from '@/lib/spreadsheet/not-kept.rules'
import { finished } from '@/lib/spreadsheet/steps.rules'

test.each([
  '身份证号',
  '身份证号码',
  '居民身份证',
  '公民身份号码',
  '证件号码（18位）',
  '银行卡号',
  '社保卡号',
  ' 身份证 号 ',
])('what stands below %s is not kept', head => {
  const table = {
    rows: [
      ['名单', ''],
      ['姓名', head],
      ['张三', '11010519491231002X'],
    ],
    rowNumbers: [1, 2, 3],
  }
  const sheets = [
    { name: '', isHidden: false, table: { ...table, parts: [], sheetName: '', sheetNames: [] } },
  ]

  const [sheet] = finished(withoutNotKept(sheets))

  expect(sheet?.table.rows).toEqual([
    ['名单', ''],
    ['姓名', head],
    ['张三', ''],
  ])
})

test.each(['证件', '请填写身份证号码', '工号', '持证情况', '银行', '身份'])(
  '%s is a head like any other',
  head => {
    expect(isNotKept(head)).toBe(false)
  },
)
