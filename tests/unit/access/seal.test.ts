import { expect, test } from 'vitest'
import { splitValue } from '@/lib/access/audit.rules'
import {
  canonicalEntry,
  digestOfSeal,
  entryDigest,
  packDigests,
  readKept,
  type SealedRow,
  sealLine,
  unpackDigests,
} from '@/lib/access/seal.crypto'

const row: SealedRow = {
  id: 12,
  at: 1_700_000_000_000,
  accountId: 3,
  action: 'attendance.mark',
  subject: 'attendance',
  subjectId: '1/4',
  before: null,
  after: '{"mark":"present"}',
  digests: { actor: 'ab12', reason: null, before: null, after: null },
}

test('the canonical form of an entry is its values in a fixed order', () => {
  expect(canonicalEntry(row)).toBe(
    '[12,1700000000000,3,"attendance.mark","attendance","1/4",null,"{"mark":"present"}","ab12",null,null,null]'.replace(
      '"{"mark":"present"}"',
      String.raw`"{\"mark\":\"present\"}"`,
    ),
  )
})

test.each<[string, Partial<SealedRow>]>([
  ['its time', { at: row.at + 1 }],
  ['nobody as its account', { accountId: null }],
  ['a number as text', { subjectId: '1/04' }],
  ['a value in the next column', { before: row.after, after: null }],
  ['the digest of another text', { digests: { ...row.digests, actor: 'ab13' } }],
  ['a digest in the next column', { digests: { ...row.digests, actor: null, reason: 'ab12' } }],
])('an entry with %s changed has another digest', (_, change) => {
  expect(entryDigest({ ...row, ...change }).equals(entryDigest(row))).toBe(false)
})

test('digests of entries come back from their packed form', () => {
  const entries = [1, 2 ** 40].map(id => ({ id, digest: entryDigest({ ...row, id }) }))

  expect(unpackDigests(packDigests(entries))).toEqual(entries)
})

test('a line of a seal is read back, also where it was broken and typed in capitals', () => {
  const seal = {
    ...{
      id: 5,
      kind: 'run',
      sealedAt: Date.UTC(2026, 10, 30, 10, 0, 5),
      lastAuditId: 12,
      entries: 1,
      previous: '',
    },
    digests: packDigests([{ id: 12, digest: entryDigest(row) }]),
  }
  const line = sealLine({ ...seal, sha256: digestOfSeal(seal) })

  expect(line).toMatch(/^XUEFA-SEAL 5 12 2026-11-30 18:00:05 ([0-9a-f]{4}-){7}[0-9a-f]{4}$/)
  const read = readKept(line)
  expect(read).toMatchObject({ sealId: 5, lastAuditId: 12, stamp: '2026-11-30 18:00:05' })
  expect(readKept(`封印\n${line.toUpperCase().replace(/ /g, '\n  ')}`)).toEqual(read)
  expect(readKept(line.slice(0, -1))).toBeNull()
})

test.each<[string, unknown, string | null, string | null]>([
  [
    'ids, marks and days stay',
    { personId: 4, mark: 'present', madeUpOn: '2026-01-02', heads: 3 },
    '{"personId":4,"mark":"present","madeUpOn":"2026-01-02","heads":3}',
    null,
  ],
  ['a name goes beside', { id: 4, name: '吴建国' }, '{"id":4}', '{"id":4,"name":"吴建国"}'],
  ['a word of the program under a key of text is text', { name: 'present' }, '{}', '{"name":"present"}'],
  ['a text under a key of words is text', { mark: '张三' }, '{}', '{"mark":"张三"}'],
  ['a phone is text', { phone: '13800000000' }, '{}', '{"phone":"13800000000"}'],
  [
    'rows keep their place',
    [{ personId: 1, remark: '甲' }, { personId: 2 }],
    '[{"personId":1},{"personId":2}]',
    '[{"personId":1,"remark":"甲"},{"personId":2}]',
  ],
  ['a list of texts goes beside', { aliases: ['甲', '乙'] }, '{}', '{"aliases":["甲","乙"]}'],
  ['a name as a key goes beside', { order: { 张三: 1 } }, '{"order":{}}', '{"order":{"张三":1}}'],
  ['a text alone goes beside', '张三', null, '"张三"'],
  ['nothing is nothing', undefined, null, null],
  ['null is a value', null, 'null', null],
])('%s', (_, value, codes, text) => {
  expect(splitValue(value)).toEqual({ codes, text })
})

test('the secret of an activity is in no part', () => {
  expect(splitValue({ id: 1, codeSecret: 'x' })).toEqual({ codes: '{"id":1}', text: null })
})
