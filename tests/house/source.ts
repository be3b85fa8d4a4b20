import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

// Files made by tools or at run time, and .env files, which are specific to each machine.
const notOurs =
  /^(node_modules|\.next|\.git|data|test-results|playwright-report|next-env\.d\.ts|.*\.tsbuildinfo|\.env.*)(\/|$)/

/** Every file of the repository, as a path from its root. */
export function files(filter: RegExp): string[] {
  return all.filter(file => filter.test(file))
}

export const textOf = kept(file => readFileSync(path.join(root, file), 'utf8'))

/** The text without comments, line numbers kept. An approximation that is good enough for our own, formatted code. */
export const codeOf = kept(file =>
  textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[\s{(,;])\/\/.*$/gm, '$1'),
)

/** `file:line` of each place where the pattern occurs in the code. */
export function places(file: string, pattern: RegExp, text = codeOf(file)): string[] {
  return [...text.matchAll(new RegExp(pattern.source, pattern.flags.replace('g', '').concat('g')))].map(
    found => `${file}:${text.slice(0, found.index).split('\n').length} ${found[0].trim()}`,
  )
}

export type Import = { from: string; to: string; line: number; typesOnly: boolean }

/** The imports of a file: our own files by their path from the root, packages by their name. */
export const importsOf = kept((file): Import[] => {
  const text = codeOf(file)
  const pattern = /(?:\b(import|export)\s+(type\s)?[^'"`;]*?from\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\3/g
  return [...text.matchAll(pattern)].map(found => ({
    from: file,
    to: resolved(file, found[4] ?? ''),
    line: text.slice(0, found.index).split('\n').length,
    typesOnly: Boolean(found[2]),
  }))
})

/** Each file once: the test files of the house share a process, and ask for the same. */
function kept<T>(of: (file: string) => T): (file: string) => T {
  const known = new Map<string, T>()
  return file => {
    const found = known.get(file) ?? of(file)
    known.set(file, found)
    return found
  }
}

function resolved(file: string, name: string): string {
  if (!name.startsWith('.') && !name.startsWith('@/')) return name
  const base = name.startsWith('@/') ? name.slice(2) : path.join(path.dirname(file), name)
  const found = ['', '.ts', '.tsx', '.mjs', '/index.ts'].map(end => base + end).find(each => names.has(each))
  return found ?? base
}

function walk(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const file = folder ? `${folder}/${entry.name}` : entry.name
    if (notOurs.test(file)) return []
    return entry.isDirectory() ? walk(file) : [file]
  })
}

const all = walk('')
const names = new Set(all)

export const exists = (file: string) => existsSync(path.join(root, file))
