import { expect, test } from 'vitest'
import { Turns } from '@/db/turns'

/** Takes turns of one asker each, ends the named one when it is told to, and says what runs. */
function queue(most: number) {
  const turns = new Turns(most)
  const running: string[] = []
  const ends = new Map<string, () => void>()
  const ask = (name: string, fails = false) =>
    turns.take(name[0] ?? '', async () => {
      running.push(name)
      await new Promise<void>(end => ends.set(name, end))
      running.splice(running.indexOf(name), 1)
      if (fails) throw new Error(name)
    })
  const settled = () => new Promise(resume => setImmediate(resume))
  const end = async (name: string) => {
    ends.get(name)?.()
    await settled()
  }
  return { ask, end, settled, running }
}

test('of each asker one at a time, and of all so many; whoever was served last waits longest', async () => {
  const { ask, end, settled, running } = queue(2)
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'd1']) void ask(name)
  await settled()

  expect(running).toEqual(['a1', 'b1'])
  await end('b1')
  expect(running).toEqual(['a1', 'c1'])
  await end('a1')
  expect(running).toEqual(['c1', 'd1'])
  await end('c1')
  expect(running).toEqual(['d1', 'a2'])
  await end('d1')
  expect(running).toEqual(['a2'])
  await end('a2')
  expect(running).toEqual(['a3'])
})

test('who fails gives the turn to the next, and hears why', async () => {
  const { ask, end, settled, running } = queue(1)
  const failing = expect(ask('a1', true)).rejects.toThrow('a1')
  void ask('b1')
  await settled()

  await end('a1')

  await failing
  expect(running).toEqual(['b1'])
})
