import { DatabaseHeld } from '@/db/lock'
import { isTold } from '@/db/refused'
import { isLoopback } from '@/lib/core/config'
import { showParts } from '@/lib/core/parts-page'
import { fillDemo, isEmptyDatabase } from './demo/fill'
import { configOrExit, serve } from './start'

// `npm run dev`: the demo in a database of its own, served with hot reload; run again, it keeps what is there.
const WHAT = 'npm run dev'
process.env.DATABASE_URL ||= 'file:./data/dev.db'
const config = configOrExit()
// Its policy lets pages evaluate text as script, and its sign-ins are public: no setting lets another machine in.
if (!isLoopback(config.HOST)) {
  console.error(
    `HOST: ${config.HOST} can be reached from other machines. npm run dev serves this machine alone.`,
  )
  process.exit(2)
}
try {
  if (await isEmptyDatabase(config, WHAT)) await fillDemo(config, WHAT)
} catch (error) {
  console.error(isTold(error) ? (error as Error).message : error)
  process.exit(error instanceof DatabaseHeld ? 3 : 1)
}
showParts()
await serve(config, { dev: true })
