import { type SQL, sql } from 'drizzle-orm'
import type { On, Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import { blanks, type Known } from './erasure.rules'

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
      ...['not_recorded_reason', 'make_ups_ended_reason'],
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
  exam_candidate: { text: ['reason'] },
  feed: { text: ['name'] },
  import_draft: { text: ['file_name'], json: ['options', 'table_json', 'mended', 'set_aside', 'outcome'] },
  import_run: { json: ['parts'] },
  import_profile: { text: ['name'], json: ['mapping_json'] },
  leave_request: { text: ['reason', 'decision_note', 'agreed_by'] },
  make_up: { text: ['material', 'note', 'decision_note'] },
  meeting_record: {
    text: ['chaired_by', 'recorder', 'key_speakers', 'conveyed', 'discussion', 'summary'],
  },
  other_figure: { text: ['name', 'source'] },
  output: { text: ['topic', 'place'] },
  plan: { text: ['title'] },
  plan_item: { text: ['content', 'lecturer', 'remark', 'evidence', 'done_note', 'time_words'] },
  plan_revision: { text: ['reason'], json: ['snapshot'] },
  reminder: { text: ['fault'] },
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
export async function textsWith(on: On, known: Known): Promise<Found[]> {
  const found: Found[] = []
  for (const [table, { text = [], json = [] }] of Object.entries(freeTexts)) {
    const columns = [...text, ...json]
    const keys = await on.all<{ name: string }>(
      sql`select name from pragma_table_info(${table}) where pk > 0 order by pk`,
    )
    const names = [...keys.map(each => each.name), ...columns]
    const rows = await on.all<Record<string, unknown>>(sql`
      select ${sql.join(
        names.map(each => sql.identifier(each)),
        sql`, `,
      )} from ${sql.identifier(table)}
      where ${sql.join(
        columns.map(each => holds(sql.identifier(each), known)),
        sql` or `,
      )}`)
    for (const row of rows)
      for (const column of columns) {
        const value = row[column]
        if (typeof value !== 'string') continue
        const key = Object.fromEntries(keys.map(({ name }) => [name, row[name]]))
        found.push({ table, key, column, isJson: json.includes(column), value })
      }
  }
  return found
}

/** Whether a text holds one of the words, in whatever case and with whatever blanks and dashes it is written. */
export function holds(text: SQL | ReturnType<typeof sql.identifier>, { name, staffNo, phone }: Known): SQL {
  const words = [name, staffNo, phone].flatMap(word => (word ? [caseless(word).replace(/[\s-]/g, '')] : []))
  const plain = plainly(text, new Set(words.join('')))
  return sql`(${sql.join(
    words.map(word => sql`instr(${plain}, ${word}) > 0`),
    sql` or `,
  )})`
}

// In JSON a tab and the end of a line stand as two characters.
const passedOver = [...['\\t', '\\n', '\\r'], ...blanks, '-']

/** `lower` of SQLite knows ASCII alone: other letters of the words are lowered one by one. */
function plainly(text: SQL | ReturnType<typeof sql.identifier>, letters: Set<string>): SQL {
  const without = passedOver.reduce((so, each) => sql`replace(${so}, ${each}, '')`, sql`${text}`)
  const capitals = [...letters].flatMap(letter => {
    const capital = letter.toUpperCase()
    return letter > '\x7f' && caseless(capital) === letter && capital !== letter ? [{ capital, letter }] : []
  })
  return capitals.reduce(
    (so, { capital, letter }) => sql`replace(${so}, ${capital}, ${letter})`,
    sql`lower(${without})`,
  )
}

/** In small letters, one for one: İ has no single one and stays, in SQLite too. */
function caseless(word: string): string {
  return [...word]
    .map(each => (each.toLowerCase().length === each.length ? each.toLowerCase() : each))
    .join('')
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
