import { closeDatabase } from '@/db/client'

/*
 * Before each file of tests that shares its process with others: the environment, and what the product keeps beside its
 * modules for all of its bundles, are those of a new process. Each of its names begins with `xuefa`.
 */

const shared = globalThis as typeof globalThis & { environmentAtFirst?: NodeJS.ProcessEnv }
shared.environmentAtFirst ??= { ...process.env }
const environment = shared.environmentAtFirst
for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
Object.assign(process.env, environment)

await closeDatabase()
for (const name of Object.keys(globalThis))
  if (name.startsWith('xuefa')) Reflect.deleteProperty(globalThis, name)
