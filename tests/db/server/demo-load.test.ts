import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeDatabase, db, hurryDatabase, openDatabase, settleDatabase } from '@/db/client'
import { migrateDatabase } from '@/db/migrate'
import { checkSignIn } from '@/lib/access/access.commands'
import { deviceOf } from '@/lib/access/device.rules'
import { now } from '@/lib/core/clock'
import { officeDay } from '@/lib/core/holidays'
import { addDays, dayOf, timeOf } from '@/lib/core/time'
import { demoAccounts } from '@/lib/organisation/settings/setting.queries'
import { cadreNo } from '@/server/demo/accounts'
import { load2023 } from '@/server/demo/load'
import { loadThisYear } from '@/server/demo/this-year'
import { type Logged, notInWords } from '../../log-words'
import { atTime } from '../../world'

// The current year depends on the day: each clock gets its own demo, on a copy of the same 2023.

let folder: string
const file = (name: string) => path.join(folder, `${name}.db`)
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xuefa-demo-load-'))
  await openDatabase(`file:${file('2023')}`, { what: 'test' })
  await hurryDatabase()
  await migrateDatabase()
  await load2023()
  await settleDatabase()
  await closeDatabase()
}, 120_000)
afterEach(closeDatabase)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['the first minutes of a year', '2026-01-01T00:10:00+08:00'],
  ['a Saturday', '2027-02-06T11:00:00+08:00'],
  ['the evening of a 29 February', '2028-02-29T20:15:00+08:00'],
  ['the last day of a year', '2026-12-31T16:00:00+08:00'],
])('on %s there is a yesterday, a today and a tomorrow', async (_, clock) => {
  await loadedAt(clock)

  const today = dayOf(now())
  const activities = await db.all<Found>(sql`
    select a.title, a.day, a.status, a.starts_at as startsAt, a.is_public as isPublic, a.compulsory,
      count(r.person_id) as due, coalesce(sum(r.mark is null), 0) as unmarked, max(p.staff_no = ${cadreNo}) as cadre
    from activity a left join attendance r on r.activity_id = a.id left join person p on p.id = r.person_id
    where a.form not in ('网上学法', '网络培训') group by a.id order by a.day`)
  const near = (from: number, to: number) =>
    activities.filter(each => addDays(today, from) <= each.day && each.day <= addDays(today, to))

  // Yesterday: a roll that only half of the units have handed in, a public event with its heads.
  const open = near(-15, -1).filter(
    each => each.status === 'held' && each.unmarked > 0 && each.unmarked < each.due,
  )
  expect(open).toHaveLength(1)
  expect(near(-15, -1).filter(each => each.isPublic && each.status === 'held').length).toBeGreaterThan(0)
  // Today, or on the next working day: a meeting of the office at three, its roll not begun.
  const meetings = near(0, 12).filter(each => each.cadre && each.status === 'scheduled')
  const isWorkday = officeDay(today).kind === 'workday'
  const first = meetings.find(each => each.unmarked === each.due && each.due > 100)
  expect(first && timeOf(first.startsAt ?? 0)).toBe('15:00')
  expect(first?.day === today).toBe(isWorkday)
  // The future: scheduled for some weeks, nothing beyond; nothing ahead is held.
  expect(near(1, 40).filter(each => each.status === 'scheduled').length).toBeGreaterThanOrEqual(3)
  expect(near(1, 40).filter(each => each.isPublic).length).toBeGreaterThan(0)
  expect(near(1, 400).filter(each => ['held', 'closed'].includes(each.status))).toEqual([])
  expect(near(41, 400)).toEqual([])
  // One community, one adviser: ended terms were renewed.
  const unserved = await db.all(sql`
    select u.name from unit u where u.kind = 'community' and not exists (select 1 from adviser a
      where a.unit_id = u.id and a.from_day <= ${today} and (a.to_day is null or a.to_day >= ${today}))`)
  expect(unserved).toEqual([])
})

