import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { ageWords, momentWords } from '@/app/_offline/age'
import { fileOutbox } from '@/app/_offline/file-outbox.client'
import { offlineWords } from '@/app/_offline/offline-words'
import { storedAs } from '@/app/_offline/page-cache'
import type { Viewer } from '@/lib/access/access.rules'

const words = {
  zh: offlineWords(sayIn('zh'), 'attendance.sheet.offline'),
  en: offlineWords(sayIn('en'), 'attendance.sheet.offline'),
}
const at = Date.parse('2026-11-29T14:05:40+08:00')

test('the moment is of Shanghai, in the words of the reader', () => {
  expect(momentWords(at, words.zh)).toBe('11月29日 14:05')
  expect(momentWords(at, words.en)).toBe('29 Nov 14:05')
  expect(momentWords(Date.parse('2026-12-31T23:59:00Z'), words.zh)).toBe('1月1日 07:59')
})

test.each([
  [-3600, '刚刚', 'just now'],
  [59, '刚刚', 'just now'],
  [60, '1 分钟前', '1 min ago'],
  [3599, '59 分钟前', '59 min ago'],
  [3600, '1 小时前', '1 h ago'],
  [86_399, '23 小时前', '23 h ago'],
  [86_400, '1 天前', '1 d ago'],
])('after %i seconds the list is of %s', (seconds, zh, en) => {
  expect(ageWords(at, at + seconds * 1000, words.zh)).toBe(zh)
  expect(ageWords(at, at + seconds * 1000, words.en)).toBe(en)
})

test('what a page says of itself survives its way through HTML and a header', () => {
  const viewer = { accountId: 7 } as Viewer

  const kept = storedAs(viewer, '“普法”集市 & <Wang\'s "stall">')

  expect(kept).toMatch(/^[\w.%~!*()-]+$/)
  expect(JSON.parse(decodeURIComponent(kept))).toMatchObject({
    account: 7,
    name: '“普法”集市 & <Wang\'s "stall">',
  })
})

test('the service worker keeps two kinds of pages and no other', () => {
  const script = readFileSync('app/_offline/worker.js', 'utf8')
  const mayBeKept = new RegExp(/const mayBeKept = \/(.*)\/$/m.exec(script)?.[1] ?? '(?!)')

  expect(
    [
      '/activities/5/sheet',
      '/activities/5/stall',
      '/activities/5',
      '/activities/5/sheet/7',
      '/activities/5/evidence',
      '/home',
    ].filter(path => mayBeKept.test(path)),
  ).toEqual(['/activities/5/sheet', '/activities/5/stall'])
})

test('a photo that waited says whose it is, and one that is refused keeps back none of the others', async () => {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (_: string, { body }: { body: FormData }) => {
    sent.push([body.get('idempotencyKey'), body.get('by')])
    return sent.length === 1
      ? Response.json({ ok: false, reason: 'heic' }, { status: 422 })
      : Response.json({ ok: true, id: 1 })
  })
  const out = fileOutbox(77, { changed() {}, saved() {} })
  const photo = { fields: { kind: 'photo' }, mediaType: 'image/jpeg', thumb: null, bytes: new ArrayBuffer(1) }

  await out.add({ ...photo, nonce: 'first-photo', name: 'a.jpg', at: 1 })
  await out.add({ ...photo, nonce: 'second-photo', name: 'b.jpg', at: 2 })
  await vi.waitFor(() => expect(sent).toHaveLength(2))

  expect(sent).toEqual([
    ['first-photo', '77'],
    ['second-photo', '77'],
  ])
  vi.unstubAllGlobals()
})
