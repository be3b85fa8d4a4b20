import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { canAdminister, canOrganise, type Grant, type Viewer, waitAfter } from '@/lib/access/access.rules'
import { isOwnOrigin, isPlainAbroad } from '@/lib/access/origin'
import { firstPassword, isFirstRunCode, makeFirstRunCode } from '@/lib/access/password.crypto'
import { addressOf, heedOnlySockets, knownBrowser, knownBrowserWith } from '@/lib/access/source'
import { initialsOf, tidyName } from '@/lib/core/names'
import { accountState, isTopAdministrator, mayCommand } from '@/lib/organisation/accounts/account.rules'
import { isBody, placesOf, staffNosAfter } from '@/lib/organisation/people/person.rules'

test('the wait begins after five failures, doubles, and ends at a quarter of an hour', () => {
  expect([1, 4, 5, 6, 10, 30].map(waitAfter)).toEqual([0, 0, 1000, 2000, 32_000, 900_000])
})

describe('scope', () => {
  const viewer = (...grants: Grant[]): Viewer => ({
    accountId: 1,
    personId: 1,
    name: '某',
    grants,
    ownUnitPaths: [],
    locale: 'zh',
  })
  const of = (role: Grant['role'], unitPath: string): Grant => ({ role, unitId: 1, unitPath })

  test('a grant covers its unit and what is below, and not a unit whose number begins alike', () => {
    const community = viewer(of('organiser', '/1/4/'))

    expect(['/1/4/', '/1/4/9/', '/1/40/', '/1/'].map(path => canOrganise(community, path))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  test('a leader sees and does not organise', () => {
    expect(canOrganise(viewer(of('leader', '/1/')), '/1/4/')).toBe(false)
  })

  test('an account with a grant above the scope cannot be administered', () => {
    const administrator = viewer(of('administrator', '/1/4/'))

    expect(mayCommand(administrator, ['/1/4/'], [of('organiser', '/1/4/')])).toBe(true)
    expect(mayCommand(administrator, ['/1/4/'], [of('leader', '/1/')])).toBe(false)
    expect(canAdminister(administrator, '/1/')).toBe(false)
  })

  test('only the unit with nothing above has a top administrator', () => {
    expect(
      [of('administrator', '/1/'), of('administrator', '/1/4/'), of('leader', '/1/')].map(isTopAdministrator),
    ).toEqual([true, false, false])
  })
})

test.each([
  ['none', { accountId: null, mustChange: null, firstPasswordUntil: null, disabledAt: null }],
  ['waiting', { accountId: 1, mustChange: true, firstPasswordUntil: 1001, disabledAt: null }],
  ['lapsed', { accountId: 1, mustChange: true, firstPasswordUntil: 999, disabledAt: null }],
  ['active', { accountId: 1, mustChange: false, firstPasswordUntil: null, disabledAt: null }],
  ['disabled', { accountId: 1, mustChange: false, firstPasswordUntil: null, disabledAt: 5 }],
] as const)('an account is %s', (state, kept) => {
  expect(accountState(kept, 1000)).toBe(state)
})

describe('where a request comes from', () => {
  test.each([
    ['the own host', { origin: 'http://10.0.0.8:3000', host: '10.0.0.8:3000' }, undefined, true],
    ['another host', { origin: 'http://evil.example', host: '10.0.0.8:3000' }, undefined, false],
    ['no origin', { host: '10.0.0.8:3000' }, undefined, false],
    ['the origin null', { origin: 'null', host: '10.0.0.8:3000' }, undefined, false],
    [
      'a forged forwarded host',
      { origin: 'http://evil.example', host: '10.0.0.8:3000', 'x-forwarded-host': 'evil.example' },
      undefined,
      false,
    ],
    ['the configured address', { origin: 'https://xuefa.cn', host: '127.0.0.1' }, 'https://xuefa.cn', true],
    [
      'http where https is configured',
      { origin: 'http://xuefa.cn', host: 'xuefa.cn' },
      'https://xuefa.cn',
      false,
    ],
  ])('a form with %s', (_, headers, appUrl, isOwn) => {
    expect(isOwnOrigin(new Headers(headers as Record<string, string>), appUrl)).toBe(isOwn)
  })

  test('plain HTTP is said where the page crosses a network', () => {
    const plain = (host: string, proto = 'http') =>
      isPlainAbroad(new Headers({ host, 'x-forwarded-proto': proto }))

    expect([
      plain('10.0.0.8:3000'),
      plain('127.0.0.1:3000'),
      plain('localhost'),
      plain('xuefa.cn', 'https'),
    ]).toEqual([true, false, false, false])
  })

  test('addresses that are not secured are all the same', () => {
    expect(addressOf(new Headers({ 'x-forwarded-for': '9.9.9.9' }))).toBe('unknown')
  })

  test('the cookie of a known browser holds its accounts, the latest first, and no more than ten', () => {
    process.env.NEXTAUTH_SECRET = 'a secret'
    let cookie: string | undefined
    for (let id = 1; id <= 12; id++) cookie = knownBrowserWith(id, cookie)

    expect(knownBrowser(cookie)?.accounts).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
    expect(knownBrowser(cookie?.replace('.12-', '.99-'))).toBeNull()
  })
})

describe('codes and first passwords', () => {
  test('the code of the first run is read as people type it', () => {
    expect(isFirstRunCode('')).toBe(false)
    const code = makeFirstRunCode()

    expect(isFirstRunCode(code.toLowerCase().replace(/-/g, ' '))).toBe(true)
    expect(isFirstRunCode(`${code.slice(0, -1)}0`)).toBe(false)
  })

  test('a first password is the same for the same request and person, and no other', () => {
    process.env.NEXTAUTH_SECRET = 'a secret'

    expect(firstPassword('key', 1)).toBe(firstPassword('key', 1))
    expect(new Set([firstPassword('key', 1), firstPassword('key', 2), firstPassword('other', 1)]).size).toBe(
      3,
    )
    expect(firstPassword('key', 1)).toMatch(
      /^([acdefhjkmnprtuwxy23456789]{4}-){2}[acdefhjkmnprtuwxy23456789]{4}$/,
    )
  })
})

describe('names and units', () => {
  test.each([
    ['张　三', '张三'],
    [' 买买提 • 吐尔逊 ', '买买提·吐尔逊'],
    ['Ａnna Smith', 'Anna Smith'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(tidyName(typed)).toBe(kept)
  })

  test.each([
    ['曾国藩', 'zgf'],
    ['单雄信', 'sxx'],
    ['买买提·吐尔逊', 'mmttex'],
  ])('%s is found by %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })

  test('numbers go on after the highest that was given', () => {
    expect(staffNosAfter(['A1', 'X0007', 'X12'], 2)).toEqual(['X0013', 'X0014'])
  })

  test('the tree is walked depth first, sisters by position', () => {
    const units = [
      { id: 1, parentId: null, position: 1 },
      { id: 2, parentId: 1, position: 2 },
      { id: 3, parentId: 1, position: 1 },
      { id: 4, parentId: 2, position: 1 },
    ]

    expect(placesOf(units)).toEqual([
      { id: 1, path: '/1/', treeOrder: 1 },
      { id: 3, path: '/1/3/', treeOrder: 2 },
      { id: 2, path: '/1/2/', treeOrder: 3 },
      { id: 4, path: '/1/2/4/', treeOrder: 4 },
    ])
  })

  test('a leading group is a body, a kind of people is none', () => {
    expect(['领导小组成员', '中心组成员', '党员', '应考人员'].map(isBody)).toEqual([true, true, false, false])
  })
})

// Last, because from here on the process trusts its sockets.
test('the forwarding headers of a client are overwritten with the address of the socket', async () => {
  const seen: Record<string, unknown>[] = []
  const server = createServer((request, response) => {
    seen.push({ ...request.headers })
    response.end()
  })
  heedOnlySockets(undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  await fetch(`http://127.0.0.1:${port}`, {
    headers: {
      'x-forwarded-for': '9.9.9.9',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    },
  })
  await new Promise(resolve => server.close(resolve))

  expect(seen[0]).toMatchObject({ 'x-forwarded-for': '127.0.0.1' })
  expect(seen[0]).not.toHaveProperty('x-forwarded-host')
  expect(seen[0]).not.toHaveProperty('x-forwarded-proto')
})

test.each([
  ['192.168.3.7', '192.168.3.7'],
  ['::ffff:192.168.3.7', '192.168.3.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
])('the address %s counts as %s', (address, counted) => {
  heedOnlySockets(undefined)

  expect(addressOf(new Headers({ 'x-forwarded-for': address }))).toBe(counted)
})
