import { getTableConfig } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { type OwnDataPart, ownDataParts } from '@/lib/organisation/accounts/own-data.rules'
import { ownDataReads } from '@/lib/organisation/accounts/own-data.sql'
import { tables } from './schema'

const inLog = { not: 'what was done to somebody else; that it was done stands in the log' }

/** Every column that refers to a person or an account: the part of 我的数据 that has its rows, or why none has. */
const columns: Record<string, OwnDataPart | { not: string }> = {
  'account.person_id': 'account',
  'activity.host_person_id': 'hosted',
  'activity_double.decided_by': inLog,
  'activity_guest.added_by': inLog,
  'attempt.person_id': 'attempts',
  'attendance.person_id': 'attendance',
  'attendance.marked_by': inLog,
  'audience_person.person_id': 'named',
  'audit.account_id': 'log',
  'audit.subject_id': 'log',
  'body_role.person_id': 'tags',
  'bound_device.person_id': 'browsers',
  'calendar_version.owner_id': { not: 'a counter, so that calendar programs ask again' },
  'erased_person.person_id': { not: 'of whom nothing is left' },
  'erased_person.erased_by': inLog,
  'evidence.added_by': 'files',
  'evidence.person_id': 'files',
  'exam_candidate.person_id': 'exams',
  'feed.account_id': 'subscriptions',
  'grant.account_id': 'roles',
  'import_draft.account_id': 'sheets',
  'import_profile.created_by': 'profiles',
  'import_run.account_id': 'sheets',
  'import_run.undone_by': inLog,
  'legal_work.person_id': 'legalWork',
  'leave_request.person_id': 'leaves',
  'leave_request.decided_by': inLog,
  'locked_year.locked_by': 'locked',
  'make_up.person_id': 'makeUps',
  'make_up.decided_by': inLog,
  'meeting_record.changed_by': 'records',
  'membership.person_id': 'memberships',
  'person_tag.person_id': 'tags',
  'plan_revision.account_id': 'revisions',
  'recovery_code.account_id': { not: 'the second factor is told as on or off' },
  'reminder.account_id': 'reminders',
  'second_factor.account_id': 'account',
  'report_version.made_by': inLog,
  'session.account_id': 'sessions',
  'sign_in.decided_by': inLog,
  'sign_in.person_id': 'scans',
}
/** Tables with one person's rows and no column of this kind. */
const besides: Record<string, OwnDataPart> = { person: 'person', sign_in_failure: 'tries' }

const people = new Set(['person', 'account'])
const found = tables.flatMap(({ name, columns: own, foreignKeys }) => {
  const keys = foreignKeys.flatMap(key => {
    const { columns: from, foreignTable } = key.reference()
    return people.has(getTableConfig(foreignTable).name) ? from.map(column => column.name) : []
  })
  const named = own
    // A name that is text, such as who agreed to a leave, refers to nobody.
    .filter(
      ({ name, columnType }) =>
        name === 'subject_id' ||
        (columnType === 'SQLiteInteger' && /_by$|(^|_)(person|account|owner)_id$/.test(name)),
    )
    .map(column => column.name)
  return [...new Set([...keys, ...named])].map(column => `${name}.${column}`)
})

test('every column that refers to a person or an account is in 我的数据, or says why not', () => {
  expect(
    found.filter(column => !Object.hasOwn(columns, column)),
    'read it in lib/organisation/accounts/own-data.sql.ts and name its part here, or say why not',
  ).toEqual([])
  expect(Object.keys(columns).filter(column => !found.includes(column))).toEqual([])
})

test('the part that is named reads the table', () => {
  const of = { personId: 1, accountId: 1, staffNo: 'a', phone: null }
  const textOf = (part: OwnDataPart) => JSON.stringify(ownDataReads[part](of))
  const named = [
    ...Object.entries(columns).map(([column, part]) => [column.split('.')[0], part] as const),
    ...Object.entries(besides),
  ]

  expect(
    named.filter(
      ([table, part]) =>
        typeof part === 'string' &&
        !new RegExp(`(from|join) "?${table}\\b`).test(textOf(part).replaceAll('\\"', '"')),
    ),
  ).toEqual([])
  expect(Object.keys(ownDataReads)).toEqual(Object.keys(ownDataParts))
})
