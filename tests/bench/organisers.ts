// `node --import tsx tests/bench/organisers.ts [seconds]`: two organisers on one sheet of 300 people mark the
// same rows at random for a minute. Fails on any error other than a genuine conflict, or if the final marks
// differ from a replay of the audit log. `npm test` does the same on a smaller scale
// (tests/db/attendance/organisers.test.ts).
import { stormOn } from '../organisers'
import { closeWorld, openWorld } from '../world'

const seconds = Number(process.argv[2] ?? 60)
const { viewers } = await openWorld()
try {
  const until = Date.now() + seconds * 1000
  const storm = await stormOn(
    [viewers.organiser, viewers.administrator],
    300,
    () => Date.now() < until,
    Date.now(),
  )
  console.log(
    `${storm.sent} marks in ${seconds} s, ${storm.conflicts} honest conflicts, ${storm.errors.length} errors, ${storm.astray.length} rows astray from the audit`,
  )
  for (const error of storm.errors.slice(0, 5)) console.error(error)
  if (storm.errors.length > 0 || storm.astray.length > 0) process.exitCode = 1
} finally {
  await closeWorld()
}
