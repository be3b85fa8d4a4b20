import { sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { inParts, type Pause } from '@/db/pause'
import { type Known, mayName } from './erasure.rules'

/** Columns of a table whose text may name anybody; `json` holds such texts as values. */
type Free = { text?: string[]; json?: string[] }

/**
 * Where people are named in words. What a row says of one person alone is not here: it is emptied (erasure.commands.ts).
 * A test holds every text column of the schema against this list.
 */
export const freeTexts: Record<string, Free> = {
  activity: {
    text: [
      ...['title', 'place', 'lecturer', 'lecturer_rank', 'campaign', 'status_reason', 'remark', 'code'],
      ...['not_recorded_reason', 'make_ups_ended_reason', 'review_reason'],
    ],
  },
  activity_guest: { text: ['name', 'organisation', 'post'] },
  activity_host: { text: ['name'] },
  attendance: { text: ['reason'] },
  attempt: { text: ['annulled_reason'] },
  audience: { text: ['words'] },
  audience_person: { text: ['reason'] },
  campaign_day: { text: ['name', 'topic', 'lead', 'source'] },
  evidence: { text: ['name'] },
  exam: { text: ['title'] },
  exam_candidate: { text: ['reason', 'missed_reason'] },
  feed: { text: ['name'] },
  import_draft: { text: ['file_name'], json: ['options', 'table_json', 'mended', 'set_aside', 'outcome'] },
  import_run: { json: ['parts'] },
  import_profile: { text: ['name'], json: ['mapping_json'] },
  leave_request: { text: ['reason', 'decision_note', 'agreed_by'] },
  legal_work: { text: ['matter', 'paper', 'review_reason'] },
  make_up: { text: ['material', 'note', 'decision_note'] },
  meeting_record: {
    text: ['chaired_by', 'recorder', 'key_speakers', 'conveyed', 'discussion', 'summary'],
  },
  occurrence: { text: ['done_note'] },
  other_figure: { text: ['name', 'source'] },
  output: { text: ['topic', 'place', 'review_reason'] },
  plan: { text: ['title'] },
  plan_item: { text: ['content', 'lecturer', 'remark', 'evidence', 'done_note', 'time_words'] },
  plan_revision: { text: ['reason'], json: ['snapshot'] },
  reminder: { text: ['fault'] },
  report_version: { text: ['reason'], json: ['paragraphs', 'figures'] },
  request_key: { json: ['answer'] },
  setting: { json: ['value'] },
}

export type Found = {
  table: string
  key: Record<string, unknown>
  column: string
  isJson: boolean
  value: string
}

/** Every text of the list that may hold the person's name or number; `takesOut` decides. */
export async function textsWith(on: On, known: Known, pause: Pause): Promise<Found[]> {
  const found: Found[] = []
  const isNaming = mayName(known)
  for (const [table, { text = [], json = [] }] of Object.entries(freeTexts)) {
    const columns = [...text, ...json]
    const keys = await on.all<{ name: string }>(
      sql`select name from pragma_table_info(${table}) where pk > 0 order by pk`,
    )
    const order = sql.join(
      keys.map(({ name }) => sql.identifier(name)),
      sql`, `,
    )
    const names = [...keys.map(each => each.name), ...columns].map(each => sql.identifier(each))
    const keyOf = (row: Record<string, unknown>) => keys.map(({ name }) => sql`${row[name]}`)
    const held = sql`coalesce(${sql.join(
      columns.map(each => sql.identifier(each)),
      sql`, `,
    )}${columns.length === 1 ? sql`, null` : sql``}) is not null`
    // A draft holds a whole sheet.
    const limit = json.length > 0 ? 20 : 1000
    let last: Record<string, unknown> | undefined
    for (;;) {
      const after = last && sql`and (${order}) > (${sql.join(keyOf(last), sql`, `)})`
      const rows: Record<string, unknown>[] = await on.all(sql`
        select ${sql.join(names, sql`, `)} from ${sql.identifier(table)}
        where ${held} ${after ?? sql``} order by ${order} limit ${limit}`)
      for (const row of rows)
        for (const column of columns) {
          const value = row[column]
          if (typeof value !== 'string' || !isNaming(value)) continue
          const key = Object.fromEntries(keys.map(({ name }) => [name, row[name]]))
          found.push({ table, key, column, isJson: json.includes(column), value })
        }
      if (rows.length < limit) break
      last = rows.at(-1)
      await pause()
    }
  }
  return found
}

/** Writes the texts, and raises the version where a form carries it. */
export async function putTexts(tx: Tx, changed: Found[]): Promise<void> {
  const versioned = await tx.all<{ name: string }>(
    sql`select t.name from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' and c.name = 'version'`,
  )
  const raised = new Set(versioned.map(each => each.name))
  await inParts(
    changed,
    async part => {
      for (const { table, key, column, value } of part) {
        const version = raised.has(table) ? sql`, version = version + 1` : sql``
        const same = Object.entries(key).map(([name, held]) => sql`${sql.identifier(name)} = ${held}`)
        await tx.run(sql`
          update ${sql.identifier(table)} set ${sql.identifier(column)} = ${value}${version}
          where ${sql.join(same, sql` and `)}`)
      }
    },
    100,
  )
}
