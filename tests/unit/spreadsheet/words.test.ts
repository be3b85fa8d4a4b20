import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDay, parseDayRange } from '@/lib/spreadsheet/days.rules'
import { parseCount, parseNumber, parseYesNo } from '@/lib/spreadsheet/numbers.rules'
import { cleanName, cleanText, matchKey, nearest } from '@/lib/spreadsheet/text.rules'
import { parseTime } from '@/lib/spreadsheet/times.rules'

describe('text', () => {
  test.each([
    ['　张　三\u200b ', '张三'],
    ['张 三\n', '张三'],
    ['买买提•吐尔逊', '买买提·吐尔逊'],
    ['买买提．吐尔逊', '买买提·吐尔逊'],
    ['买买提.吐尔逊', '买买提·吐尔逊'],
    ['John  Smith', 'John Smith'],
    ['𠮷野 㛃', '𠮷野㛃'],
    ['ＡＢ小学', 'AB小学'],
  ])('the name %j is kept as %j', (typed, kept) => {
    expect(cleanName(typed)).toBe(kept)
  })

  test('a text keeps its Chinese punctuation', () => {
    expect(cleanText('\u3000《宪法》（２０１８年修正）：导读，第１讲 ')).toBe(
      '《宪法》（2018年修正）：导读，第1讲',
    )
  })

  test('spellings of one name share a key', () => {
    const spellings = ['买买提·吐尔逊', '买买提・吐尔逊 ', ' 买买提． 吐尔逊', '买买提.吐尔逊']

    expect(new Set(spellings.map(matchKey)).size).toBe(1)
    expect(matchKey('e\u0301Ａ（一）—“x”')).toBe('éa(一)-"x"')
  })

  test('a cleaned name stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => cleanName(cleanName(text)) === cleanName(text)),
    )
  })
})

describe('the name that was likely meant', () => {
  const units = ['东埔社区', '西埔社区', '和平社区', '和平路社区', '综合行政执法办公室']

  test.each([
    ['one character wrong, the same sound', '东铺社区', '东埔社区'],
    ['one character missing', '东社区', '东埔社区'],
    ['two swapped', '东社埔区', '东埔社区'],
    ['two wrong in a long name', '综合行政执行办工室', '综合行政执法办公室'],
    ['nothing near', '滨海新村', null],
    ['two equally near', '南埔社区', null],
    ['known already', '和平 社区', '和平社区'],
  ])('%s: %s', (_, word, name) => {
    expect(nearest(word, units)).toBe(name)
  })

  test('of two that differ by one character the one that sounds the same', () => {
    expect(nearest('王纬', ['王伟', '王芳'])).toBe('王伟')
  })
})

describe('days', () => {
  test.each([
    ['2023-3-1', '2023-03-01'],
    ['2023/03/01', '2023-03-01'],
    ['2023.3.1', '2023-03-01'],
    ['2023．3．1', '2023-03-01'],
    ['２０２３年３月１日', '2023-03-01'],
    ['2023年3月1号', '2023-03-01'],
    ['二〇二三年三月十一日', '2023-03-11'],
    ['20230301', '2023-03-01'],
    ['3月1日', '2023-03-01'],
    ['3.1', '2023-03-01'],
    ['3/1', '2023-03-01'],
    ['2023-03-01 09:30', '2023-03-01'],
    ['2023.3.1 9时', '2023-03-01'],
    ['3月1日（周三）上午9:00', '2023-03-01'],
    ['2024-2-29', '2024-02-29'],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text, 2023)).toEqual({ ok: true, day })
  })

  test.each([
    ['2月30日', 'impossible'],
    ['2023-2-29', 'impossible'],
    ['2023-13-1', 'impossible'],
    ['1023-3-1', 'impossible'],
    ['', 'empty'],
    ['　', 'empty'],
    ['待定', 'notADay'],
    ['3月1日-3月5日', 'notADay'],
  ])('%s is faulty: %s', (text, reason) => {
    expect(parseDay(text, 2023)).toEqual({ ok: false, reason })
  })

  test('a day without a year asks for one', () => {
    expect(parseDay('3月1日')).toEqual({ ok: false, reason: 'noYear' })
    expect(parseDay('2023-03-01')).toEqual({ ok: true, day: '2023-03-01' })
  })

  test('a month begins a membership with its first day and ends one with its last', () => {
    expect(parseDay('2019年2月', undefined, 'first')).toEqual({ ok: true, day: '2019-02-01' })
    expect(parseDay('2020.02', undefined, 'last')).toEqual({ ok: true, day: '2020-02-29' })
  })

  test('every day is read back in every form', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, date => {
        const iso = date.toISOString().slice(0, 10)
        const [y, m, d] = iso.split('-').map(Number)
        for (const text of [
          iso,
          `${y}-${m}-${d}`,
          `${y}.${m}.${d}`,
          `${y}年${m}月${d}日`,
          `${m}月${d}日`,
          `${m}/${d}`,
        ]) {
          expect(parseDay(text, y)).toEqual({ ok: true, day: iso })
        }
        expect(parseDayRange(`${iso}-${iso}`)).toEqual({ ok: true, fromDay: iso, toDay: iso })
      }),
    )
  })

  test.each([
    ['3月1日-3月5日', '2023-03-01', '2023-03-05'],
    ['3月1-5日', '2023-03-01', '2023-03-05'],
    ['3.1—3.5', '2023-03-01', '2023-03-05'],
    ['3.1-5', '2023-03-01', '2023-03-05'],
    ['3月1日至5日', '2023-03-01', '2023-03-05'],
    ['3月1日到4月2日', '2023-03-01', '2023-04-02'],
    ['2022年3月1日~2022年3月5日', '2022-03-01', '2022-03-05'],
    ['2022/3/1～3/5', '2022-03-01', '2022-03-05'],
    ['2022-03-01-2022-03-05', '2022-03-01', '2022-03-05'],
    ['12月28日–1月3日', '2023-12-28', '2024-01-03'],
    ['2022年12月28日至2023年1月3日', '2022-12-28', '2023-01-03'],
    ['3月1日', '2023-03-01', '2023-03-01'],
  ])('%s lasts from %s to %s', (text, fromDay, toDay) => {
    expect(parseDayRange(text, 2023)).toEqual({ ok: true, fromDay, toDay })
  })

  test.each([
    ['2月28日-30日', 'impossible'],
    ['3月5日-1日', 'backwards'],
    ['3-5月', 'notADay'],
  ])('the range %s is faulty: %s', (text, reason) => {
    expect(parseDayRange(text, 2023)).toEqual({ ok: false, reason })
  })
})

