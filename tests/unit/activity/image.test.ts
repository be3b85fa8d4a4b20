import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileNameOf, MOST_BYTES, storable } from '@/lib/activity/attachments/attachment.rules'
import { cleaned, kindOf, MOST_PIXELS } from '@/lib/activity/attachments/image.rules'
import { held, indexOf, jpeg, pdf, placeTag, png, progressive, told, webp } from '../../fixtures/pictures'

const formats = [
  { name: 'JPEG', picture: jpeg, mediaType: 'image/jpeg' },
  { name: 'PNG', picture: png, mediaType: 'image/png' },
  { name: 'WebP', picture: webp, mediaType: 'image/webp' },
] as const

function clean(bytes: Uint8Array) {
  const answer = cleaned(bytes)
  if (!answer.ok) throw new Error(answer.reason)
  return answer
}

describe.each(formats)('a photo as $name', ({ picture, mediaType }) => {
  test('keeps nothing of its location and its device', () => {
    const before = picture()
    // There is metadata to remove.
    expect(indexOf(before, placeTag)).toBeGreaterThan(0)
    expect(told.filter(word => indexOf(before, new TextEncoder().encode(word)) > 0)).toEqual(told)

    const { bytes } = clean(before)

    expect(indexOf(bytes, placeTag)).toBe(-1)
    expect(told.filter(word => indexOf(bytes, new TextEncoder().encode(word)) > 0)).toEqual([])
  })

  test('is the same once more, and says what it is and how large', () => {
    const once = clean(picture())

    expect(once).toMatchObject({ mediaType, width: 8, height: 4 })
    expect(clean(once.bytes)).toEqual(once)
    expect(kindOf(once.bytes)).toBe(mediaType)
  })

  test('keeps the EXIF orientation, and nothing else of its metadata', () => {
    for (const turn of [2, 3, 4, 5, 6, 7, 8]) {
      const { bytes, width, height } = clean(held(picture(), turn))

      expect([width, height]).toEqual(turn >= 5 ? [4, 8] : [8, 4])
      expect(indexOf(bytes, Uint8Array.of(0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn))).toBeGreaterThan(0)
      expect(clean(bytes)).toEqual(clean(held(picture(), turn)))
      expect(indexOf(bytes, placeTag)).toBe(-1)
    }
  })

  test('truncated anywhere is refused or whole, never an error', () => {
    const whole = clean(picture()).bytes
    for (let length = 0; length < whole.length; length++) {
      const answer = cleaned(whole.subarray(0, length))

      if (answer.ok) expect(answer.bytes.length).toBeGreaterThan(0)
      else expect(['damaged', 'unknownKind']).toContain(answer.reason)
    }
  })

  test('with any byte changed is refused or cleaned, never an error', () => {
    const whole = picture()
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const other = Uint8Array.from(whole)
        other[at] = value
        expect(typeof cleaned(other).ok).toBe('boolean')
      }),
      { numRuns: 500 },
    )
  })
})

test('a JPEG keeps its scans byte for byte, also several of them', () => {
  expect(clean(progressive()).bytes).toEqual(progressive())

  const whole = jpeg()
  const { bytes } = clean(whole)
  const tables = indexOf(whole, Uint8Array.of(0xff, 0xdb))
  expect(bytes.subarray(2)).toEqual(whole.subarray(tables))
})

test('metadata segments of a JPEG, and data after its end, are removed', () => {
  const secret = new TextEncoder().encode('24.4333N118.0833E')
  const segment = fc.record({
    // Comments and APPn segments other than JFIF, Adobe's colour transform and the ICC profile.
    marker: fc.constantFrom(0xe1, 0xe2, 0xe3, 0xec, 0xed, 0xee, 0xef, 0xfe),
    before: fc.uint8Array({ maxLength: 40 }),
  })
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), fc.boolean(), (segments, behind) => {
      const whole = progressive()
      const parts = segments.map(({ marker, before }) => {
        const body = [0x78, ...before, ...secret]
        return [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]
      })
      const full = Uint8Array.from([
        ...whole.subarray(0, 2),
        ...parts.flat(),
        ...whole.subarray(2),
        ...(behind ? secret : []),
      ])

      expect(clean(full).bytes).toEqual(whole)
    }),
  )
})

