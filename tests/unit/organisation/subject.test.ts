import { expect, test } from 'vitest'
import { subjectAsked, subjectOf } from '@/lib/organisation/lookup/subject.rules'
import { questionKey } from '@/lib/spreadsheet/importer.rules'
import { newSubject, subjectSaid, withTitle } from '@/lib/spreadsheet/new-subject.rules'

const known = { meaningOf: (_: string, word: string) => (word === '保密考' ? '保密考试' : word) }
const asked = subjectAsked('exam', '保密考试', ['2023年保密考试', '法治考试'])
const key = questionKey({ row: 2, ...asked })

test('an exam that is not there is asked about once: one of those that are, the nearest first, or a new one', () => {
  expect(asked.choices?.map(each => each.value)).toEqual(['2023年保密考试', '法治考试', '+'])
})

test.each([
  ['as its cell says', '法治考试', {}, '', { title: '法治考试', isNew: false, words: '' }],
  ['as a word for it is remembered', '保密考', {}, '', { title: '保密考试', isNew: false, words: '' }],
  [
    'one that is there',
    '保密考试',
    { [key]: '法治考试' },
    '',
    { title: '法治考试', isNew: false, words: '' },
  ],
  ['a new one', '保密考试', { [key]: '+' }, '', { title: '保密考试', isNew: true, words: '' }],
  ['as was said of the sheet', '', {}, '法治考试', { title: '法治考试', isNew: false, words: '' }],
  [
    'a new one, as was said',
    '',
    {},
    newSubject('保密考试', '党员、网格员'),
    { title: '保密考试', isNew: true, words: '党员、网格员' },
  ],
])('a row is about %s', (_, cell, answers, exam, subject) => {
  expect(subjectOf('exam', { known, options: { aliases: {}, answers, exam } }, cell)).toEqual(subject)
})

test('a row of which nothing says what it is about, is about nothing', () => {
  expect(subjectOf('activity', { known, options: { aliases: {} } }, '')).toBeNull()
  expect(subjectSaid(newSubject('网上学法'))).toEqual({ title: '网上学法', isNew: true, words: '' })
})

test.each([
  ['a new one is called as was typed', newSubject('学法考试', '党员'), newSubject('保密考试', '党员')],
  ['one that is there keeps its name', '学法考试', '学法考试'],
])('%s', (_, option, named) => {
  expect(withTitle(option, '保密考试')).toBe(named)
})
