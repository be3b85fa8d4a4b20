// `node --import ./tests/loader.mjs`: TypeScript for the processes that tests start. tsx, which users have, asks for
// every module of every package in another thread and takes twice the processor time for `npm run import`; this one
// answers in the same thread, for our own files alone, and keeps what it has compiled for the other processes of the run.
// What a user starts is also tested as it is: tests/db/server/command-line.test.ts and the servers of the journeys.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import './loader-packages.mjs'

const root = path.resolve(import.meta.dirname, '..')
const kept = process.env.XUEFA_TEMPLATES && path.join(process.env.XUEFA_TEMPLATES, 'compiled')
if (kept) mkdirSync(kept, { recursive: true })
const requireOf = createRequire(import.meta.url)
let esbuild

// Lines in what is thrown are those of the source.
process.setSourceMapsEnabled(true)
registerHooks({
  resolve(specifier, context, next) {
    const from = ours(context.parentURL)
    const at = specifier.startsWith('@/')
      ? path.join(root, specifier.slice(2))
      : from && /^\.\.?\//.test(specifier)
        ? path.resolve(path.dirname(from), specifier)
        : null
    const file = at && ['', '.ts', '.tsx'].map(ending => at + ending).find(isFile)
    if (file) return { url: pathToFileURL(file).href, shortCircuit: true }
    // As a bundler finds them: Next names no exports.
    return next(from && /^next\/[\w/-]+$/.test(specifier) ? `${specifier}.js` : specifier, context)
  },
  load(url, context, next) {
    const file = ours(url)
    if (file && /\.tsx?$/.test(file)) return { format: 'module', source: compiled(file), shortCircuit: true }
    // A bundler takes JSON without `with { type: 'json' }`.
    if (
      url.endsWith('.json') &&
      context.conditions.includes('import') &&
      context.importAttributes.type !== 'json'
    )
      return {
        format: 'module',
        source: `export default ${readFileSync(fileURLToPath(url), 'utf8')}`,
        shortCircuit: true,
      }
    return next(url, context)
  },
})

/** The file of that address, where it is one of ours. */
function ours(url) {
  if (!url?.startsWith('file:')) return null
  const file = fileURLToPath(url)
  return file.startsWith(root + path.sep) && !file.includes('/node_modules/') ? file : null
}

function isFile(file) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
}

function compiled(file) {
  const keptAs = kept && path.join(kept, `${path.relative(root, file).replaceAll(path.sep, '+')}.mjs`)
  if (keptAs && isFile(keptAs)) return readFileSync(keptAs, 'utf8')
  // As tsx does; it is its dependency.
  esbuild ??= createRequire(requireOf.resolve('tsx/package.json'))('esbuild')
  const { code } = esbuild.transformSync(readFileSync(file, 'utf8'), {
    loader: file.endsWith('x') ? 'tsx' : 'ts',
    jsx: 'automatic',
    sourcemap: 'inline',
    sourcesContent: false,
    sourcefile: file,
  })
  if (keptAs) {
    writeFileSync(`${keptAs}-${process.pid}`, code)
    renameSync(`${keptAs}-${process.pid}`, keptAs)
  }
  return code
}