test.each([
  ['9:00', '09:00', null],
  ['09：00', '09:00', null],
  ['9:00:00', '09:00', null],
  ['上午9时', '09:00', null],
  ['上午九时三十分', '09:30', null],
  ['下午3点半', '15:30', null],
  ['14时30分', '14:30', null],
  ['下午14:30', '14:30', null],
  ['中午12时', '12:00', null],
  ['晚上7点', '19:00', null],
  ['9点一刻', '09:15', null],
  ['2:30 PM', '14:30', null],
  ['2023-03-01 09:30', '09:30', null],
  ['9:00-11:00', '09:00', '11:00'],
  ['9：00—11：30', '09:00', '11:30'],
  ['上午9时至11时', '09:00', '11:00'],
  ['下午2:30-4:00', '14:30', '16:00'],
  ['上午10:00-下午1:00', '10:00', '13:00'],
  ['9-11时', '09:00', '11:00'],
])('the time %s', (text, start, end) => {
  expect(parseTime(text)).toEqual({ ok: true, start, end })
})

test.each([
  ['', 'empty'],
  ['25:00', 'impossible'],
  ['9:75', 'impossible'],
  ['11:00-9:00', 'backwards'],
  ['上午', 'notATime'],
  ['9', 'notATime'],
])('the time %s is faulty: %s', (text, reason) => {
  expect(parseTime(text)).toEqual({ ok: false, reason })
})

describe('numbers', () => {
  test.each([
    ['163', 163, ''],
    ['１６３', 163, ''],
    ['1,200', 1200, ''],
    ['1，200', 1200, ''],
    ['1万', 10000, ''],
    ['1.5万', 15000, ''],
    ['1.15万份', 11500, '份'],
    ['160条', 160, '条'],
    [' 6500 份 ', 6500, '份'],
    ['3.0', 3, ''],
    ['0', 0, ''],
  ])('%s counts %d', (text, value, unitWord) => {
    expect(parseCount(text)).toEqual({ ok: true, value, unitWord })
  })

  test.each([
    ['', 'empty'],
    ['—', 'empty'],
    ['/', 'empty'],
    ['无', 'empty'],
    ['2.5', 'notWhole'],
    ['-3', 'negative'],
    ['若干', 'notANumber'],
    ['1,20', 'notANumber'],
    ['1e5', 'notANumber'],
  ])('%s is no count: %s', (text, reason) => {
    expect(parseCount(text)).toEqual({ ok: false, reason })
  })

  test('a score may have a fraction and its word', () => {
    expect(parseNumber('95.5分')).toEqual({ ok: true, value: 95.5, unitWord: '分' })
  })

  test.each([
    ['是 √ ✓ ☑ Y yes 1 已完成 必修 应学 ＴＲＵＥ', true],
    ['否 × N no 0 未完成 选修 选学 FALSE', false],
    ['也许 2', null],
  ])('%s mean %s', (words, meaning) => {
    expect(words.split(' ').map(parseYesNo)).toEqual(words.split(' ').map(() => meaning))
    expect(parseYesNo('')).toBeNull()
  })
})
