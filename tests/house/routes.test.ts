import { expect, test } from 'vitest'
import { requestRoutes } from '@/server/request-route'
import { actions, open } from '../journeys/actions'
import { routes } from '../journeys/routes'
import { exists, files, textOf } from './source'

test('every page and route stands in the table of routes', () => {
  const listed = new Set(routes.map(route => route.file))
  const missing = files(/^app\/(.*\/)?(page\.tsx|route\.ts)$/).filter(file => !listed.has(file))

  expect(missing, 'say in tests/journeys/routes.ts who may see it').toEqual([])
})

test('the request log knows every address by its pattern', () => {
  const ours = files(/^app\/(.*\/)?(page\.tsx|route\.ts)$/).map(
    file =>
      `/${file
        .split('/')
        .slice(1, -1)
        .filter(step => !step.startsWith('('))
        .map(step => step.replace('[', '{').replace(']', '}'))
        .join('/')}`,
  )

  expect([...requestRoutes].sort(), 'put it into server/request-route.ts').toEqual(
    [...new Set([...ours, '/api/health'])].sort(),
  )
})

test('the table of routes names only what exists', () => {
  const gone = routes.map(route => route.file).filter(file => !exists(file))

  expect(gone, 'take it out of tests/journeys/routes.ts').toEqual([])
})

test('every address with a thing in it is asked for with a thing of another unit too', () => {
  const files = [...new Set(routes.filter(route => route.path.includes('{')).map(route => route.file))]
  const alone = files.filter(file => !routes.some(route => route.file === file && route.of === 'b'))

  expect(alone, "add a row with `of: 'b'`").toEqual([])
})

const inFiles = files(/^app\/.*\.tsx?$/)
  .filter(file => /^['"]use server['"]/m.test(textOf(file)))
  .flatMap(file =>
    [...textOf(file).matchAll(/^export (?:async function|const) (\w+)/gm)].map(
      found => `${file}#${found[1]}`,
    ),
  )

const handlers = files(/^app\/.*\/route\.ts$/).flatMap(file =>
  [...textOf(file).matchAll(/^export .*\b(POST|PUT|PATCH|DELETE)\b/gm)].map(found => `${file}#${found[1]}`),
)

test('every action stands in the table of actions', () => {
  const listed = new Set([...actions.map(row => row.action), ...Object.keys(open)])

  expect(
    [...inFiles, ...handlers].filter(name => !listed.has(name)),
    'say in tests/journeys/actions.ts who may do it',
  ).toEqual([])
})

test('the table of actions names only what exists', () => {
  const listed = [...actions.map(row => row.action), ...Object.keys(open)]

  expect(
    listed.filter(name => !inFiles.includes(name) && !handlers.includes(name)),
    'take it out of tests/journeys/actions.ts',
  ).toEqual([])
})

test('every action is made by action(), or checks the origin itself', () => {
  const unchecked = files(/^app\/.*\.tsx?$/).filter(file => {
    const text = textOf(file)
    return /^\s*['"]use server['"]/m.test(text) && !/\baction\(|isOwnOrigin\(/.test(text)
  })

  expect(unchecked, 'an action runs through app/_forms/action.ts').toEqual([])
})
