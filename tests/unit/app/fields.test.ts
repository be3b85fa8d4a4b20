import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countFields, isOneWay } from '@/app/_forms/count-fields'
import { fieldsOf, MOST_FIELDS, mergedIn, settledIn, theirsOf, typedIn } from '@/app/_forms/fields'
import { digestOf, type Kind, type Value } from '@/app/_forms/was'

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

describe('of a field as it was opened, saved and typed', () => {
  const was = (kind: Kind, ...values: Value[]) => digestOf(kind, values)

  test.each<{ name: string; kind?: Kind; opened: Value; saved: unknown; typed: Value; end: string }>([
    { name: 'untouched, and changed by nobody', opened: '45', saved: 45, typed: '45', end: 'typed' },
    { name: 'changed here alone', opened: '45', saved: 45, typed: '40', end: 'typed' },
    { name: 'changed there alone', opened: '', saved: '13800000000', typed: '', end: 'saved' },
    { name: 'emptied there alone', opened: '计划外', saved: null, typed: '计划外', end: 'saved' },
    { name: 'changed by both to the same', opened: '45', saved: 40, typed: '40', end: 'typed' },
    { name: 'changed by both', opened: '45', saved: 40, typed: '50', end: 'asked' },
    { name: 'lines as a browser sends them', opened: 'a\nb', saved: 'a\nb', typed: 'a\r\nb ', end: 'typed' },
    { name: 'a tick set there', opened: '', saved: true, typed: undefined, end: 'saved' },
    { name: 'a tick taken away there', opened: 'on', saved: false, typed: 'on', end: 'saved' },
    { name: 'a tick taken away here', opened: 'on', saved: true, typed: undefined, end: 'typed' },
    {
      ...{ name: 'a list in another order', kind: 's', opened: ['a', 'b'], saved: ['b', 'a'] },
      ...{ typed: ['a', 'b'], end: 'typed' },
    },
    {
      ...{ name: 'the first of a list, there', kind: 's', opened: [], saved: ['进社区'] },
      ...{ typed: undefined, end: 'saved' },
    },
    {
      ...{ name: 'a list, by both', kind: 's', opened: ['a'], saved: ['a', 'b'] },
      ...{ typed: ['c'], end: 'asked' },
    },
    { name: 'no fact of the row', opened: '', saved: undefined, typed: '住院', end: 'typed' },
  ])('$name: $end', ({ kind = 't', opened, saved, typed, end }) => {
    const sent = { 'was:field': was(kind, opened), ...(typed === undefined ? {} : { field: typed }) }

    const { values, taken, asked } = mergedIn(sent, { field: saved })

    expect({ taken, asked }).toEqual({
      taken: end === 'saved' ? ['field'] : [],
      asked: end === 'asked' ? ['field'] : [],
    })
    // Sent again as the answer shows it, nothing is left to say.
    const again = mergedIn(values, { field: saved })
    expect([again.taken, again.asked]).toEqual([[], []])
    if (end !== 'saved') expect(values.field).toEqual(typed)
    else expect(values.field).toEqual(saved === true ? 'on' : saved ? saved : '')
  })

  test('two lists that belong together are taken together', () => {
    const opened = { kinds: ['病假', '事假'], rules: ['', 'absent'] }
    const sent = { 'was:kinds,rules': was('t', opened.kinds, opened.rules), ...opened }
    const saved = { kinds: ['病假', '公差', '事假'], rules: ['', '', 'absent'] }

    expect(mergedIn(sent, saved)).toMatchObject({ values: saved, taken: ['kinds,rules'], asked: [] })
    const met = mergedIn({ ...sent, rules: ['', ''] }, saved)
    expect(met).toMatchObject({ theirs: saved, asked: ['kinds,rules'] })
  })

  test('no column of which the form has no field leaves the server', () => {
    const sent = { 'was:note': was('t', ''), note: 'x', 'was:__proto__': 't', 'was:a b': 't' }

    const { theirs } = mergedIn(sent, { note: 'y', secret: 'z' })

    expect(theirs).toEqual({ note: 'y' })
  })
})

describe('which of two values is taken', () => {
  const sent = { 'asked:note': '["已保存"]', note: '填写的' }

  test.each([
    ['saved', { note: '已保存' }, {}],
    ['typed', { note: '填写的' }, {}],
    [undefined, { note: '填写的' }, { note: '已保存' }],
    ['else', { note: '填写的' }, { note: '已保存' }],
  ])('%s', (take, left, undecided) => {
    const fields: Record<string, unknown> = { ...sent, ...(take ? { 'take:note': take } : {}) }

    expect(settledIn(fields)).toEqual({ theirs: undecided, asked: Object.keys(undecided) })
    expect(fields).toEqual(left)
  })

  test('a list, and a tick that is not set', () => {
    const fields: Record<string, unknown> = {
      ...{ 'asked:targets': '[["进社区"]]', 'take:targets': 'saved', targets: ['进机关'] },
      ...{ 'asked:isPublic': '[null]', 'take:isPublic': 'saved', isPublic: 'on' },
    }

    expect(settledIn(fields)).toEqual({ theirs: {}, asked: [] })
    expect(fields).toEqual({ targets: ['进社区'] })
  })

  test.each(['', 'x', '{}', '[{}]', '[1]'])('what no form sends is left out: %s', text => {
    const fields: Record<string, unknown> = { 'asked:note': text, 'take:note': 'saved', note: 'a' }

    expect(settledIn(fields)).toEqual({ theirs: {}, asked: [] })
    expect(fields).toEqual({ note: 'a' })
  })
})
