import { expect, test } from 'vitest'
import { isSecurity } from '@/lib/access/security-log.rules'
import { codeOf, files } from '../../house/source'

test.each([
  ['account.signIn', true],
  ['account.signInFailed', true],
  ['account.signOut', true],
  ['account.reset', true],
  ['account.grant', true],
  ['feed.create', true],
  ['export.make', true],
  ['restore.done', true],
  ['person.leave', true],
  ['person.erase', true],
  ['export.person', true],
  ['person.change', false],
  ['attendance.signIn', false],
  ['accounts.other', false],
])('%s belongs to the security log: %s', (action, is) => {
  expect(isSecurity(action)).toBe(is)
})

test.each([
  ['secondFactor', true],
  ['idleMinutes', true],
  ['forms', false],
])('a change of the setting %s belongs to it: %s', (name, is) => {
  expect(isSecurity('setting.change', name)).toBe(is)
})

test('every file with rows of people that leaves is noted under its address', () => {
  // Plans and their papers, calendars and the empty examples name nobody's attendance or result.
  const withoutPeople = /\/plans\/|\/imports\/example\/|\.ics\/|\/calendar\//
  const sheets = files(/^app\/.*route\.ts$/).filter(
    file =>
      /workbookResponse\(|writeWorkbook\(|ownDataResponse\(/.test(codeOf(file)) && !withoutPeople.test(file),
  )
  const route = (file: string) =>
    `/${file.split('/').slice(2, -1).join('/')}`.replaceAll('[', '{').replaceAll(']', '}')

  expect(sheets.length).toBeGreaterThan(5)
  expect(
    sheets.filter(file => !codeOf(file).includes(`noteExport(viewer, '${route(file)}'`)),
    'call noteExport before the answer',
  ).toEqual([])
})
