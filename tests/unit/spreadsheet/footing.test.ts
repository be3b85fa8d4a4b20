import { expect, test } from 'vitest'
import { footing } from '@/lib/spreadsheet/footing.rules'

const columns = { columns: [], required: ['name'] }
const of = (line: string) => {
  const texts = line.split('|')
  return footing(texts, { name: texts[1] ?? '' }, columns)
}

test.each([
  '|平均分||87.3',
  '41|平均分|机关|87.3',
  '平均分：87.3||',
  '|及格率||96%',
  '合格率（%）|||96.2',
  '最高分|||100',
  '|优秀人数||12',
  '实到人数|||26',
  '应到：30人|||',
  '|缺考人数||3',
  '共计25人|||',
  '累计||1,250|',
  '总分||360|',
  '出勤率||95%|',
  '人均学时||40|',
  '请假人数|||2',
])('%s is a sum', line => {
  expect(of(line)).toBe('sum')
})

test.each([
  '负责人签字|||',
  '|监考员签名：||',
  '主要领导签字||党委书记|',
  '单位（盖章）|||',
  '审核意见|||',
  '签字|||',
  '12|签名|||',
  '更新日期：2025年3月|||',
  '打印日期：2025.3.1|||',
  '联系电话：0599-123|||',
  '数据来源：党群办|||',
])('%s is a note', line => {
  expect(of(line)).toBe('note')
})

test.each([
  '1|林静|党政办公室|95',
  '2|安平均|司法所|95',
  '1|全员参学|司法所|√',
  '签字仪式暨普法宣传|和平社区|60|',
  '3|合格率提升培训|司法所|',
  '2023-03-01|应到必到|司法所|',
  '总工会|工会法讲座||',
  '审核重大行政决策|党政办公室||',
  '1|人大代表|司法所|',
  '4|公章管理办法|司法所|',
  '最高人民法院典型案例|司法所||',
])('%s is a fact', line => {
  expect(of(line)).toBeNull()
})
