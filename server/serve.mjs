import { orSayMissing } from './missing-packages.mjs'

// `npm start`. The TypeScript loader is registered for our own few files only: `--import tsx` would run for
// each file that Next loads too, and delay the first answer by 0.2 s.
const { tsImport } = await orSayMissing(() => import('tsx/esm/api'))
const { configOrExit, serve } = await orSayMissing(() => tsImport('./start.ts', import.meta.url))
await serve(configOrExit())
