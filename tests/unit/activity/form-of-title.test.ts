import { describe, expect, test } from 'vitest'
import { formLotOf, targetsInTitle } from '@/lib/activity/form-of-title.rules'

describe('what a title says of its form', () => {
  test.each([
    ['妇女权益保障法专题讲座', 'lecture'],
    ['老年人防诈骗讲座', 'lecture'],
    ['暑期青少年法治课堂', 'lecture'],
    ['“3·15”消费者权益日宣传', 'event'],
    ['民法典进企业', 'event'],
    ['学雷锋志愿普法活动', 'event'],
    ['法律咨询', 'event'],
    ['三月份集中学法', 'study'],
    ['党工委理论学习中心组学法', 'centre'],
    ['学习宣传《民法典》', null],
    ['推进会', null],
    ['促进企业合规', null],
  ])('%s: %s', (title, lot) => {
    expect(formLotOf(title)?.lot ?? null).toBe(lot)
  })
})

const eight = ['进机关', '进乡村', '进社区', '进学校', '进企业', '进单位', '进家庭', '进网络']

describe('八进 in a title', () => {
  test.each([
    ['民法典进企业', ['进企业']],
    ['“法律进社区”迎新春普法宣传', ['进社区']],
    ['宪法进校园、进家庭', ['进学校', '进家庭']],
    ['促进企业合规', []],
    ['推进单位普法', []],
    ['走进社区', ['进社区']],
    ['宪法宣传', []],
  ])('%s', (title, targets) => {
    expect(targetsInTitle(title, eight)).toEqual(targets)
  })
})
