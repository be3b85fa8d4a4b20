import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { closeDatabase, db, hurryDatabase, openDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { account, grant } from '@/db/schema/access'
import type { output } from '@/db/schema/output'
import { DEFAULT_MAKE_UP_DAYS, plan, planItem } from '@/db/schema/plan'
import { bodyRole, membership, person, personTag, tag, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { viewerOf } from '@/lib/access/access.queries'
import type { GrantedRole, Viewer } from '@/lib/access/access.rules'
import { startSession } from '@/lib/access/session.commands'
import type { HeldSession } from '@/lib/access/session.queries'
import { createActivity } from '@/lib/activity/activity.commands'
import { type ActivityInput, activityInput } from '@/lib/activity/activity.input'
import { initialsOf } from '@/lib/core/names'
import { addDays, type Day } from '@/lib/core/time'
import { leaveUnit, movePerson } from '@/lib/organisation/people/person.commands'
import type { LeaveInput, MoveInput } from '@/lib/organisation/people/person.input'
import { placesOf } from '@/lib/organisation/people/person.rules'
import { removeItem } from '@/lib/plan/items/item.commands'
import { setDone, setPlanRules } from '@/lib/plan/plan.commands'
import type { DoneInput, RemoveItemInput, RulesInput } from '@/lib/plan/plan.input'
import { guardLockedYears } from '@/lib/statistics/lock/correction.commands'
import { templateOf } from './templates'

/** Ids of the units: a street with two departments and two communities. */
export const units = { street: 1, office: 2, justice: 3, dongpu: 4, heping: 5 } as const

const UNITS = [
  { id: 1, parentId: null, position: 1, code: 'JD', name: '演示街道', kind: 'street' },
  { id: 2, parentId: 1, position: 1, code: 'DZ', name: '党政办公室', kind: 'department' },
  { id: 3, parentId: 1, position: 2, code: 'SF', name: '司法所', kind: 'department' },
  { id: 4, parentId: 1, position: 3, code: 'DP', name: '东埔社区', kind: 'community' },
  { id: 5, parentId: 1, position: 4, code: 'HP', name: '和平社区', kind: 'community' },
] as const

/** Ids of the people, by the pinyin of their names. */
export const people = {
  /** 党政办公室: the leader in charge, an organiser, two cadres. */
  chenzhiqiang: 1,
  linjing: 2,
  huanglijuan: 3,
  wujianguo: 4,
  /** 司法所: its head and a cadre. */
  zhengxiaoyan: 5,
  caiwenhui: 6,
  /** 东埔社区: its 普法联络员 and two others. */
  sumeiling: 7,
  xuguohua: 8,
  zhuangyafang: 9,
  /** 和平社区: its 普法联络员 and two others. */
  fuming: 10,
  zengyulan: 11,
  xieyong: 12,
} as const

const PEOPLE: [name: string, unitId: number, post: string][] = [
  ['陈志强', 2, '街道党工委书记'],
  ['林静', 2, '科员'],
  ['黄丽娟', 2, '科员'],
  ['吴建国', 2, '四级主任科员'],
  ['郑晓燕', 3, '所长'],
  ['蔡文辉', 3, '科员'],
  ['苏美玲', 4, '社区副主任'],
  ['许国华', 4, '社区工作者'],
  ['庄雅芳', 4, '社区工作者'],
  ['傅明', 5, '社区主任'],
  ['曾玉兰', 5, '社区工作者'],
  ['谢勇', 5, '社区工作者'],
]

export const tags = { centreGroup: 1, leaders: 2, party: 3, examined: 4 } as const
const TAGS: [name: string, personIds: number[]][] = [
  ['中心组成员', [1, 2, 5]],
  ['领导干部', [1, 5]],
  ['党员', [1, 2, 4, 7, 10]],
  ['应考人员', [1, 2, 3, 4, 5, 6]],
]

const ROLES: Record<RoleInWorld, { personId: number; role: GrantedRole | null; unitId: number }> = {
  cadre: { personId: people.wujianguo, role: null, unitId: 1 },
  organiser: { personId: people.linjing, role: 'organiser', unitId: 1 },
  leader: { personId: people.chenzhiqiang, role: 'leader', unitId: 1 },
  administrator: { personId: people.huanglijuan, role: 'administrator', unitId: 1 },
  dongpuOrganiser: { personId: people.sumeiling, role: 'organiser', unitId: 4 },
  hepingOrganiser: { personId: people.fuming, role: 'organiser', unitId: 5 },
  dongpuCadre: { personId: people.zhuangyafang, role: null, unitId: 4 },
}
export type RoleInWorld =
  | 'cadre'
  | 'organiser'
  | 'leader'
  | 'administrator'
  | 'dongpuOrganiser'
  | 'hepingOrganiser'
  | 'dongpuCadre'

export type World = {
  /** The viewers as the product reads them from the database. */
  viewers: Record<RoleInWorld, Viewer>
  /** The database file, for a second connection such as a lock held by another process. */
  file: string
}

let folder: string | undefined

/**
 * A street in a real libSQL file: two departments, two communities, twelve people who belong there since 2022.
 * One per test file; `closeWorld` removes it. The clock is fixed at Friday, 10 March 2023, 09:00 until
 * `atTime`.
 */
export async function openWorld(): Promise<World> {
  atTime('2023-03-10T09:00:00+08:00')
  guardLockedYears()
  const template = await templateOf('world', makeWorld)
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-world-'))
  const file = path.join(folder, 'xuefa.db')
  copyFileSync(path.join(template, 'xuefa.db'), file)
  await openDatabase(`file:${file}`, { what: 'test' })
  return { viewers: JSON.parse(readFileSync(path.join(template, 'viewers.json'), 'utf8')), file }
}

async function makeWorld(into: string): Promise<void> {
  await openDatabase(`file:${path.join(into, 'xuefa.db')}`, { what: 'test' })
  await hurryDatabase()
  await migrateDatabase()
  const places = new Map(placesOf([...UNITS]).map(place => [place.id, place]))
  await write(async tx => {
    await tx
      .insert(unit)
      .values(UNITS.map(each => ({ ...each, ...places.get(each.id) }) as typeof unit.$inferInsert))
    await tx.insert(person).values(
      PEOPLE.map(([name, , post], at) => ({
        id: at + 1,
        staffNo: `S${String(at + 1).padStart(3, '0')}`,
        name,
        initials: initialsOf(name),
        post,
        position: at + 1,
      })),
    )
    await tx
      .insert(membership)
      .values(PEOPLE.map(([, unitId], at) => ({ personId: at + 1, unitId, fromDay: '2022-01-01' })))
    await tx.insert(tag).values(TAGS.map(([name], at) => ({ id: at + 1, name })))
    await tx
      .insert(personTag)
      .values(
        TAGS.flatMap(([, ids], at) =>
          ids.map(personId => ({ personId, tagId: at + 1, fromDay: '2022-01-01' })),
        ),
      )
    await tx.insert(bodyRole).values({ tagId: tags.centreGroup, personId: people.chenzhiqiang, role: 'head' })
  })
  const viewers = {} as World['viewers']
  for (const [name, { personId, role, unitId }] of Object.entries(ROLES))
    viewers[name as RoleInWorld] = await viewerFor(personId, role, unitId)
  await closeDatabase()
  writeFileSync(path.join(into, 'viewers.json'), JSON.stringify(viewers))
}

/** A copy of the world as it stands, to which `worldAsKept` returns: much faster than making one. */
export async function keepWorld({ file }: World): Promise<void> {
  await closeDatabase()
  copyFileSync(file, `${file}.kept`)
}

let copies = 0

/** Opens a new copy of what `keepWorld` kept. Its file has another name, and nothing is flushed to disk. */
export async function worldAsKept({ file }: World): Promise<void> {
  await closeDatabase()
  const copy = path.join(path.dirname(file), `copy-${++copies}.db`)
  copyFileSync(`${file}.kept`, copy)
  await openDatabase(`file:${copy}`, { what: 'test' })
  await hurryDatabase()
}

export async function closeWorld(): Promise<void> {
  await closeDatabase()
  if (folder) rmSync(folder, { recursive: true, force: true })
  folder = undefined
}

/** The last day to make up what was missed on a day, by the default that holds without a plan. */
export function makeUpDueOf(day: Day): Day {
  return addDays(day, DEFAULT_MAKE_UP_DAYS)
}

/** Sets the clock of the product. */
export function atTime(instant: string): void {
  process.env.XUEFA_TEST = '1'
  process.env.XUEFA_NOW = instant
}

/** Creates an account for a person with at most one grant, and returns its viewer as the product reads it. */
export async function viewerFor(personId: number, role: GrantedRole | null, unitId: number): Promise<Viewer> {
  const accountId = await write(async tx => {
    const [made] = await tx
      .insert(account)
      .values({ personId, passwordHash: '-', mustChange: false })
      .returning({ id: account.id })
    const { id } = made as { id: number }
    if (role) await tx.insert(grant).values({ accountId: id, role, unitId })
    return id
  })
  const found = await viewerOf(accountId)
  if (!found) throw new Error(`No viewer for person ${personId}`)
  return found
}

/** Signs an account in, on a device of no known kind. */
export async function sessionFor(accountId: number | null): Promise<HeldSession> {
  const begun = { accountId: accountId ?? 0, device: { browser: 'other', system: 'other' } } as const
  return { accountId: begun.accountId, sessionId: await write(tx => startSession(tx, begun)) }
}

/** Adds a person to a unit from a day on (by default in 2022), with the given tags. Returns the id. */
export async function joins(
  name: string,
  unitId: number,
  { fromDay = '2022-01-01', tagIds = [] }: { fromDay?: string; tagIds?: number[] } = {},
): Promise<number> {
  return write(async tx => {
    const [made] = await tx
      .insert(person)
      .values({ staffNo: `J${name}${fromDay}`, name, initials: initialsOf(name), position: 100 })
      .returning({ id: person.id })
    const { id } = made as { id: number }
    await tx.insert(membership).values({ personId: id, unitId, fromDay })
    if (tagIds.length > 0)
      await tx.insert(personTag).values(tagIds.map(tagId => ({ personId: id, tagId, fromDay: '2022-01-01' })))
    return id
  })
}

/**
 * Creates an activity through the product's own command, by default 集中学法 of the whole office, compulsory, on
 * Friday, 10 March 2023. Throws where the command refuses.
 */
export async function hasActivity(viewer: Viewer, facts: Partial<ActivityInput> = {}): Promise<number> {
  const input: ActivityInput = {
    ...activityInput.parse({
      hostUnitId: units.street,
      title: '集中学法：民法典',
      form: '集中学法',
      day: '2023-03-10',
      audienceWords: '机关',
      compulsory: 'on',
    }),
    ...facts,
  }
  const answer = await createActivity(viewer, input)
  if (!answer.ok) throw new Error(`createActivity: ${answer.reason}`)
  return answer.id
}

type Unseen<I> = Omit<I, 'version'>

/** Forms that are sent as soon as they were opened: with the version of that moment. */
export async function moveNow(viewer: Viewer, input: Unseen<MoveInput>) {
  return movePerson(viewer, { ...input, version: await membershipsVersion(input.personId) })
}

export async function leaveNow(viewer: Viewer, input: Omit<LeaveInput, 'version' | 'disable'>) {
  return leaveUnit(viewer, { ...input, version: await membershipsVersion(input.personId) })
}

export async function setDoneNow(
  viewer: Viewer,
  input: Omit<Unseen<DoneInput>, 'occurrenceId'> & { occurrenceId?: number },
) {
  return setDone(viewer, { occurrenceId: null, ...input, version: await versionOf(planItem, input.itemId) })
}

export async function removeItemNow(viewer: Viewer, input: Unseen<RemoveItemInput>) {
  return removeItem(viewer, { ...input, version: await versionOf(planItem, input.itemId) })
}

export async function setPlanRulesNow(viewer: Viewer, input: Unseen<RulesInput>) {
  return setPlanRules(viewer, { ...input, version: await versionOf(plan, input.planId) })
}

export async function membershipsVersion(personId: number): Promise<number> {
  const [found] = await db.select().from(person).where(eq(person.id, personId))
  return found?.membershipsVersion ?? 0
}

export async function versionOf(
  table: typeof unit | typeof output | typeof person | typeof plan | typeof planItem,
  id: number,
) {
  const [found] = await db.select({ version: table.version }).from(table).where(eq(table.id, id))
  return found?.version ?? 0
}
