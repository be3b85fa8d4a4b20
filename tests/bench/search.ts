// `node --import tsx tests/bench/search.ts`: the time of a search over ten years of activities (20,000) in a
// scratch database, in milliseconds and relative to one scan of all titles in the same run. It prints only and
// asserts nothing; it is not part of `npm test`.
import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { searchAll } from '@/lib/calendar/search/search.queries'
import { closeWorld, hasActivity, openWorld, people, units } from '../world'

const COUNT = 20_000
const TIMES = 30
const laws = [
  '民法典',
  '宪法',
  '行政处罚法',
  '信访工作条例',
  '安全生产法',
  '反有组织犯罪法',
  '保密法',
  '监察法',
]
const forms = ['集中学法', '法治讲座', '宣传咨询活动', '中心组学习']

async function bench() {
  const { viewers } = await openWorld()
  try {
    await fill(await hasActivity(viewers.organiser))
    const scan = await median(() =>
      db.all(sql`select count(*) from activity where title like '%没有这个词%'`),
    )
    console.log(`one reading of ${COUNT} titles: ${scan.toFixed(1)} ms`)
    for (const [name, viewer] of Object.entries({ organiser: viewers.organiser, cadre: viewers.cadre }))
      for (const words of [
        ['反有组织犯罪法'],
        ['民法典'],
        ['法'],
        ['宪法', '讲座'],
        ['陈律师7'],
        ['没有这个词'],
      ])
        await one(name, viewer, words, scan)
  } finally {
    await closeWorld()
  }
}

/** Ten years of activities, evenly distributed over laws and forms, every tenth with a list of the office. */
async function fill(like: number) {
  await write(async tx => {
    await tx.run(
      sql`insert into topic (id, name) select key + 1000, value from json_each(${JSON.stringify(laws)})`,
    )
    await tx.run(sql`
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${COUNT})
      insert into activity (uid, host_unit_id, title, form, day, last_day, lecturer, compulsory, is_public, status, created_at, changed_at)
      select 'bench-' || i, case i % 5 when 0 then ${units.dongpu} when 1 then ${units.heping} else ${units.street} end,
        (select value from json_each(${JSON.stringify(forms)}) where key = i % 4) || '：' ||
          (select value from json_each(${JSON.stringify(laws)}) where key = i % 8) || '第' || i || '讲',
        (select value from json_each(${JSON.stringify(forms)}) where key = i % 4),
        date('2014-01-01', '+' || (i % 3650) || ' days'), date('2014-01-01', '+' || (i % 3650) || ' days'),
        '陈律师' || (i % 40), i % 2, i % 3 = 0, 'closed', 0, 0
      from n`)
    await tx.run(
      sql`insert into activity_topic (activity_id, topic_id) select id, 1000 + id % 8 from activity where id <> ${like}`,
    )
    await tx.run(sql`
      insert into attendance (activity_id, person_id, unit_id, day, year, month, form, standing)
      select id, ${people.wujianguo}, ${units.office}, day, substr(day, 1, 4), substr(day, 6, 2), form, 'required'
      from activity where id % 10 = 0 and id <> ${like}`)
  })
}

async function one(name: string, viewer: Viewer, words: string[], scan: number) {
  const { found, total } = await searchAll(viewer, words)
  const took = await median(() => searchAll(viewer, words))
  console.log(
    `${name.padEnd(10)} ${took.toFixed(1).padStart(6)} ms  ${(took / scan).toFixed(1).padStart(5)} ×  ${String(total).padStart(6)} found, ${found.length} shown  ${words.join(' ')}`,
  )
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let n = -3; n < TIMES; n++) {
    const started = performance.now()
    await work()
    if (n >= 0) took.push(performance.now() - started)
  }
  return took.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? Number.NaN
}

await bench()
