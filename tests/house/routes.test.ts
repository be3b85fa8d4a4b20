import { expect, test } from 'vitest'
import { routes } from '../journeys/routes'
import { exists, files, textOf } from './source'

test('every page and route stands in the table of routes', () => {
  const listed = new Set(routes.map(route => route.file))
  const missing = files(/^app\/(.*\/)?(page\.tsx|route\.ts)$/).filter(file => !listed.has(file))

  expect(missing, 'say in tests/journeys/routes.ts who may see it').toEqual([])
})

test('the table of routes names only what exists', () => {
  const gone = routes.map(route => route.file).filter(file => !exists(file))

  expect(gone, 'take it out of tests/journeys/routes.ts').toEqual([])
})

test('every address with a thing in it is asked for with a thing of another unit too', () => {
  const files = [...new Set(routes.filter(route => route.path.includes('{')).map(route => route.file))]
  const alone = files.filter(file => routes.filter(route => route.file === file).length < 2)

  expect(alone, 'add a row with a thing of the community B').toEqual([])
})

test('every action is made by action(), or checks the origin itself', () => {
  const unchecked = files(/^app\/.*\.tsx?$/).filter(file => {
    const text = textOf(file)
    return /^\s*['"]use server['"]/m.test(text) && !/\baction\(|isOwnOrigin\(/.test(text)
  })

  expect(unchecked, 'an action runs through app/_form/action.ts').toEqual([])
})
