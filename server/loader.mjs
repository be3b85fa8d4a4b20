import { orSayMissing } from './missing-packages.mjs'

// `node --import`: the loader of TypeScript, for what is started by itself.
await orSayMissing(() => import('tsx'))
