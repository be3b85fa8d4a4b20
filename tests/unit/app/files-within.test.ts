import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesWithin } from '@/app/_http/files-within'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'xuefa-form-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const most = { bytes: 100_000, files: 5 }

/** The body of a form in pieces of so many bytes, as a network may cut it. */
async function sentIn(form: FormData, piece: number, cut = 0): Promise<Request> {
  const whole = new Response(form)
  const bytes = new Uint8Array(await whole.arrayBuffer())
  const end = bytes.length - cut
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= end) return controller.close()
      controller.enqueue(bytes.slice(at, Math.min(end, at + piece)))
      at += piece
    },
  })
  const headers = { 'content-type': whole.headers.get('content-type') ?? '' }
  return new Request('http://x/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

const tricky = new Uint8Array([13, 10, 45, 45, 13, 10, 13, 10, 0, 255, 45, 45, 45, 13])
function filledForm() {
  const form = new FormData()
  form.set('year', '2023')
  form.set('path', '东埔社区/"花名册".csv')
  form.append('file', new File([tricky], '花"名册.csv'))
  form.append('file', new File([], '空.csv'))
  form.append('file', new File([new Uint8Array(3000).fill(45)], 'b.bin'))
  return form
}

test.each([1, 2, 3, 7, 64, 100_000])('a form is read right in pieces of %d bytes', async piece => {
  const read = await filesWithin(await sentIn(filledForm(), piece), directory, most)

  expect(read?.fields).toEqual({ year: '2023', path: '东埔社区/"花名册".csv' })
  expect(read?.files.map(({ name, size }) => [name, size])).toEqual([
    ['花"名册.csv', tricky.length],
    ['空.csv', 0],
    ['b.bin', 3000],
  ])
  const bytes = read?.files.map(each => new Uint8Array(readFileSync(each.path)))
  expect(bytes?.[0]).toEqual(tricky)
  expect(bytes?.[2]?.every(each => each === 45)).toBe(true)
})

test('without a directory a form says which files it has, and puts none on the disk', async () => {
  const read = await filesWithin(await sentIn(filledForm(), 64), null, most)

  expect(read?.files).toEqual([
    { name: '花"名册.csv', path: '', size: tricky.length },
    { name: '空.csv', path: '', size: 0 },
    { name: 'b.bin', path: '', size: 3000 },
  ])
  expect(readdirSync(directory)).toEqual([])
})

test('a form of fields in which no file was chosen has a bound', async () => {
  const form = new FormData()
  for (let n = 0; n < 100; n++) form.append('file', new File([], ''))
  const given = { bytes: 100_000, files: 5 }

  expect(await filesWithin(await sentIn(form, 4000), directory, given)).toBeNull()
})

test('a form that is too long, has too many files, breaks off or is none is not taken', async () => {
  const form = filledForm()

  expect(await filesWithin(await sentIn(form, 64), directory, { ...most, bytes: 1000 })).toBeNull()
  expect(await filesWithin(await sentIn(form, 64), directory, { ...most, files: 2 })).toBeNull()
  expect(await filesWithin(await sentIn(form, 64, 20), directory, most)).toBeNull()
  expect(
    await filesWithin(new Request('http://x/', { method: 'POST', body: 'x' }), directory, most),
  ).toBeNull()
})
