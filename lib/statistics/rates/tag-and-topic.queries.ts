import { type SQL, sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { countedRows, examRows, type Filter, scopeCte } from './counting.sql'
import { hasTag } from './narrowing.sql'
import { type Figures, noFigures } from './rate.rules'

/** The tag that parts people by rank: 领导干部 and others. */
const LEADERS = '领导干部'

/** The figures of people of one tag, or of activities of one topic; the key is `tag:3`, `withoutTag:3`, `topic:7`. */
export type Cut = { key: string; name: string; figures: Figures }

/**
 * The rates of people: of 领导干部 and of the others, which together are the whole, then of each other tag, which a person
 * held on the row's own day; of several tags each counts.
 */
export async function ratesByTag(filter: Filter, on: On = db): Promise<Cut[]> {
  const rows = await on.all<Sums & { tag: number; name: string }>(sql`
    ${scopeCte(filter)}, counted as (${countedRows(filter)}), online as (${countedRows(filter, 'online')}),
    ${examRows(filter)}, row as (
      select c.person_id, c.day, ${ofRow({ required: sql`1`, came: sql`came`, studied: sql`studied`, aside: sql`aside` })} from counted c
      union all select c.person_id, c.day, ${ofRow({ online: sql`1`, completed: sql`c.completed` })} from online c
      union all select c.person_id, c.day, ${ofRow({ candidates: sql`1`, sat: sql`c.sat`, passed: sql`c.passed` })}
      from candidate c
    ), of_tag as (
      select g.tag_id as tag, row.* from row join person_tag g on g.person_id = row.person_id
        and row.day between g.from_day and coalesce(g.to_day, '9999-12-31')
      where not exists (select 1 from person_tag h where h.person_id = g.person_id and h.tag_id = g.tag_id
        and h.from_day < g.from_day and row.day between h.from_day and coalesce(h.to_day, '9999-12-31'))
      union all select -t.id, row.* from row join tag t on t.name = ${LEADERS}
      where not ${hasTag(sql`t.id`, sql`row.person_id`, sql`row.day`)}
    )
    select of_tag.tag, t.name, ${sums} from of_tag join tag t on t.id = abs(of_tag.tag)
    group by 1 order by t.name <> ${LEADERS}, t.id, of_tag.tag < 0`)
  return rows.map(row => ({
    key: row.tag < 0 ? `withoutTag:${-row.tag}` : `tag:${row.tag}`,
    name: row.name,
    figures: figuresIn(row),
  }))
}

/** The rates of activities by what was studied; one of several topics counts under each, last those of none. */
export function ratesByTopic(filter: Filter, on: On = db): Promise<Cut[]> {
  return on
    .all<Sums & { topic: number; name: string | null }>(sql`
    ${scopeCte(filter)}, counted as (${countedRows(filter)}), online as (${countedRows(filter, 'online')}), row as (
      select c.activity_id, ${ofRow({ required: sql`1`, came: sql`came`, studied: sql`studied`, aside: sql`aside` })} from counted c
      union all select c.activity_id, ${ofRow({ online: sql`1`, completed: sql`c.completed` })} from online c
    )
    select coalesce(t.id, 0) as topic, t.name, ${sums} from row left join activity_topic g on g.activity_id = row.activity_id
      left join topic t on t.id = g.topic_id group by 1 order by t.id is null, t.id`)
    .then(rows =>
      rows.map(row => ({
        key: `topic:${row.topic || 'none'}`,
        name: row.name ?? '',
        figures: figuresIn(row),
      })),
    )
}

const counts = [
  'required',
  'came',
  'studied',
  'aside',
  'online',
  'completed',
  'candidates',
  'sat',
  'passed',
] as const
type Sums = Record<(typeof counts)[number], number>

function ofRow(given: Partial<Record<(typeof counts)[number], SQL>>): SQL {
  return sql.join(
    counts.map(name => sql`${given[name] ?? sql`0`} as ${sql.identifier(`n_${name}`)}`),
    sql`, `,
  )
}

const sums = sql.join(
  counts.map(name => sql`sum(${sql.identifier(`n_${name}`)}) as ${sql.identifier(name)}`),
  sql`, `,
)

function figuresIn(row: Sums): Figures {
  const figures = noFigures()
  Object.assign(figures.rates, {
    attendanceRate: { numerator: row.came, denominator: row.required },
    participationRate: { numerator: row.studied, denominator: row.required - row.aside },
    onlineStudyRate: { numerator: row.completed, denominator: row.online },
    examParticipationRate: { numerator: row.sat, denominator: row.candidates },
    passRate: { numerator: row.passed, denominator: row.candidates },
  })
  return figures
}