test('chunks of a PNG that are not needed for drawing are removed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf', 'raNd'),
      fc.uint8Array({ maxLength: 60 }),
      (name, data) => {
        const whole = clean(png()).bytes
        const at = 33
        const chunk = [0, 0, 0, data.length, ...new TextEncoder().encode(name), ...data, 0, 0, 0, 0]
        const full = Uint8Array.from([...whole.subarray(0, at), ...chunk, ...whole.subarray(at)])

        const { bytes } = clean(full)

        // Random bytes can happen to be a valid orientation, which is kept.
        if (bytes.length === whole.length) expect(bytes).toEqual(whole)
        else expect(name).toBe('eXIf')
      },
    ),
  )
})

describe('what is taken', () => {
  const heic = Uint8Array.from([0, 0, 0, 24, ...new TextEncoder().encode('ftypheic'), 0, 0, 0, 0])
  const gif = new TextEncoder().encode('GIF89a............')
  const page = new TextEncoder().encode('<html><script>alert(1)</script></html>')

  test.each([
    { what: 'a page called photo.jpg', bytes: page, kind: 'photo', reason: 'unknownKind' },
    { what: 'a GIF', bytes: gif, kind: 'photo', reason: 'unknownKind' },
    { what: 'a photo of an iPhone as HEIC', bytes: heic, kind: 'photo', reason: 'heic' },
    { what: 'nothing', bytes: new Uint8Array(), kind: 'photo', reason: 'empty' },
    { what: 'a PDF as a photo', bytes: pdf(), kind: 'photo', reason: 'noPdf' },
    { what: 'a PDF cut off', bytes: pdf().subarray(0, 30), kind: 'signedSheet', reason: 'damaged' },
    {
      what: 'a JPEG with a script behind the first bytes',
      bytes: Uint8Array.from([0xff, 0xd8, 0xff, ...page]),
      kind: 'photo',
      reason: 'damaged',
    },
    { what: 'more than 15 MB', bytes: new Uint8Array(MOST_BYTES + 1), kind: 'photo', reason: 'tooBig' },
  ] as const)('not $what: $reason', ({ bytes, kind, reason }) => {
    expect(storable(bytes, kind)).toEqual({ ok: false, reason })
  })

  test('a signed sheet as PDF is kept as it came', () => {
    const answer = storable(pdf(), 'signedSheet')

    expect(answer).toEqual({
      ok: true,
      file: { bytes: pdf(), mediaType: 'application/pdf', width: null, height: null },
    })
  })

  test('an image of more than 70 million pixels is refused by the size in its header', () => {
    const large = png()
    new DataView(large.buffer).setUint32(16, 60_000)
    new DataView(large.buffer).setUint32(20, Math.ceil((MOST_PIXELS + 1) / 60_000))

    expect(storable(large, 'photo')).toEqual({ ok: false, reason: 'tooManyPixels' })
  })
})

test.each([
  ['IMG_2023.JPEG', 'image/jpeg', 'IMG_2023.jpg'],
  ['签到表 3月.pdf', 'application/pdf', '签到表 3月.pdf'],
  ['..\\..\\etc/passwd', 'image/png', 'passwd.png'],
  ['横幅\u202egpj.exe', 'image/jpeg', '横幅gpj.jpg'],
  ['a"b\r\nset-cookie: x.jpg', 'image/jpeg', 'abset-cookie x.jpg'],
  ['', 'image/webp', 'file.webp'],
  ['𠮷'.repeat(100), 'image/png', `${'𠮷'.repeat(80)}.png`],
])('a file called %j goes by a name that can be read', (name, mediaType, expected) => {
  expect(fileNameOf(name, mediaType)).toBe(expected)
})
