import { expect, test } from 'vitest'
import { codeOf, files } from './source'

// A link made by hand forgets the span, the day or the unit of the figure that it stands on.
test('the address of rows and of a person’s figures is made in one place', () => {
  const byHand = files(/^app\/.*\.tsx?$/)
    .filter(file => file !== 'app/(desk)/rates/_parts/address.ts')
    .filter(file => /['"`]\/rates\/rows\?|\/rates\/person\/\$\{[^`]*\?/.test(codeOf(file)))

  expect(byHand, 'use rowsAddress or personAddress of app/(desk)/rates/_parts/address.ts').toEqual([])
})
