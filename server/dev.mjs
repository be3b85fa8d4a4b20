import { tsImport } from 'tsx/esm/api'

// `npm run dev`. As in serve.mjs, the loader of TypeScript must not stand before what Next loads.
await tsImport('./dev.ts', import.meta.url)
