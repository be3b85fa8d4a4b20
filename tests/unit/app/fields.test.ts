import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countFields, isOneWay } from '@/app/_forms/count-fields'
import { fieldsOf, MOST_FIELDS, theirsOf, typedIn } from '@/app/_forms/fields'

const formOf = (pairs: [string, string | Blob][]) => {
  const form = new FormData()
  for (const [name, value] of pairs) form.append(name, value as string)
  return form
}

test('names that end in [] are lists, of others the first counts, and what React adds is left out', () => {
  const form = formOf([
    ['$ACTION_ID_1', ''],
    ['name', '林静'],
    ['name', '黄丽娟'],
    ['rows[]', '1'],
    ['rows[]', '2'],
    ['one[]', '3'],
    ['__proto__', 'x'],
    ['__proto__[]', 'x'],
    ['newPassword', 'secret'],
    ['file', new Blob(['x'])],
  ])

  const fields = fieldsOf(form) ?? {}

  expect(fields).toMatchObject({ name: '林静', rows: ['1', '2'], one: ['3'], newPassword: 'secret' })
  expect(Object.keys(fields)).toEqual(['name', 'rows', 'one', 'newPassword', 'file'])
  expect(typedIn(fields)).toEqual({ name: '林静', rows: ['1', '2'], one: ['3'] })
})

test('whatever the fields, a list holds all of its values and every other field its first', () => {
  const name = fc.constantFrom('a', 'b', 'c[]', 'd[]', 'e', 'toString', 'constructor[]')
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string())), pairs => {
      const form = formOf(pairs)
      const byName = Object.fromEntries(
        [...new Set(form.keys())].map(each => [
          each.replace(/\[\]$/, ''),
          each.endsWith('[]') ? form.getAll(each) : form.get(each),
        ]),
      )

      expect({ ...fieldsOf(form) }).toEqual(byName)
    }),
  )
})

test('a form of thirty thousand fields is left alone after the first two thousand', () => {
  let read = 0
  function* fields(): Generator<[string, string]> {
    for (let n = 0; n < 30_000; n++) {
      read++
      yield [`field ${n}`, 'x']
    }
  }
  const form = Object.assign(new FormData(), { [Symbol.iterator]: fields })

  expect(fieldsOf(form)).toBe(null)
  expect(read).toBe(MOST_FIELDS + 1)
})

test('a form as browsers send it is counted', async () => {
  const form = new FormData()
  for (let n = 0; n < 40; n++) form.append(`field ${n}`, 'x')
  const sent = new Response(form)
  const type = sent.headers.get('content-type') ?? ''

  expect(isOneWay(type)).toBe(true)
  expect(countFields(Buffer.from(await sent.arrayBuffer()), type)).toBe(40)
  expect(isOneWay('multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW')).toBe(true)
})

test('after a conflict only what the form sent and what differs is shown, and no other column', () => {
  const row = {
    topic: '宪法',
    place: null,
    reads: 3,
    note: 'a\nb',
    isPublic: true,
    codeSecret: 's',
    version: 4,
  }
  const typed = { topic: '民法典', place: '', reads: ' 3 ', note: 'a\r\nb', version: '2', other: 'x' }

  expect(theirsOf(row, { isPublic: true, list: ['1', '2'] }, typed)).toEqual({
    topic: '宪法',
    version: '4',
    isPublic: 'on',
    list: ['1', '2'],
  })
})
