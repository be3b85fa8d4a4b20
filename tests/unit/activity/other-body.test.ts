import { expect, test } from 'vitest'
import { isOfOtherBody } from '@/lib/activity/other-body.rules'

test.each<[string[], string[], boolean]>([
  [['松岭小学法治课'], ['司法所', '专题讲座'], true],
  [['未成年人保护法', '松岭中学操场'], ['司法所', '专题讲座'], true],
  [['安全用工', '', '某某公司员工'], ['司法所', '专题讲座'], true],
  [['松岭小学法治课'], ['司法所', '送法进校园'], false],
  [['民法典讲座', '', '企业职工'], ['司法所', '法律进企业'], false],
  [['开学第一课'], ['东埔小学', '专题讲座'], false],
  [['集中学习宪法', '三楼会议室', '机关干部'], ['司法所', '学宪法'], false],
  [['大学习大讨论'], ['司法所', '学宪法'], false],
  [['集中学法'], ['司法所', '学宪法'], false],
  [['防范校园贷宣传'], ['司法所', '宣传'], false],
  [['严禁出租银行卡'], ['司法所', '宣传'], false],
  [['学习《公司法》《商业银行法》'], ['司法所', '学法'], false],
  [['学习公司法、企业破产法'], ['司法所', '学法'], false],
])('%j beside %j is of another body: %s', (texts, own, is) => {
  expect(isOfOtherBody(texts, own)).toBe(is)
})
