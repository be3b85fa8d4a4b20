import { expect, test } from 'vitest'
import { spreadOf } from '@/lib/statistics/spread.rules'

const unit = (name: string, numerator: number, denominator: number) => ({
  id: name.length,
  name,
  rate: { numerator, denominator },
})
const names = (rows: { name: string }[] = []) => rows.map(each => each.name)

test('a small unit is neither best nor worst, and is named as left out', () => {
  const found = spreadOf(
    [unit('甲', 1, 1), unit('乙', 38, 40), unit('丙', 30, 40), unit('丁', 0, 19), unit('戊', 0, 0)],
    20,
  )

  expect([names(found?.best), names(found?.worst), names(found?.leftOut)]).toEqual([
    ['乙'],
    ['丙'],
    ['甲', '丁'],
  ])
})

test('all that share a place are named, whatever their numbers', () => {
  const found = spreadOf(
    [unit('甲', 20, 20), unit('乙', 40, 40), unit('丙', 15, 20), unit('丁', 30, 40), unit('戊', 39, 40)],
    20,
  )

  expect([names(found?.best), names(found?.worst), names(found?.leftOut)]).toEqual([
    ['甲', '乙'],
    ['丙', '丁'],
    [],
  ])
})

test('alike, or only one: there is no spread', () => {
  expect(spreadOf([unit('甲', 20, 20), unit('乙', 40, 40)], 20)).toBeNull()
  expect(spreadOf([unit('甲', 20, 20), unit('乙', 1, 19)], 20)).toBeNull()
})
