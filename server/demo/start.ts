import { showParts } from '@/lib/core/parts-page'
import { endWith } from '@/server/failure'
import { refuseOpenDemo } from '@/server/open'
import { buildIfStale, configOrExit, serve } from '@/server/start'
import { fillDemo, isEmptyDatabase } from './fill'

// `npm run demo`: the demo year in a database of its own, built and served; run again, it keeps the existing data.
const WHAT = 'npm run demo'
const config = configOrExit()
refuseOpenDemo(config)
try {
  const isEmpty = await isEmptyDatabase(config, WHAT)
  // In parallel: the build uses one core and the loading the other.
  await Promise.all([buildIfStale(), isEmpty ? fillDemo(config, WHAT) : undefined])
} catch (error) {
  endWith(error, config.DATABASE_URL)
}
showParts()
await serve(config)
