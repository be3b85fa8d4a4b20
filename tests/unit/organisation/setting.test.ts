import { describe, expect, test } from 'vitest'
import { listsInput } from '@/lib/organisation/settings/setting.input'
import { linesOf, notHereLines, notHereOf } from '@/lib/organisation/settings/setting.rules'

test('words stand one a line, each once, without blanks', () => {
  expect(linesOf(' 进机关\n\n进社区、进学校\n进机关 ')).toEqual(['进机关', '进社区', '进学校'])
})

describe('targets that do not apply here', () => {
  const targets = ['进乡村', '进社区']

  test('stand with their reason, and come back as they were typed', () => {
    const typed = '进乡村：没有行政村、没有农户'

    expect(notHereOf(typed, targets)).toEqual([{ target: '进乡村', reason: '没有行政村、没有农户' }])
    expect(notHereLines(notHereOf(typed, targets) ?? [])).toBe(typed)
    expect(notHereOf('', targets)).toEqual([])
  })

  test.each([
    ['without a reason', '进乡村'],
    ['with an empty one', '进乡村： '],
    ['not of the list', '进军营：没有军营'],
  ])('%s are refused', (_, typed) => {
    expect(notHereOf(typed, targets)).toBeNull()
    const form = {
      forms: '会议',
      targets: targets.join('\n'),
      targetsNotHere: typed,
      campaigns: '',
      version: '0',
    }
    expect(listsInput.safeParse(form).error?.issues).toMatchObject([
      { path: ['targetsNotHere'], message: 'setting.form.notHere' },
    ])
  })
})
