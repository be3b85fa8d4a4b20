import { create } from 'qrcode'
import { expect, test } from 'vitest'
import { qrOf } from '@/app/_ui/qr'

test('the path covers every dark module of the code once, and no light one', () => {
  const text = 'webcal://xuefa.example.cn/feeds/abcdefghijklmnopqrstuvwxyzabcdef.ics'
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const drawn = new Uint8Array(modules.size ** 2)

  const { size, path } = qrOf(text)
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let at = 0; at < Number(run); at++) {
      const module = Number(y) * size + Number(x) + at
      drawn[module] = (drawn[module] ?? 0) + 1
    }

  expect(size).toBe(modules.size)
  expect([...drawn]).toEqual([...modules.data].map(Number))
})