test.each([
  ['the first minutes of a year', '2026-01-01T00:10:00+08:00'],
  ['an ordinary day', '2028-02-29T20:15:00+08:00'],
])(
  'on %s the cadre of the demo owes one make-up, has an exam to sit, and nothing is overdue',
  async (_, clock) => {
    await loadedAt(clock)

    const today = dayOf(now())
    const owed = await db.all<{ day: string; due: string }>(sql`
    select r.day, r.make_up_due as due from attendance r join activity a on a.id = r.activity_id join person p on p.id = r.person_id
    where p.staff_no = ${cadreNo} and a.status = 'closed' and a.compulsory and r.standing = 'required' and r.completed_on is null
      and coalesce(r.mark, '') not in ('present', 'late', 'leftEarly') and r.made_up_on is null`)
    expect(owed.length).toBe(1)
    expect(owed[0]?.due.localeCompare(today)).toBe(1)
    const exams = await db.all<{ listed: number; sat: number; cadre: number }>(sql`
    select count(*) as listed, count(t.person_id) as sat, sum(t.person_id is not null and p.staff_no = ${cadreNo}) as cadre
    from exam e join exam_candidate c on c.exam_id = e.id join person p on p.id = c.person_id
      left join attempt t on t.exam_id = e.id and t.person_id = c.person_id and t.number = 1
    where ${now()} between e.opens_at and e.closes_at group by e.id`)
    expect(exams.length).toBeGreaterThan(0)
    for (const each of exams) {
      expect(each.sat).toBeGreaterThan(0)
      expect(each.sat).toBeLessThan(each.listed)
      expect(each.cadre).toBe(0)
    }
  },
)

test('on whatever day an online study is running and an exam is announced', async () => {
  await loadedAt('2026-01-01T00:10:00+08:00')

  const [study] = await db.all<{ due: number; completed: number }>(sql`
    select count(*) as due, count(r.completed_on) as completed from activity a join attendance r on r.activity_id = a.id
    where a.form in ('网上学法', '网络培训') and a.day < ${dayOf(now())} and a.last_day > ${dayOf(now())}`)
  expect(study?.completed).toBeGreaterThan(0)
  expect(study?.completed).toBeLessThan(study?.due ?? 0)
  const [{ ahead } = { ahead: 0 }] = await db.all<{ ahead: number }>(
    sql`select count(*) as ahead from exam where opens_at > ${now()}`,
  )
  expect(ahead).toBeGreaterThan(0)
})

test('everything is recorded at its own time: the log is in order and ends before now', async () => {
  await loadedAt('2028-02-29T20:15:00+08:00')

  const [log] = await db.all<{ backwards: number; last: number; marked: number; closed: number }>(sql`
    select sum(at < before) as backwards, max(at) as last, (select max(marked_at) from attendance) as marked,
      (select max(roll_closed_at) from activity) as closed
    from (select at, lag(at) over (order by id) as before from audit)`)
  expect(log?.backwards).toBe(0)
  for (const moment of [log?.last, log?.marked, log?.closed]) expect(moment).toBeLessThanOrEqual(now())

  const entries = await db.all<Record<string, string | null>>(sql`
    select action, subject, subject_id, coalesce(t.before, a.before) as was, coalesce(t.after, a.after) as is_now
    from audit a left join audit_text t on t.audit_id = a.id`)
  expect(
    [...new Set(entries.flatMap(row => notInWords(Object.values(row) as Logged)))],
    'a word in lib/access/messages/auditWord.zh.ts',
  ).toEqual([])
})

test('each account of the demo opens with its printed password', async () => {
  await openDatabase(`file:${file('2023')}`, { what: 'test' })

  const accounts = await demoAccounts()
  expect(accounts.map(each => each.role)).toEqual([
    '经办人',
    '分管领导',
    '系统管理员',
    '干部',
    '普法联络员',
    '社区领导',
  ])
  for (const { staffNo, password } of accounts) {
    const answer = await checkSignIn({
      name: staffNo,
      password,
      address: '127.0.0.1',
      device: deviceOf(null),
    })
    expect(answer).toMatchObject({ ok: true, mustChange: false })
    expect(password.length).toBeGreaterThanOrEqual(10)
  }
})

async function loadedAt(clock: string) {
  atTime(clock)
  const isThere = existsSync(file(clock))
  if (!isThere) copyFileSync(file('2023'), file(clock))
  await openDatabase(`file:${file(clock)}`, { what: 'test' })
  await hurryDatabase()
  if (!isThere) await loadThisYear(now())
}

type Found = {
  title: string
  day: string
  status: string
  startsAt: number | null
  isPublic: number
  compulsory: number
  due: number
  unmarked: number
  cadre: number | null
}
