import { isLoopback } from '@/lib/core/config'
import { showParts } from '@/lib/core/parts-page'
import { fillDemo, isEmptyDatabase } from './demo/fill'
import { endWith } from './failure'
import { configOrExit, serve } from './start'

// `npm run dev`: the demo in a database of its own, served with hot reload; run again, it keeps what is there.
const WHAT = 'npm run dev'
process.env.DATABASE_URL ||= 'file:./data/dev.db'
const config = configOrExit()
// Its policy lets pages evaluate text as script, and its sign-ins are public: no setting lets another machine in.
if (!isLoopback(config.HOST)) {
  console.error(
    `HOST: ${config.HOST} 会让别的电脑访问。npm run dev 只供本机使用，请去掉 HOST。\nHOST: ${config.HOST} can be reached from other machines. npm run dev serves this machine alone: leave HOST away.`,
  )
  process.exit(2)
}
try {
  if (await isEmptyDatabase(config, WHAT)) await fillDemo(config, WHAT)
} catch (error) {
  endWith(error, config.DATABASE_URL)
}
showParts()
await serve(config, { dev: true })
