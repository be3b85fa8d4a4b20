import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * npm runs a script in the folder of package.json; the path given is relative to the folder where the user ran
 * npm.
 */
export function pathOf(file: string): string {
  const fromThere = resolve(process.env.INIT_CWD ?? '.', file)
  return existsSync(fromThere) ? fromThere : resolve(file)
}
