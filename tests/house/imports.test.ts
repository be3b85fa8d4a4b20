import { expect, test } from 'vitest'
import { codeOf, files, importsOf, places } from './source'

const importers = files(/^lib\/.*\.import\.ts$/)

const writing = [
  /\b(?:tx|on|db)\s*\.\s*(?:insert|update|delete|run|transaction)\b/,
  /sql`\s*(?:insert\s+into|update\s+\w+\s+set|delete\s+from)\b/i,
]

test('an importer writes no table itself: it calls the commands of the table', () => {
  const wrong = importers.flatMap(file => writing.flatMap(pattern => places(file, pattern)))

  expect(wrong, 'a function of the <noun>.commands.ts that writes this table').toEqual([])
  expect(importers.length).toBeGreaterThan(10)
})

test.each([
  'await tx.insert(activity).values(facts)',
  'await tx\n    .update(exam)\n    .set({ title })',
  'tx.run(sql`update attendance set mark = 1`)',
  'const change = sql`\n  delete from output where id = 1`',
])('%s is found', text => {
  expect(writing.some(pattern => places('any.import.ts', pattern, text).length > 0)).toBe(true)
})

test('what an importer does in the transaction comes from commands', () => {
  const wrong = importers.flatMap(file => foreignIn(file, codeOf(file)))

  expect(wrong, 'a command, or a query in the same transaction').toEqual([])
})

/** Functions called with the transaction that are neither the file's own nor imported from commands or queries. */
function foreignIn(file: string, code: string): string[] {
  const own = new Set([...code.matchAll(/\b(?:function\*?|const)\s+(\w+)/g)].map(found => found[1]))
  const allowed = new Set(
    [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*'[^']*\.(?:commands|queries|sql)'/g)].flatMap(found =>
      (found[1] ?? '').split(',').map(name => name.trim()),
    ),
  )
  const called = new Set([...code.matchAll(/\b(\w+)\(\s*tx\b(?!:)/g)].map(found => found[1] as string))
  return [...called]
    .filter(name => name !== 'write' && !own.has(name) && !allowed.has(name))
    .map(name => `${file} ${name}`)
}

test('a transaction handed to anything else is found', () => {
  const code =
    "import { put } from './a.rules'\nimport { keep } from './a.commands'\nawait put(tx)\nawait keep(tx)"

  expect(foreignIn('any.import.ts', code)).toEqual(['any.import.ts put'])
})

/** The importers of each subject, and the commands whose pages decide what may change. */
const subjects: Record<string, { importers: RegExp; commands: RegExp }> = {
  activities: {
    importers: /^lib\/activity\/activity[\w-]*\.import\.ts$/,
    commands: /^lib\/activity\/(?:activity|status|plan-link)\.commands\.ts$/,
  },
  attendance: {
    importers: /^lib\/attendance\/attendance[\w-]*\.import\.ts$/,
    commands:
      /^lib\/attendance\/(?:attendance|standing)\.commands\.ts$|^lib\/attendance\/makeup\/.*\.commands\.ts$/,
  },
  study: {
    importers: /^lib\/attendance\/online-study[\w-]*\.import\.ts$/,
    commands: /^lib\/attendance\/online-study\.commands\.ts$/,
  },
  exams: { importers: /^lib\/exam\/.*\.import\.ts$/, commands: /^lib\/exam\/.*\.commands\.ts$/ },
  plan: {
    importers: /^lib\/plan\/items\/.*\.import\.ts$/,
    commands: /^lib\/plan\/(?:items\/item|plan)\.commands\.ts$/,
  },
  roster: {
    importers: /^lib\/organisation\/people\/person[\w-]*\.import\.ts$/,
    commands: /^lib\/organisation\/people\/(?:person|tag)\.commands\.ts$/,
  },
}

/** Rules of the commands that an importer does not ask, with the reason. */
const notAsked: Record<string, string> = {
  'activities moveRefusal':
    '改期 by hand is for what is ahead; a ledger tells what was moved, and asks refusalOf',
  'activities targetRefusal': 'the same',
  'activities deletionRefusal': 'no sheet deletes an activity',
  'roster decideJoin': 'overlapping memberships of one unit are refused by settleMemberships',
  'roster endRefusalOf': 'an end before the beginning is refused by settleMemberships',
  'plan removalOf': 'no sheet removes an item',
}

const isRule = (name: string) =>
  /Refusal(?:Of)?$|^refusalOf$|^decide[A-Z]|Frozen$|^countedChange$|^removalOf$/.test(name)

function rulesIn(pattern: RegExp): Set<string> {
  return new Set(
    files(pattern).flatMap(file =>
      importsOf(file)
        .filter(({ to }) => to.endsWith('.rules.ts'))
        .flatMap(({ to }) => namesFrom(codeOf(file), to))
        .filter(name => isRule(name) && new RegExp(`\\b${name}\\(`).test(codeOf(file))),
    ),
  )
}

/** The values that a file imports from another: `type` names are none. */
function namesFrom(code: string, to: string): string[] {
  const tail = to
    .replace(/\.tsx?$/, '')
    .split('/')
    .slice(-2)
  const end = `(?:@/|\\./|\\.\\./)(?:[\\w./()\\[\\]-]*/)?${tail.at(-1)}`
  const found = [...code.matchAll(new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*'${end}'`, 'g'))]
  return found.flatMap(each =>
    (each[1] ?? '')
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== '' && !name.startsWith('type ')),
  )
}

test.each(Object.entries(subjects))('%s asks the rules of the commands of its tables', (subject, of) => {
  const code = files(of.importers).map(codeOf).join('\n')
  const asked = [...rulesIn(of.commands)].filter(name => new RegExp(`\\b${name}\\(`).test(code))
  const missing = [...rulesIn(of.commands)].filter(
    name => !asked.includes(name) && !Object.hasOwn(notAsked, `${subject} ${name}`),
  )

  expect(missing, 'ask the rule in the importer, or say in this test why not').toEqual([])
  // exams: the rule of a fixed list stands in the commands of the audience.
  if (subject !== 'exams') expect(asked.length).toBeGreaterThan(0)
})

test('a rule that is not asked is there', () => {
  const there = Object.entries(subjects).flatMap(([subject, { commands }]) =>
    [...rulesIn(commands)].map(name => `${subject} ${name}`),
  )

  expect(Object.keys(notAsked).filter(each => !there.includes(each))).toEqual([])
})

test.each([
  ['lib/activity/activity-change.import.ts', 'isRollFrozen'],
  ['lib/exam/exam.import.ts', 'isListFrozen'],
  ['lib/exam/result-person.import.ts', 'isListFrozen'],
  ['lib/organisation/people/person-elsewhere.import.ts', 'canAdminister'],
  ['lib/activity/outreach/material.import.ts', 'canOrganise'],
  ['lib/organisation/units/unit.import.ts', 'canAdminister'],
  ['lib/organisation/people/adviser.import.ts', 'canAdminister'],
])('%s asks %s', (file, rule) => {
  expect(codeOf(file)).toContain(`${rule}(`)
})
