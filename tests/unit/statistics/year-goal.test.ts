import { expect, test } from 'vitest'
import { goalStates, goalStateWords, goalWords, isMet } from '@/lib/statistics/year-goal.rules'

const goals = { newForms: 2, newMediaAMonth: 2, eachTarget: 4 }
const facts = {
  forms: ['宣传咨询活动', '调解观摩会', '社区法治'],
  formsBefore: ['宣传咨询活动', '法律知识讲座'],
  months: [2, 1, 3],
  targets: [
    { name: '进机关', count: 4, notHere: null },
    { name: '进学校', count: 1, notHere: null },
    { name: '进乡村', count: 0, notHere: '没有行政村' },
  ],
}

test('a goal is compared with what was held: new forms by the year before, months one by one, targets each', () => {
  const states = goalStates(goals, facts)

  expect(states.map(({ kind, done, due, names }) => [kind, done, due, names])).toEqual([
    ['newForms', 2, 2, ['调解观摩会', '社区法治']],
    ['newMediaAMonth', 2, 3, []],
    ['eachTarget', 1, 2, ['进学校']],
  ])
  expect(states.map(isMet)).toEqual([true, false, false])
  expect(goalStateWords(states)).toBe(
    '新增普法形式2种（调解观摩会、社区法治），目标2种；新媒体推送3个月中2个月达到每月2条；法律“八进”2类中1类达到4场次，进学校没有达到',
  )
})

test('without a year before no form is new, and a goal of no month yet is not reached', () => {
  const states = goalStates(goals, { ...facts, formsBefore: [], months: [] })

  expect(states.map(each => each.isUnknown)).toEqual([true, false, false])
  expect(states.map(isMet)).toEqual([false, false, false])
  expect(goalStateWords(states)).toBe('法律“八进”2类中1类达到4场次，进学校没有达到')
})

test('only what is set is told', () => {
  const none = { newForms: null, newMediaAMonth: null, eachTarget: null }

  expect([goalWords(none), goalWords({ ...none, newMediaAMonth: 2 }), goalWords(goals)]).toEqual([
    '',
    '每月通过新媒体推送普法信息不少于2条',
    '新增普法形式2种，每月通过新媒体推送普法信息不少于2条，法律“八进”每类不少于4场次',
  ])
  expect(goalStates(none, facts)).toEqual([])
})
