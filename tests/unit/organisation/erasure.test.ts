import { expect, test } from 'vitest'
import { erasureRefusal, mayName, namedIn, takesOut } from '@/lib/organisation/accounts/erasure.rules'

const known = { name: '王伟', staffNo: 'X0007', phone: '13800001234' }
const how = { to: '#1', longer: ['王伟强', '向阳王伟社区'], hasNamesake: false }

test.each([
  ['the name in a sentence', '请王伟发言', '请#1发言'],
  ['with the spaces of a sheet', '王 伟、王　伟', '#1、#1'],
  ['over a tab, the end of a line, a hard space', '王\t伟、王\r\n伟、王\u00a0伟', '#1、#1、#1'],
  ['not within the name of somebody else', '王伟强和王伟', '王伟强和#1'],
  ['not within the name of a unit', '向阳王伟社区', '向阳王伟社区'],
  ['the phone, however it is grouped', '138-0000-1234 或 138 0000 1234', '#1 或 #1'],
  ['not a longer number', '138000012345', '138000012345'],
  ['the staff number in whatever case', '工号x0007，AX0007', '工号#1，AX0007'],
  [
    'the numbers in full-width digits and letters',
    '１３８－００００ １２３４，Ｘ０００７、ｘ０００７',
    '#1，#1、#1',
  ],
  ['not a longer number in full-width digits', '１３８００００１２３４５', '１３８００００１２３４５'],
  ['nothing else', '会议改在三楼', '会议改在三楼'],
])('takes out %s', (_, before, after) => {
  expect(takesOut(known, how).text(before)).toBe(after)
})

test('a short staff number is a number like others, also as a whole text, a value or a key', () => {
  const { text, json } = takesOut({ ...known, staffNo: '30' }, how)
  const others = '{"idleMinutes":30,"30":"30","rows":[["30",30]],"items":[{"id":30,"weight":30}]}'

  expect([text('30月有30人'), text('30')]).toEqual(['30月有30人', '30'])
  expect(json(others)).toBe(others)
})

test('a number of a person that is stored as a number goes from the cells of a draft, and from nothing else', () => {
  const { json } = takesOut({ ...known, staffNo: '100001' }, how)

  expect(json('{"rows":[["a",13800001234],[100001]],"rowNumbers":[100001],"id":13800001234}')).toBe(
    '{"rows":[["a","#1"],["#1"]],"rowNumbers":[100001],"id":13800001234}',
  )
})

test('a name in Latin letters is taken out as a whole word', () => {
  const { text } = takesOut({ ...known, name: 'An Li' }, how)

  expect(text('An Li, Joan Lin')).toBe('#1, Joan Lin')
  expect(text('Ａｎ　Ｌｉ、ＡＮ ＬＩ')).toBe('#1、#1')
})

test.each([
  '阿卜杜拉·买买提',
  '阿卜杜拉•买买提',
  '阿卜杜拉・买买提',
  '阿卜杜拉‧买买提',
  '阿卜杜拉 ･ 买买提',
  '阿 卜 杜 拉．买买提',
])('a name with a middle dot is taken out as %s, and found in a row before', spelling => {
  const dotted = { ...known, name: '阿卜杜拉·买买提' }

  expect(takesOut(dotted, how).text(`请${spelling}发言`)).toBe('请#1发言')
  expect(mayName(dotted)(`请${spelling}发言`)).toBe(true)
  expect(namedIn(spelling, dotted.name)).toBe('whole')
})

test.each([
  ['the name', '王\\n伟', true],
  ['in old code pages of ideographs', '⽅王伟', true],
  ['the phone', '１３８ 0000-1234', true],
  ['the staff number', 'ｘ-0007', true],
  ['somebody else', '王强 13800001235 X0008', false],
  ['nobody', '', false],
])('%s in a text of the log or of a row', (_, text, isFound) => {
  expect(mayName(known)(text)).toBe(isFound)
})

test.each([
  ['Anna', 'ANNA, anna, Annabel', '#1, #1, Annabel'],
  ['Élodie', 'ÉLODIE, élodie', '#1, #1'],
])('%s is taken out in whatever case', (name, before, after) => {
  expect(takesOut({ ...known, name }, how).text(before)).toBe(after)
})

test('of a namesake the name stays and the numbers go', () => {
  const { text } = takesOut(known, { ...how, hasNamesake: true })

  expect(text('王伟 13800001234')).toBe('王伟 #1')
})

test('JSON keeps its lines, and those without the name their bytes', () => {
  const { json } = takesOut(known, how)
  const untouched = '{ "rows" : [1.0] }'

  expect(json(`${untouched}\n{"a":["13800001234",{"a":"王\\n伟"}]}`)).toBe(
    `${untouched}\n{"a":["#1",{"a":"#1"}]}`,
  )
})

test('a key of JSON is a word of the program, but for the words of a sheet that were given a meaning', () => {
  const { json } = takesOut({ ...known, name: 'Day' }, how)

  expect(json('{"meanings":{"person name Day@a":"x"},"said":{"cell a Day@a":{"day":1}}}')).toBe(
    '{"meanings":{"person name #1@a":"x"},"said":{"cell a #1@a":{"day":1}}}',
  )
  expect(json('{"day":1,"aliases":{"Day@a":"x"},"decisions":{"day":{"day":1}},"people":{"DAY":"x"}}')).toBe(
    '{"day":1,"aliases":{"#1@a":"x"},"decisions":{"#1":{"day":1}},"people":{"#1":"x"}}',
  )
})

const left = { isOwn: false, isInService: false, isLastAdministrator: false, openYears: [] as number[] }

test.each([
  ['somebody who left', left, null],
  ['oneself', { ...left, isOwn: true }, 'ownAccount'],
  ['somebody in service', { ...left, isInService: true }, 'inService'],
  ['the last administrator', { ...left, isLastAdministrator: true }, 'lastAdministrator'],
  ['somebody in an open year', { ...left, openYears: [2023] }, 'openYear'],
])('%s', (_, asked, refusal) => {
  expect(erasureRefusal(asked, false)).toBe(refusal)
})
