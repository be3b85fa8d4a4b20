import { expect, test } from 'vitest'
import { codeOf, files } from './source'

const ADDRESS = 'app/(desk)/rates/_parts/address.ts'
const byHand = /['"`]\/rates\/rows\?|\/rates\/person\/\$\{/

// A link made by hand forgets the span, the day or the unit of the figure that it stands on.
test('the address of rows and of a person’s figures is made in one place', () => {
  const found = files(/^app\/.*\.tsx?$/).filter(file => file !== ADDRESS && byHand.test(codeOf(file)))

  expect(found, `use rowsAddress or personAddress of ${ADDRESS}`).toEqual([])
  expect(byHand.test(codeOf(ADDRESS)), 'there is something to find').toBe(true)
})
