import { expect, test } from 'vitest'
import { files, places, textOf } from '../../house/source'
import { actions, open } from '../../journeys/actions'
import { notInWords } from '../../log-words'
import { failuresOf, type Kind, type Told } from '../../nth-failure'

// Every statement of them: `npm run -s nth-failures`.

/** Actions that are not sent here, with the reason. */
const notSent: Record<string, string> = {
  'app/(desk)/accounts/slips/route.ts#POST': 'reads only',
  'app/(desk)/calendar/actions.ts#warnOfMove': 'reads only',
  'app/ui/actions.ts#answerSample': 'reads only',
  'app/(entry)/s/route.ts#POST': 'asks for the cookies of a phone; the commands behind it are sent',
}

/** Calls of write() that no sample comes by, with the reason. */
const notReached: [RegExp, string][] = [
  [/^server\/open\.ts/, 'at the start, which ends where it fails and does it again the next time'],
  [/^server\/demo\//, 'into a file that is thrown away unless it is complete'],
  [
    /^server\/restore\//,
    'into a copy that takes its place once it is complete (tests/db/server/restore.test.ts)',
  ],
]

test('fault 1: after a failure or a kill at any statement the old state or the new one stands, the log agrees, and the answer says which', async () => {
  const told = await failuresOf({ step: 7, kills: 1 })

  expect(told.flatMap(each => each.faults.map(fault => `${each.action}: ${fault}`))).toEqual([])
  // A right code of the hall: the try that was counted is forgotten.
  expect(told.filter(each => each.isIdle).map(each => each.action)).toEqual([
    'lib/attendance/checkin/scan.commands.ts#typeDigits',
  ])
  expect(sumOf(told, 'killed')).toBe(1)
  for (const kind of ['error', 'full', 'busy', 'locked'] as const)
    expect(sumOf(told, kind)).toBeGreaterThan(15)

  const all = [...actions.map(each => each.action), ...Object.keys(open)]
  const sent = new Set(told.map(each => each.action))
  expect(
    all.filter(action => !sent.has(action)).sort(),
    'a row in tests/sent-actions.ts, or in tests/failing-samples.ts',
  ).toEqual(Object.keys(notSent).sort())
  const reached = new Set(told.flatMap(each => each.writes))
  expect(
    writeCalls().filter(call => !reached.has(call) && !notReached.some(([file]) => file.test(call))),
    'a sample in tests/failing-samples.ts that comes by this write()',
  ).toEqual([])
  expect([...reached].filter(call => !writeCalls().includes(call))).toEqual([])

  const entries = told.flatMap(each => each.entries)
  expect([...new Set(entries.flatMap(notInWords))], 'a word in lib/access/messages/auditWord.zh.ts').toEqual(
    [],
  )
}, 600_000)

/** `file:line` of each call of write(). */
function writeCalls(): string[] {
  return files(/^(app|lib|server)\/.*\.ts$/)
    .filter(file => /\bwrite\b[^;]*? from '@\/db\/write'/.test(textOf(file)))
    .flatMap(file => places(file, /(?<!async |[.\w])write(<\w+>)?\(/))
    .map(place => place.split(' ')[0] ?? '')
}

function sumOf(told: Told[], kind: Kind): number {
  return told.reduce((sum, { tries }) => sum + (tries[kind] ?? 0), 0)
}
