import { cpSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import { closeDatabase, db } from '@/db/client'
import { activity } from '@/db/schema/activity'
import { membership, person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { closeRoll } from '@/lib/activity/status.commands'
import { markRest } from '@/lib/attendance/attendance.commands'
import { initialsOf } from '@/lib/core/names'
import { secretBeside } from '@/server/open'
import { closeWorld, hasActivity, openWorld, sessionFor, units } from '../world'

// `node --import tsx tests/journeys/hall.ts FOLDER COUNT`, a separate process like communities.ts.

const surnames = '林陈黄张吴李王郑蔡许刘郭杨谢苏曾洪叶邱庄'
const given = [
  '志强',
  '丽娟',
  '建国',
  '晓燕',
  '文辉',
  '美玲',
  '国华',
  '雅芳',
  '明',
  '玉兰',
  '勇',
  '秀英',
  '伟',
  '静',
]

/**
 * The street of tests/world.ts with `count` people in its four units, all due in one hall today, and small
 * sheets of one community; an account for each role that uses a sheet.
 */
async function writeHall(folder: string, count: number): Promise<void> {
  const { viewers, file } = await openWorld()
  try {
    await fill(count)
    const { organiser } = viewers
    const everybody = '机关、东埔社区、和平社区'
    const community = (title: string) => hasActivity(organiser, { title, audienceWords: '东埔社区' })
    const things = {
      hall: await hasActivity(organiser, { title: '全体大会', audienceWords: everybody }),
      touched: await hasActivity(organiser, { title: '全体会议', audienceWords: everybody }),
      keys: await community('集中学法'),
      form: await community('法治讲座'),
      numbers: await community('宪法学习'),
      closed: await hasActivity(organiser, { title: '民法典学习', audienceWords: everybody }),
    }
    await markRest(organiser, { activityId: things.closed })
    const [{ version } = { version: 0 }] = await db
      .select({ version: activity.version })
      .from(activity)
      .where(sql`id = ${things.closed}`)
    await closeRoll(organiser, { id: things.closed, version })
    const accounts = {
      organiser: await sessionFor(organiser.accountId),
      administrator: await sessionFor(viewers.administrator.accountId),
      leader: await sessionFor(viewers.leader.accountId),
    }
    await closeDatabase()
    cpSync(path.dirname(file), folder, { recursive: true })
    secretBeside(`file:${path.join(folder, 'xuefa.db')}`)
    writeFileSync(path.join(folder, 'samples.json'), JSON.stringify({ accounts, things: { a: things } }))
  } finally {
    await closeWorld()
  }
}

/** People in addition to the twelve of the world, distributed over the units. */
async function fill(count: number): Promise<void> {
  const homes = [units.office, units.justice, units.dongpu, units.heping]
  const made = Array.from({ length: count - 12 }, (_, at) => {
    const name = `${surnames[at % surnames.length]}${given[((at % surnames.length) + Math.floor(at / surnames.length)) % given.length]}`
    return {
      id: 100 + at,
      staffNo: `H${at}`,
      name,
      initials: initialsOf(name),
      post: '科员',
      position: 100 + at,
    }
  })
  await write(async tx => {
    await tx.insert(person).values(made)
    await tx.insert(membership).values(
      made.map(({ id }, at) => ({
        personId: id,
        unitId: homes[at % homes.length] ?? units.office,
        fromDay: '2022-01-01',
      })),
    )
  })
}

await writeHall(process.argv[2] ?? '', Number(process.argv[3]))
