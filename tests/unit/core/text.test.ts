import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { fitAll, fitText, isFit, typedText } from '@/lib/core/text'

/** Any UTF-16, broken surrogate pairs and control characters included. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0, 8, 9, 10, 11, 13, 0x1f, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfffd, 0xfffe, 0xffff),
    ),
    { maxLength: 20 },
  )
  .map(codes => String.fromCharCode(...codes))

/** By a parser that is not ours and strict. */
function isXml(text: string): boolean {
  let isWhole = true
  const parser = new SaxesParser()
  parser.on('error', () => {
    isWhole = false
  })
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  parser.write(`<t>${escaped}</t>`).close()
  // The parser puts two halves of different pairs together; JavaScript does not.
  return isWhole && Buffer.from(text).toString() === text
}

test('a text is fit where an XML parser takes it, and made fit it always is', () => {
  fc.assert(
    fc.property(anyText, text => {
      expect(isFit(text)).toBe(isXml(text))
      expect(isXml(fitText(text))).toBe(true)
      expect(isFit(text) ? fitText(text) : text).toBe(text)
    }),
    { numRuns: 2000 },
  )
})

test('rare characters of names stay', () => {
  const name = '𠮷㛃䶮·买买提👩‍👩‍👧\u200b\u202e\tA\r\nB'

  expect(fitText(name)).toBe(name)
  expect(isFit(name)).toBe(true)
})

test('a text that cannot be stored is refused with that reason first', () => {
  const reasonOf = (text?: string) =>
    typedText('missing').trim().min(30, 'too short').safeParse(text).error?.issues[0]?.message

  expect(reasonOf('bad \u0000')).toBe('common.form.unfit')
  expect(reasonOf('short')).toBe('too short')
  expect(reasonOf()).toBe('missing')
})

test('everything in a value is made fit, and nothing else changes', () => {
  const when = new Date(0)

  expect(fitAll({ a: ['x\u0000', 1, null], b: { c: 'y\uffff' }, when })).toEqual({
    a: ['x', 1, null],
    b: { c: 'y' },
    when,
  })
})
