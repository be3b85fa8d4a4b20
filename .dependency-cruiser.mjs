// Which file may import which: `npm run check` runs it through tests/house/rooms.test.ts, with the pinned Node. It reads
// TypeScript by @swc/core, because it cannot use TypeScript 7 and would then pass with no module seen.

/** From top to bottom; a room may import those of lower lines alone, and none of its own line but itself. */
export const order = [
  ['instrumentation.ts', 'proxy.ts'],
  ['server'],
  ['app'],
  ['lib/calendar'],
  ['lib/import', 'lib/statistics'],
  ['lib/attendance', 'lib/exam'],
  ['lib/activity'],
  ['lib/plan'],
  ['lib/organisation'],
  ['lib/spreadsheet'],
  ['lib/access'],
  ['lib/core'],
  ['db'],
]

const pathOf = room => (room.endsWith('.ts') ? `^${room}$` : `^${room}/`)

const down = order
  .flatMap((rooms, level) =>
    rooms.map(room => ({
      name: `down-from-${room.replace(/\W/g, '-')}`,
      severity: 'error',
      comment: 'Imports run down only: what two rooms share lies in the lower of them.',
      from: { path: pathOf(room) },
      to: {
        path: order
          .slice(0, level + 1)
          .flat()
          .filter(other => other !== room)
          .map(pathOf),
      },
    })),
  )
  .filter(rule => rule.to.path.length > 0)

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...down,
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Files that import each other are one thing in two places, or one of them knows too much.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-circle-of-folders',
      severity: 'error',
      comment: 'Sub-rooms that import each other cannot be read, moved or tested apart.',
      scope: 'folder',
      from: { path: '^(lib|db|server)/' },
      to: { path: '^(lib|db|server)/', circular: true },
    },
    {
      name: 'app-knows-tables-by-type',
      severity: 'error',
      comment: 'app calls a query or command of lib; only lib reads and writes tables.',
      from: { path: '^app/' },
      to: { path: '^db/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-parts-know-no-page',
      severity: 'error',
      comment: 'A shared part that imports a page drags that page into every other.',
      from: { path: '^app/_' },
      to: { path: '^app/(?!_)' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that is not found would be passed over by every other rule.',
      from: {},
      to: { couldNotResolve: true, path: '^(@/|\\.)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(app|lib|db|server)/|^(instrumentation|proxy)\\.ts$',
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  },
}
