// `npm run -s flips -- 2000 [FILE YEAR]`: flips so many random bits, one at a time, in a copy of a database, by default
// the demo, opens it as the server does and counts the year's figures. Fails where a figure is another one without a
// word. A number after them is the first flip, so that a run can go on where one ended.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '@/lib/core/config'
import { fillDemo } from '@/server/demo/fill'
import { flipsOf, type Tally, tallyOf } from '../flips'

const [count = '2000', file, year = '2023', first = '0'] = process.argv.slice(2)
const folder = mkdtempSync(path.join(tmpdir(), 'xuefa-flips-'))
try {
  const whole = file ?? path.join(folder, 'demo.db')
  if (file === undefined) {
    process.env.DATABASE_URL = `file:${whole}`
    await fillDemo(readConfig(), 'npm run flips')
  }
  const tally = tallyOf(await flipsOf(whole, Number(year), Number(first), Number(first) + Number(count)))
  say(tally)
  process.exitCode = tally.wrong.length > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function say({ ends, behind, marks, wrong }: Tally): void {
  console.log('how each ended:', ends)
  console.log('what the marked figures would have been:', behind)
  console.log('which of their figures carry the mark:', marks)
  for (const each of wrong) console.log('A wrong figure without a word:', JSON.stringify(each))
}
