import { describe, expect, test } from 'vitest'
import { isNamed, kindsMeant } from '@/lib/organisation/legal-work/work-words.rules'

describe('what an adviser did', () => {
  test.each([
    ['重大决策', ['decision']],
    ['对征收方案作合法性审查', ['decision']],
    ['参与物业纠纷调解', ['mediation']],
    ['化解邻里矛盾', ['mediation']],
    ['代理行政诉讼', ['lawsuit']],
    ['应诉案件', ['lawsuit']],
    ['民法典专题讲座', ['publicity']],
    ['审查租赁合同', ['advice']],
    ['出具法律意见书', ['advice']],
    ['坐班', ['advice']],
    ['法律咨询和讲座', ['publicity', 'advice']],
    ['婚姻纠纷', []],
    ['其他', []],
  ])('%s', (text, kinds) => {
    expect(kindsMeant(text, true)).toEqual(kinds)
  })
})

describe('what a leader did', () => {
  test.each([
    ['主持召开专题会议研究法治建设工作', ['specialStudy']],
    ['听取司法所工作汇报', ['hearing']],
    ['年终述法', ['account']],
    ['会前学法：行政处罚法', ['lawBefore']],
    ['旁听行政案件庭审', ['trial']],
    ['作为负责人出庭应诉', ['court']],
    ['调研普法阵地', []],
  ])('%s', (text, kinds) => {
    expect(kindsMeant(text, false)).toEqual(kinds)
  })
})

describe('a kind that is said by its own name', () => {
  test.each([
    ['法律咨询服务', 'advice', true],
    ['合同审查', 'advice', false],
    ['出具法律意见书', 'advice', false],
    ['参与调解', 'mediation', true],
    ['法治讲座', 'publicity', false],
  ] as const)('%s as %s', (text, kind, expected) => {
    expect(isNamed(kind, text)).toBe(expected)
  })
})
