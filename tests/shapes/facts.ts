import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { ImportKind } from '@/lib/spreadsheet/importer.rules'

const day = (instant: string) => `strftime('%Y-%m-%d %H:%M', ${instant} / 1000 + 28800, 'unixepoch')`

/** What an import of each kind writes, a line a fact, its values in this order. */
const queries: Record<ImportKind, string> = {
  units: `select u.name, p.name, u.kind, coalesce(u.code, '') from unit u left join unit p on p.id = u.parent_id`,
  roster: `select p.name, u.name, coalesce(p.post, ''), m.from_day, coalesce(m.to_day, ''), coalesce(p.phone, '')
    from membership m join person p on p.id = m.person_id join unit u on u.id = m.unit_id`,
  plan: `select i.time_words, i.content, i.form, coalesce(a.words, ''), coalesce(i.lecturer, '')
    from plan_item i left join audience a on a.id = i.audience_id`,
  activities: `select a.day, a.title, a.form, u.name, coalesce(a.place, ''), coalesce(${day('a.starts_at')}, ''), coalesce(a.heads, ''), a.status
    from activity a join unit u on u.id = a.host_unit_id where a.deleted_at is null`,
  attendance: `select a.day, a.title, p.name, coalesce(r.mark, ''), coalesce(r.reason, '') from attendance r
    join activity a on a.id = r.activity_id join person p on p.id = r.person_id where r.mark is not null`,
  study: `select a.title, p.name, r.completed_on from attendance r join activity a on a.id = r.activity_id
    join person p on p.id = r.person_id where r.completed_on is not null`,
  exams: `select e.title, ${day('e.opens_at')}, ${day('e.closes_at')}, e.full_mark, e.pass_mark from exam e`,
  results: `select e.title, p.name, coalesce(t.score, ''), t.passed from attempt t join exam e on e.id = t.exam_id join person p on p.id = t.person_id`,
  outputs: `select o.day, c.name, o.quantity, coalesce(o.unit_word, c.unit_word), coalesce(o.topic, ''), u.name from output o
    join channel c on c.id = o.channel_id join unit u on u.id = o.unit_id`,
  works: `select w.day, w.kind, coalesce(a.name, p.name), u.name, w.matter, coalesce(w.paper, '') from legal_work w
    join unit u on u.id = w.unit_id left join adviser a on a.id = w.adviser_id left join person p on p.id = w.person_id`,
  advisers: `select a.name, u.name, a.from_day, coalesce(a.to_day, ''), coalesce(a.firm, '') from adviser a join unit u on u.id = a.unit_id`,
}

export async function factsOf(kind: ImportKind): Promise<string[]> {
  const rows = await db.all<{ fact: string }>(
    sql.raw(queries[kind].replace(/^select (.*?)\s+from /s, 'select json_array($1) as fact from ')),
  )
  return rows.map(({ fact }) => (JSON.parse(fact) as unknown[]).join('|')).sort()
}
