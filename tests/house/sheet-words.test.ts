import { expect, test } from 'vitest'
import { wordOfSheet } from '@/lib/import/asked.rules'
import { files, textOf } from './source'

test('no name of ours for what is alike is shown', () => {
  const names = files(/^lib\/(?!.*messages).*\.ts$/).flatMap(file =>
    [...textOf(file).matchAll(/\balike: (?:\w+ \? )?'([^']+)'(?: : '([^']+)')?/g)].flatMap(found =>
      found.slice(1).filter(name => name !== undefined),
    ),
  )
  expect(names).toContain('things')
  expect(names.filter(name => wordOfSheet(name) !== '')).toEqual([])
})
