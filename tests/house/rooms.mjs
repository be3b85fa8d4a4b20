// Runs dependency-cruiser over the tree, and draws its rooms. `node tests/house/rooms.mjs` writes the picture into
// docs/architecture.md; rooms.test.ts holds the tree to the rules and the picture to the tree.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { order } from '../../.dependency-cruiser.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const PAPER = path.join(root, 'docs/architecture.md')
const PLACE = /(<!-- picture -->\n)(?:```mermaid\n[\s\S]*?\n```\n)?/

/** What dependency-cruiser found below `folder`: its modules and the rules that were broken. */
export function cruised(
  folder = root,
  places = ['app', 'lib', 'db', 'server', 'instrumentation.ts', 'proxy.ts'],
) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', path.join(root, '.dependency-cruiser.mjs'), '--output-type', 'json'],
      ...places,
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (!stdout) throw new Error(stderr)
  const { modules, summary } = JSON.parse(stdout)
  return { modules, violations: summary.violations }
}

/** The rooms and who imports whom, as mermaid; what follows by way of another room is left out. */
export function pictureOf(modules) {
  const rooms = order.flat()
  const roomOf = file => rooms.find(room => file === room || file.startsWith(`${room}/`))
  const arrows = new Map(rooms.map(room => [room, new Set()]))
  for (const { source, dependencies } of modules)
    for (const { resolved } of dependencies) {
      const [from, to] = [roomOf(source), roomOf(resolved)]
      if (from && to && from !== to) arrows.get(from).add(to)
    }
  const reaches = (from, to) => [...arrows.get(from)].some(next => next === to || reaches(next, to))
  const direct = rooms.flatMap(from =>
    [...arrows.get(from)]
      .filter(to => ![...arrows.get(from)].some(between => between !== to && reaches(between, to)))
      .map(to => [from, to]),
  )
  const id = room => room.replace(/\W/g, '_')
  const named = [...new Set(direct.flat())].sort((a, b) => rooms.indexOf(a) - rooms.indexOf(b))
  return [
    'flowchart TD',
    ...named.map(room => `  ${id(room)}["${room}"]`),
    ...direct.map(([from, to]) => `  ${id(from)} --> ${id(to)}`),
  ].join('\n')
}

/** docs/architecture.md with this picture in its place. */
export function paperWith(picture) {
  return readFileSync(PAPER, 'utf8').replace(PLACE, `$1\`\`\`mermaid\n${picture}\n\`\`\`\n`)
}

if (process.argv[1] === import.meta.filename) writeFileSync(PAPER, paperWith(pictureOf(cruised().modules)))
