import { expect, test } from 'vitest'
import { codeOf, files } from './source'

const sources = files(/^(app|lib|server)\/.*\.tsx?$/).map(file => [file, codeOf(file)] as const)

test('what a form sends is read under that name: another one is passed over without a word', () => {
  const read = new Set(sources.flatMap(([, text]) => withoutFields(text).match(/\w+/g) ?? []))

  const unread = sources.flatMap(([file, text]) =>
    namesIn(text)
      .filter(name => !read.has(name))
      .map(name => `${file} ${name}`),
  )

  expect(unread).toEqual([])
})

test.each([
  ['<input type="hidden" name="asksClashes" value="on" />', ['asksClashes'], false],
  ['<Tick name="draft" /> and tick: z.object({ draft })', ['draft'], true],
])('%s', (text, names, isRead) => {
  expect(namesIn(text)).toEqual(names)
  expect(withoutFields(text).includes(names[0] as string)).toBe(isRead)
})

function namesIn(text: string): string[] {
  return [...text.matchAll(/\bname="(\w+)/g)].map(found => found[1] ?? '')
}

function withoutFields(text: string): string {
  return text.replace(/\bname="\w+/g, '')
}
