import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { account } from '@/db/schema/access'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { viewerOf } from '@/lib/access/access.queries'
import type { GrantedRole, Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { hashPassword } from '@/lib/access/password.crypto'
import { grantRole } from '@/lib/organisation/accounts/account.commands'
import type { BodyRole } from '@/lib/organisation/people/person.rules'
import { putBodyRole } from '@/lib/organisation/people/tag.commands'
import { putSetting } from '@/lib/organisation/settings/setting.commands'
import type { DemoAccount } from '@/lib/organisation/settings/setting.queries'
import { officeNow, personIdOf, tagIdOf } from './office'
import { roster } from './people'
import { STREET } from './street'

type Cast = {
  /** The role's name on the sign-in page and the console. */
  role: string
  unit: string
  /** Position in the office's order of that unit. */
  place: number
  grants: { role: GrantedRole; unit: string }[]
  password: string
}

/** One account for each role, so that a visitor sees what such a person would see. */
const cast: readonly Cast[] = [
  {
    role: '经办人',
    unit: '明桥司法所',
    place: 1,
    grants: [{ role: 'organiser', unit: STREET }],
    password: 'jingban-2023',
  },
  {
    role: '分管领导',
    unit: STREET,
    place: 0,
    grants: [{ role: 'leader', unit: STREET }],
    password: 'lingdao-2023',
  },
  {
    role: '系统管理员',
    unit: '党政办公室',
    place: 5,
    grants: [{ role: 'administrator', unit: STREET }],
    password: 'guanli-2023',
  },
  { role: '干部', unit: '综合治理办公室', place: 2, grants: [], password: 'ganbu-2023' },
  {
    role: '普法联络员',
    unit: '望江社区',
    place: 1,
    grants: [{ role: 'organiser', unit: '望江社区' }],
    password: 'lianluo-2023',
  },
  {
    role: '社区领导',
    unit: '望江社区',
    place: 0,
    grants: [{ role: 'leader', unit: '望江社区' }],
    password: 'shequ-2023',
  },
]

/** People who can sign in to the demo have clean records, so that their pages need no explanation. */
export const castNos = cast.map(({ unit, place }) => personAt(unit, place).staffNo)

/** The cadre whose calendar the demo shows: one make-up owed, one event today or this week, one coming up. */
export const cadreNo = personAt('综合治理办公室', 2).staffNo

/** Creates accounts with public passwords and marks the database as a demo, which every page states. */
export async function openDemoAccounts(viewer: Viewer): Promise<void> {
  const accounts: DemoAccount[] = []
  const { unitId } = await officeNow()
  for (const { role, unit: unitName, place, grants, password } of cast) {
    const { staffNo, name } = personAt(unitName, place)
    const accountId = await openAccount(viewer, staffNo, password)
    for (const each of grants) {
      const answer = await grantRole(viewer, {
        accountId,
        role: each.role,
        unitId: unitId(each.unit),
      })
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`)
    }
    accounts.push({ role, name, staffNo, password })
  }
  await write(async tx => {
    await putSetting(tx, 'demo', true)
    await putSetting(tx, 'demoAccounts', accounts)
  })
}

/** The viewer of the demo account with that role. */
export async function viewerAs(role: string): Promise<Viewer> {
  const { unit: unitName, place } = cast.find(each => each.role === role) ?? { unit: role, place: 0 }
  const { staffNo } = personAt(unitName, place)
  const [found] = await db
    .select({ id: account.id })
    .from(account)
    .innerJoin(person, eq(person.id, account.personId))
    .where(eq(person.staffNo, staffNo))
  const viewer = found && (await viewerOf(found.id))
  if (!viewer) throw new Error(`no account for ${role}`)
  return viewer
}

/** 组长 and 副组长: the secretary and the director, of the leading group and of the centre group alike. */
export async function fillBodies(viewer: Viewer): Promise<void> {
  const roles: [place: number, role: BodyRole][] = [
    [0, 'head'],
    [1, 'deputy'],
    [4, 'deputy'],
  ]
  for (const body of ['领导小组成员', '中心组成员']) {
    const tagId = await tagIdOf(body)
    for (const [place, role] of roles) {
      const personId = await personIdOf(personAt(STREET, place).staffNo)
      await putBodyRole(viewer, { personId, tagId, role, version: null })
    }
  }
}

// The product only gives first passwords that must be changed; a demo's are fixed and printed.
async function openAccount(viewer: Viewer, staffNo: string, password: string): Promise<number> {
  const personId = await personIdOf(staffNo)
  const passwordHash = await hashPassword(password)
  return write(async tx => {
    const [made] = await tx
      .insert(account)
      .values({ personId, passwordHash, mustChange: false })
      .returning({ id: account.id })
    const { id } = made as { id: number }
    await recordAudit(tx, viewer, { action: 'account.issue', subject: 'account', subjectId: id })
    return id
  })
}

/** Somebody who is still in the unit, by position in the office's order. */
function personAt(unitName: string, place: number): { staffNo: string; name: string } {
  const found = roster.filter(row => row.unit.name === unitName && row.primary && row.to === null)[place]
  const { staffNo, name } = found?.person ?? {}
  if (!staffNo || !name) throw new Error(`nobody with a number at ${place} in ${unitName}`)
  return { staffNo, name }
}
