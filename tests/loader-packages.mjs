// `node --import`: Node parses the 200 kB of package.json anew for each file of these two packages, half a second for a
// process that loads the product. Both hold ES modules alone where they are imported.
import { registerHooks } from 'node:module'

const large = /\/node_modules\/(date-fns|drizzle-orm)\//
const known = new Map()

registerHooks({
  resolve(specifier, context, next) {
    const from = context.parentURL ?? ''
    if (specifier.endsWith('.js') && specifier.startsWith('.') && large.test(from) && !from.endsWith('.cjs'))
      return { url: new URL(specifier, from).href, format: 'module', shortCircuit: true }
    if (!/^(date-fns|drizzle-orm)(\/|$)/.test(specifier) || !context.conditions.includes('import'))
      return next(specifier, context)
    const found = known.get(specifier) ?? next(specifier, context)
    known.set(specifier, found)
    return { ...found, shortCircuit: true }
  },
})
