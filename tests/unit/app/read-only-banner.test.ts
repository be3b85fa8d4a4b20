import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { Frame } from '@/app/_ui/frame'
import { ReadOnlyBanner } from '@/app/_ui/read-only-banner'
import { wholePage } from '@/app/(entry)/s/_parts/screens'
import { forgetReadOnly, setReadOnly } from '@/db/read-only'

afterEach(forgetReadOnly)

const since = Date.parse('2023-03-08T01:00:00Z')

test.each(['zh', 'en'] as const)('in %s the banner says what, since when and what to do', locale => {
  const texts = (['damaged', 'checking', 'diskFull'] as const).map(reason => {
    forgetReadOnly()
    setReadOnly(reason, '/a/path', since)
    return renderToStaticMarkup(ReadOnlyBanner({ say: sayIn(locale) }))
  })

  expect(texts.filter(text => !/role="alert".*2023-03-08 09:00/.test(text))).toEqual([])
  expect(texts.join()).not.toContain('/a/path')
  expect(new Set(texts).size).toBe(3)
})

test('the frame and the pages of the hall carry it while the server only reads, and nothing otherwise', () => {
  const say = sayIn('zh')
  const frame = () => {
    const parts = [Frame({ say, home: '/', places: [], menu: null, children: null })]
    // The answer of a form is read from a cookie, which there is none of here.
    return JSON.stringify(parts, (_, value) => (typeof value === 'function' ? value.name : value))
  }
  const hall = () => wholePage(say, '签到', 'n', { html: '' } as Parameters<typeof wholePage>[3])

  expect([frame().includes('"ReadOnlyBanner"'), hall().includes('role="alert"')]).toEqual([true, false])
  expect(ReadOnlyBanner({ say })).toBe(null)
  setReadOnly('damaged', '', since)
  expect(hall()).toContain('<div class="said bad" role="alert">数据库有损坏（2023-03-08 09:00 发现）')
})
