import { expect, test } from 'vitest'
import { codeOf, files } from './source'
import { actsOnRow, withoutRaise, withoutVersion } from './version-exceptions'

const commands = files(/^lib\/.*\.commands\.ts$/)
/** Tables with a version that forms carry: in code, and in SQL. */
const versioned = new Map(
  files(/^db\/schema\//).flatMap(file =>
    codeOf(file)
      .split('export const ')
      .filter(table => table.includes('version: integer().notNull().default(0)'))
      .map(table => (/^(\w+) = sqliteTable\(\s*'(\w+)'/.exec(table) ?? []).slice(1) as [string, string]),
  ),
)

test('a command that changes a row asks for the version that its form saw', () => {
  const wrong = commands
    .flatMap(file => unversioned(file, codeOf(file)))
    .filter(place => !Object.hasOwn(withoutVersion, place))

  expect(
    wrong,
    'a version in the table and in the form (<Seen>), then alterRow of lib/access/versioned.commands; or say in tests/house/version-exceptions.ts why not',
  ).toEqual([])
})

test('an exception names a change that is there, and is without a version', () => {
  const there = new Set([
    ...commands.flatMap(file => unversioned(file, codeOf(file))),
    ...files(/^lib\/.*\.ts$/).flatMap(file => unraised(file, codeOf(file))),
  ])
  const named = Object.keys({ ...withoutVersion, ...withoutRaise })

  expect(named.filter(place => !there.has(place))).toEqual([])
})

test('whatever else changes such a row raises its version, so that an open form does not overwrite it', () => {
  const wrong = files(/^lib\/.*\.ts$/)
    .flatMap(file => unraised(file, codeOf(file)))
    .filter(place => !Object.hasOwn(withoutRaise, place))

  expect(wrong, 'version = version + 1, or say in tests/house/version-exceptions.ts why not').toEqual([])
  expect(versioned.size).toBeGreaterThan(15)
})

test.each([
  ['sql`update unit set name = 1`', ['a.ts unit']],
  ['sql`\n      update unit set version = version + 1, name = 1`', []],
  ['sql`insert into unit (name) select 1 on conflict do update set name = 1`', ['a.ts unit']],
  ['sql`insert into unit (name) select 1 on conflict do nothing`', []],
  ['sql`update unit_alias set word = 1`', []],
  ['tx.insert(unit).values(a).onConflictDoUpdate({ target, set: { name } })', ['a.ts unit']],
  ['tx.update(unit)\n.set({ ...a, version: f(1) })', []],
  ['tx.update(unit).set(a).where(version)', ['a.ts unit']],
])('%s', (text, found) => {
  expect(unraised('a.ts', text)).toEqual(found)
})

test('a form carries the version by <Seen>, which takes the newer one after a conflict', () => {
  const byHand = files(/^app\/.*\.tsx$/).filter(
    file =>
      // The dialog of the calendar is filled by its script, and asks anew for each day.
      /<input[^>]*name="version"|hidden=\{\{[^}]*\bversion\b/.test(codeOf(file).replace(/\s+/g, ' ')) &&
      !/\/move-(fields|dialog)/.test(file),
  )

  expect(byHand).toEqual([])
})

test('a form that edits a row says so, and what nobody touched in it takes the saved value', () => {
  const silent = files(/^app\/\(.*\.tsx$/)
    .filter(file => /<Seen\b/.test(codeOf(file)) && !/<Form[^>]*\sedits\b/.test(codeOf(file)))
    .filter(file => !Object.hasOwn(actsOnRow, file))

  expect(silent, '`edits` on its <Form>, or say in tests/house/version-exceptions.ts what it does').toEqual(
    [],
  )
  const named = Object.keys(actsOnRow).filter(file => !files(/^app\//).includes(file))
  expect(named).toEqual([])
})

test.each([
  ['await tx.update(unit).set({ name }).where(eq(unit.id, id))', ['a.ts#rename unit']],
  ['await tx\n  .update(unit)\n  .set({ a: f(1) })\n  .where(eq(unit.id, id))', ['a.ts#rename unit']],
  ['await tx.update(unit).set({ version: before.version + 1 }).where(eq(unit.id, id))', ['a.ts#rename unit']],
  ['await tx.insert(unit).values(typed).onConflictDoUpdate({ target, set })', ['a.ts#rename unit']],
  ['await tx.update(unit).set(typed).where(and(eq(unit.id, id), eq(unit.version, seen)))', []],
  ['requireVersion(before, version)\n  await tx.update(unit).set(typed).where(eq(unit.id, id))', []],
  ['await tx.delete(unit).where(eq(unit.id, id))', ['a.ts#rename unit']],
  ['await tx.delete(topics).where(old)\n  await tx.insert(topics).values(all)', ['a.ts#rename topics']],
  ['await tx.delete(topics).where(old)', []],
  ['if (isOlder) throw new Conflict(now)\n  await tx.delete(unit).where(eq(unit.id, id))', []],
  ['createHmac(name, secret).update(text).digest()', []],
])('%s', (text, found) => {
  expect(unversioned('a.ts', `async function rename(tx: Tx) {\n  ${text}\n}\n`)).toEqual(found)
})

/**
 * `file#function table` of each change by drizzle without a version in its `where`, in a function that compares none
 * before: there is one writer, so that nothing comes between in the transaction. A row that is removed counts, and a
 * list that is replaced.
 */
function unversioned(file: string, text: string): string[] {
  return functionsOf(text).flatMap(([name, body]) => {
    if (/\brequireVersion\(|\bversion(?: \?\? 0)?\)? !== |throw new Conflict\(/.test(body)) return []
    const updated = [...body.matchAll(/\.update\((\w+)(?: as \w+)?\)\s*\.set\(/g)].filter(found => {
      const rest = body.slice(closing(body, found.index + found[0].length))
      const where = /^\s*\.where\(/.exec(rest)
      return !where || !/\.version\b/.test(rest.slice(0, closing(rest, where[0].length)))
    })
    const put = body.matchAll(/\.insert\((\w+)\)(?:(?!\.insert\()[\s\S])*?\.onConflictDoUpdate\(/g)
    const removed = [...body.matchAll(/\.delete\((\w+)\)\s*\.where\(/g)].filter(
      ([, table = '']) => versioned.has(table) || body.includes(`.insert(${table})`),
    )
    const tables = [...updated, ...put, ...removed].map(found => found[1])
    return [...new Set(tables)].map(table => `${file}#${name} ${table}`)
  })
}

/** `file table` of each change, in SQL or by drizzle, that neither raises the version nor asks for one. */
function unraised(file: string, text: string): string[] {
  const inSql = [...text.matchAll(/\b(update|insert into) (\w+)\b([^`]*)/g)]
    .filter(([, verb, , rest = '']) => verb === 'update' || rest.includes('do update'))
    .filter(([, , table = '', rest = '']) => [...versioned.values()].includes(table) && !/version/.test(rest))
  const set = [...text.matchAll(/\.update\((\w+)\)\s*\.set\(/g)].filter(
    found => !/version/.test(text.slice(found.index, closing(text, found.index + found[0].length))),
  )
  const put = [...text.matchAll(/\.insert\((\w+)\)(?:(?!\.insert\()[\s\S])*?\.onConflictDoUpdate\(/g)].filter(
    found => !/version/.test(text.slice(found.index, closing(text, found.index + found[0].length))),
  )
  const tables = [
    ...inSql.map(found => found[2]),
    ...[...set, ...put].map(found => found[1]).filter(table => versioned.has(table ?? '')),
  ]
  return [...new Set(tables)].map(table => `${file} ${table}`)
}

function functionsOf(text: string): [name: string, body: string][] {
  const heads = [...text.matchAll(/^(?:export )?(?:async )?function (\w+)/gm)]
  return heads.map((head, at) => [head[1] ?? '', text.slice(head.index, heads[at + 1]?.index)])
}

/** The place behind the bracket that closes the one before `from`. */
function closing(text: string, from: number): number {
  let open = 1
  let at = from
  for (; open > 0 && at < text.length; at++) open += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0
  return at
}
