import { orSayMissing } from './missing-packages.mjs'

// `npm run dev`. As in serve.mjs, the loader of TypeScript must not stand before what Next loads.
const { tsImport } = await orSayMissing(() => import('tsx/esm/api'))
await orSayMissing(() => tsImport('./dev.ts', import.meta.url))
