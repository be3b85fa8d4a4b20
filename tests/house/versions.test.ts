import { expect, test } from 'vitest'
import { withoutVersion } from './exceptions'
import { codeOf, files } from './source'

const commands = files(/^lib\/.*\.commands\.ts$/)

test('a command that changes a row asks for the version that its form saw', () => {
  const wrong = commands
    .flatMap(file => unversioned(file, codeOf(file)))
    .filter(place => !Object.hasOwn(withoutVersion, place))

  expect(
    wrong,
    'a version in the table and in the form (<Seen>), then alterRow of lib/access/versioned.commands; or say in tests/house/exceptions.ts why not',
  ).toEqual([])
})

test('an exception names a change that is there, and is without a version', () => {
  const there = new Set(commands.flatMap(file => unversioned(file, codeOf(file))))

  expect(Object.keys(withoutVersion).filter(place => !there.has(place))).toEqual([])
})

test('a form carries the version by <Seen>, which takes the newer one after a conflict', () => {
  const byHand = files(/^app\/.*\.tsx$/).filter(
    file =>
      // The dialog of the calendar is filled by its script, and asks anew for each day.
      /<input[^>]*name="version"/.test(codeOf(file).replace(/\s+/g, ' ')) &&
      !/\/move-(fields|dialog)/.test(file),
  )

  expect(byHand).toEqual([])
})

test.each([
  ['await tx.update(unit).set({ name }).where(eq(unit.id, id))', ['a.ts#rename unit']],
  ['await tx\n  .update(unit)\n  .set({ a: f(1) })\n  .where(eq(unit.id, id))', ['a.ts#rename unit']],
  ['await tx.update(unit).set({ version: before.version + 1 }).where(eq(unit.id, id))', ['a.ts#rename unit']],
  ['await tx.insert(unit).values(typed).onConflictDoUpdate({ target, set })', ['a.ts#rename unit']],
  ['await tx.update(unit).set(typed).where(and(eq(unit.id, id), eq(unit.version, seen)))', []],
  ['requireVersion(before, version)\n  await tx.update(unit).set(typed).where(eq(unit.id, id))', []],
  ['createHmac(name, secret).update(text).digest()', []],
])('%s', (text, found) => {
  expect(unversioned('a.ts', `async function rename(tx: Tx) {\n  ${text}\n}\n`)).toEqual(found)
})

/**
 * `file#function table` of each change by drizzle without a version in its `where`, in a function that compares none
 * before: there is one writer, so that nothing comes between in the transaction.
 */
function unversioned(file: string, text: string): string[] {
  return functionsOf(text).flatMap(([name, body]) => {
    if (/\brequireVersion\(|\bversion(?: \?\? 0)?\)? !== /.test(body)) return []
    const updated = [...body.matchAll(/\.update\((\w+)(?: as \w+)?\)\s*\.set\(/g)].filter(found => {
      const rest = body.slice(closing(body, found.index + found[0].length))
      const where = /^\s*\.where\(/.exec(rest)
      return !where || !/\.version\b/.test(rest.slice(0, closing(rest, where[0].length)))
    })
    const put = body.matchAll(/\.insert\((\w+)\)(?:(?!\.insert\()[\s\S])*?\.onConflictDoUpdate\(/g)
    const tables = [...updated, ...put].map(found => found[1])
    return [...new Set(tables)].map(table => `${file}#${name} ${table}`)
  })
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
