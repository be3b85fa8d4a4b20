import { describe, expect, test } from 'vitest'
import { missedReasonIn } from '@/lib/exam/missed-reason.rules'

describe('why somebody did not sit', () => {
  test.each<[string, Record<string, string>, string | null]>([
    ['in a column of its own', { score: '', missedFor: '住院', remark: '补考' }, '住院'],
    ['in the remark', { score: '缺考', remark: '出差' }, '出差'],
    ['in the remark, after the word', { score: '', remark: '缺考：公差外出' }, '公差外出'],
    ['in brackets behind it', { score: '缺考（病假）' }, '病假'],
    ['in brackets of the state', { score: '', state: '未考(产假)' }, '产假'],
    ['behind a dash', { state: '缺考—借调区里' }, '借调区里'],
    ['as the score', { score: '事假' }, '事假'],
    ['as the state', { state: '公差' }, '公差'],
    ['below 结果', { result: '请假（就医）' }, '就医'],
    ['with brackets of its own', { score: '缺考', remark: '休假（产假）' }, '休假（产假）'],
    ['as who has left', { score: '', remark: '已退休' }, '已退休'],
    ['not where only 缺考 stands', { score: '缺考', remark: '缺考' }, null],
    ['not where nothing stands', { score: '缺考', remark: '—' }, null],
    ['not where a make-up is to come', { score: '缺考', remark: '需补考' }, null],
    ['not in brackets of a score', { score: '缺考（补考78）' }, null],
  ])('stands %s', (_, cells, reason) => {
    expect(missedReasonIn(cells)).toBe(reason)
  })

  test('is not what is said of a make-up', () => {
    expect(missedReasonIn({ score: '缺考', remark: '12月5日补考缺考' }, { isResit: true })).toBeNull()
  })
})
