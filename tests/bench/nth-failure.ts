// `npm run -s nth-failures -- [STEP] [KILLS] [NAME]`: fails every STEP-th statement of every action and command (or of
// those whose name holds NAME) as an error, a full disk and a lock, kills KILLS processes inside one, and compares what
// is stored with the old and the new state. By default each statement, and 200 kills. Fails where it is neither, where
// the answer says otherwise, or where the file or the log is not whole; a fault is printed when it is found.
import { failuresOf } from '../nth-failure'

const [step = '1', kills = '200', name] = process.argv.slice(2)
const since = Date.now()
const told = await failuresOf({ step: Number(step), kills: Number(kills), name })

const tries: Record<string, number> = {}
for (const each of told)
  for (const [kind, count] of Object.entries(each.tries)) tries[kind] = (tries[kind] ?? 0) + count
console.log(`${told.length} samples in ${Math.round((Date.now() - since) / 1000)} s; failures:`, tries)
const idle = told.filter(each => each.isIdle).map(each => each.action)
if (idle.length > 0) console.log('Wrote nothing, undisturbed either:', idle.join(' '))
const faults = told.flatMap(each => each.faults.map(fault => `${each.action}: ${fault}`))
console.log(`${faults.length} faults`)
process.exitCode = faults.length > 0 || told.length === 0 ? 1 : 0
