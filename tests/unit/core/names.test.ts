import { expect, test } from 'vitest'
import { choiceOfPerson, chosenPerson } from '@/lib/core/names'

test('a number that the product gave means its person only with the name: the next folder may give it to another', () => {
  const people = [
    { staffNo: 'X0045', name: '张伟' },
    { staffNo: 'S001', name: '李明' },
  ]
  expect(people.map(choiceOfPerson)).toEqual(['X0045 张伟', 'S001'])
  const chosen = chosenPerson(people)
  expect(['X0045 张伟', 'X0045 王芳', 'X0045', 'S001', 's001'].map(each => chosen(each)?.name)).toEqual([
    '张伟',
    undefined,
    '张伟',
    '李明',
    '李明',
  ])
})
