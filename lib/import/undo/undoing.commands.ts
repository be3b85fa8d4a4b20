import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { slices } from '@/db/pause'
import type { Viewer } from '@/lib/access/access.rules'
import { type AuditEntry, recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { touchHosts } from '@/lib/organisation/calendar-version.commands'
import { windowOf } from '@/lib/organisation/calendar-version.rules'
import { inLog, logged } from './undo.rules'
import {
  changesIn,
  changesOf,
  column,
  factsIn,
  inBefore,
  isAmong,
  isFollowing,
  isSame,
  type Part,
  type Schema,
  table,
} from './undo.sql'
import { seenInCalendars, settleUndone, unitsToTell } from './undo-after.commands'
import { staying } from './undo-check.sql'

type Given = { runId: number; parts: Part[]; reason: string | null }
type Ids = { ids: SQL; has: boolean }

/** One undoing, after it was decided: reads who is to be told, takes away, gives back, and settles the rest. */
export class Undoing {
  private readonly pause = slices()
  /** Ids of changes that are left alone. */
  private stays = sql``
  /** Of what the import made: activities and exams that calendars may still show, which stay as cancelled. */
  private kept = { activity: [] as number[], exam: [] as number[] }

  constructor(
    private readonly tx: Tx,
    private readonly viewer: Viewer,
    private readonly schema: Schema,
    private readonly given: Given,
  ) {}

  async run(): Promise<void> {
    const { tx } = this
    // What refers to each other goes and comes back in any order.
    await tx.run(sql`pragma defer_foreign_keys = on`)
    const left = [...(await staying(tx, this.schema, this.given.runId, this.given.parts))]
    this.stays = sql`c.id not in (select value from json_each(${JSON.stringify(left)}))`
    await this.findKept()
    const seen = await seenInCalendars(tx, this.given.runId)
    const units = await unitsToTell(tx, this.given.runId)
    await touchHosts(tx, units.moved)
    await this.log()
    await this.removeFollowers()
    await this.eachPart(part => this.remove(part))
    await this.cancelKept()
    await this.eachPart(part => this.restore(part))
    const changed = this.changedTables()
    await settleUndone(tx, this.viewer, { ...this.given, changed }, { seen, units })
  }

  private async eachPart(work: (part: Part) => Promise<void>): Promise<void> {
    for (const part of this.given.parts) {
      await this.pause()
      await work(part)
    }
  }

  /** The ids of rows that the import made in a table and that go. */
  private goneIds(of: string): SQL {
    const kept = of === 'activity' || of === 'exam' ? this.kept[of] : []
    return sql`(select c.key_json ->> '$[0]' from import_change c
      where ${changesIn(this.given.runId, of, sql`c.before_json is null and c.after_json is not null`)} and ${this.stays}
        and c.key_json ->> '$[0]' not in (select value from json_each(${JSON.stringify(kept)})))`
  }

  private changedTables(): Set<string> {
    return new Set(this.given.parts.map(each => each.table))
  }

  private async findKept(): Promise<void> {
    const { tombstonesFrom } = windowOf(dayOf(now()))
    const isMade = (of: string) =>
      changesIn(this.given.runId, of, sql`c.before_json is null and c.after_json is not null`)
    const stays = sql`t.host_unit_id not in ${this.goneIds('unit')}`
    const activities = await this.tx.all<{ id: number }>(sql`
      select t.id as id from activity t where ${isAmong(this.schema, 'activity', isMade('activity'))} and ${stays}
        and ((t.status <> 'draft' and t.last_day >= ${tombstonesFrom})
          or exists (select 1 from evidence e where e.activity_id = t.id))`)
    const exams = await this.tx.all<{ id: number }>(sql`
      select t.id as id from exam t where ${isAmong(this.schema, 'exam', isMade('exam'))} and ${stays}
        and t.status <> 'draft' and t.closing_day >= ${tombstonesFrom}`)
    this.kept = { activity: activities.map(each => each.id), exam: exams.map(each => each.id) }
  }

  /** Each row is told in the log as a change of it is, and the whole in one entry. */
  private async log(): Promise<void> {
    const { tx, viewer, given } = this
    const counts: Record<string, number> = {}
    await this.eachPart(async part => {
      const changes = await changesOf(tx, part)
      counts[part.table] = (counts[part.table] ?? 0) + changes.length
      const told = logged[part.table]
      if (!told) return
      const facts = await factsIn(tx, this.schema, part)
      const entries: AuditEntry[] = []
      for (const { before, after } of changes) {
        const was = JSON.parse(before ?? 'null')
        const is = JSON.parse(after ?? 'null')
        if (was && is && facts.every(({ name }) => was[name] === is[name])) continue
        entries.push({
          action: told.action,
          subject: told.subject,
          subjectId: told.id(is ?? was),
          reason: given.reason,
          before: is ? inLog(is) : undefined,
          after: was ? inLog(was) : undefined,
        })
      }
      await recordAudit(tx, viewer, ...entries)
    })
    await recordAudit(tx, viewer, {
      action: 'import.undo',
      subject: 'import',
      subjectId: given.runId,
      reason: given.reason,
      after: counts,
    })
  }

  /** What followed the roster or an activity by itself goes with it. */
  private async removeFollowers(): Promise<void> {
    const { tx } = this
    const gone: Record<string, Ids> = {}
    for (const each of ['activity', 'exam', 'person', 'unit', 'plan', 'plan_item'])
      gone[each] = { ids: this.goneIds(each), has: this.changedTables().has(each) }
    const from = async (of: string, columns: Record<string, string>) => {
      const any = Object.entries(columns).filter(([, subject]) => gone[subject]?.has)
      if (any.length === 0) return
      const refers = any.map(([name, subject]) => sql`${column(name)} in ${(gone[subject] as Ids).ids}`)
      await tx.run(
        sql`delete from ${table(of)} as t where ${isFollowing(of)} and (${sql.join(refers, sql` or `)})`,
      )
    }
    await from('attendance', { activity_id: 'activity', person_id: 'person', unit_id: 'unit' })
    await from('exam_candidate', { exam_id: 'exam', person_id: 'person', unit_id: 'unit' })
    if (gone.activity?.has) {
      await tx.run(sql`delete from reminder where activity_id in ${gone.activity.ids}`)
      await tx.run(sql`update evidence set activity_id = null where activity_id in ${gone.activity.ids}`)
    }
    if (gone.plan_item?.has)
      await tx.run(sql`update evidence set plan_item_id = null where plan_item_id in ${gone.plan_item.ids}`)
    if (gone.plan?.has) await tx.run(sql`delete from plan_revision where plan_id in ${gone.plan.ids}`)
  }

  /** Takes away what the import made. */
  private async remove({ table: of, which }: Part): Promise<void> {
    const { tx, schema } = this
    const made = sql`${which} and c.before_json is null and c.after_json is not null and ${this.stays}`
    const isMade = isAmong(schema, of, made)
    // The file stays until the period of its year is over, as after a removal by hand.
    if (of === 'evidence') {
      await tx.run(sql`update evidence as t set removed_at = coalesce(removed_at, ${now()}) where ${isMade}`)
      return
    }
    await tx.run(sql`delete from ${table(of)} as t where ${isMade} and not ${this.remains(of)}`)
  }

  /** Rows that the import made and that stay, with what says that it is over. */
  private remains(of: string): SQL {
    const kept = (subject: 'activity' | 'exam', name: string) =>
      sql`${column(name)} in (select value from json_each(${JSON.stringify(this.kept[subject])}))`
    if (of === 'activity' || of === 'exam') return kept(of, 'id')
    if (of !== 'attendance' && of !== 'exam_candidate') return sql`false`
    const [subject, key] =
      of === 'attendance' ? (['activity', 'activity_id'] as const) : (['exam', 'exam_id'] as const)
    const goes = Object.entries({ [key]: subject, person_id: 'person', unit_id: 'unit' })
    const stays = goes.map(([name, from]) => sql`${column(name)} not in ${this.goneIds(from)}`)
    // Of a list that follows the roster the person is withdrawn with it, so that calendars say so.
    return sql`((${kept(subject, key)} or ${isFollowing(of)}) and ${sql.join(stays, sql` and `)})`
  }

  /** What calendars still show is cancelled there, as `deleteActivity` does it. */
  private async cancelKept(): Promise<void> {
    const { tx } = this
    const activities = sql`(select value from json_each(${JSON.stringify(this.kept.activity)}))`
    const exams = sql`(select value from json_each(${JSON.stringify(this.kept.exam)}))`
    await tx.run(sql`
      update activity set deleted_at = ${now()}, status = iif(status = 'draft', 'draft', 'cancelled'), code = null,
        plan_item_id = null, audience_id = null, host_person_id = null, sequence = sequence + 1,
        version = version + 1, changed_at = ${now()} where id in ${activities}`)
    await tx.run(sql`
      update attendance set mark = null, completed_on = null, made_up_on = null, how = null, reason = null, leave_kind = null,
        leave_rule = null, marked_by = null, marked_at = null, version = version + 1 where activity_id in ${activities}`)
    const name = `（第 ${this.given.runId} 次导入，已撤销）`
    // Frees its name for the exam that was meant.
    await tx.run(sql`
      update exam set title = title || ${name}, status = 'cancelled',
        plan_item_id = null, audience_id = null, sequence = sequence + 1, version = version + 1, changed_at = ${now()}
      where id in ${exams}`)
    await tx.run(
      sql`update exam_candidate set reason = null, version = version + 1 where exam_id in ${exams}`,
    )
  }

  /** Gives changed rows back as they were, and puts back those that the import removed. */
  private async restore(part: Part): Promise<void> {
    const { tx, schema } = this
    const { table: of, which } = part
    const facts = await factsIn(tx, schema, part)
    const was = (name: string) => inBefore(name)
    const changed = sql`${which} and c.before_json is not null and c.after_json is not null and ${this.stays} and ${isSame(schema, of)}`
    // Two rows may have exchanged a value that has to be unique after every statement.
    for (const each of facts.filter(({ isUnique }) => isUnique)) {
      const aside = !each.isRequired
        ? sql`null`
        : each.type.toLowerCase() === 'integer'
          ? sql`-(abs(random()) % 1000000000000)`
          : sql`hex(randomblob(16))`
      await tx.run(sql`
        update ${table(of)} as t set ${table(each.name)} = ${aside} from import_change c
        where ${changed} and ${column(each.name)} is not ${was(each.name)}`)
    }
    const names = new Set(schema.columnsOf(of).map(each => each.name))
    const values = [
      ...facts.map(({ name }) => sql`${table(name)} = ${was(name)}`),
      ...(names.has('version') ? [sql`version = t.version + 1`] : []),
      ...(names.has('sequence') ? [sql`sequence = t.sequence + 1, changed_at = ${now()}`] : []),
      ...(names.has('feed_sequence')
        ? [
            sql`feed_sequence = t.feed_sequence + (t.standing is not ${was('standing')}),
              feed_changed_at = iif(t.standing is ${was('standing')}, t.feed_changed_at, ${now()})`,
          ]
        : []),
    ]
    if (values.length > 0)
      await tx.run(sql`
        update ${table(of)} as t set ${sql.join(values, sql`, `)} from import_change c where ${changed}`)
    await this.putBack(part)
  }

  private async putBack({ table: of, which }: Part): Promise<void> {
    const { tx, schema } = this
    const removed = sql`${which} and c.before_json is not null and c.after_json is null and ${this.stays}`
    const [one] = await tx.all<{ row: string }>(
      sql`select c.before_json as row from import_change c where ${removed} limit 1`,
    )
    if (!one) return
    const known = new Set(Object.keys(JSON.parse(one.row)))
    const columns = schema.columnsOf(of).filter(({ name }) => known.has(name))
    const isThere = sql`exists (select 1 from ${table(of)} t where ${isSame(schema, of)})`
    const values = columns.map(({ name }) =>
      // Times of an item are made anew with any id.
      of === 'occurrence' && name === 'id'
        ? sql`iif(${isThere}, null, ${inBefore(name)})`
        : name === 'version'
          ? sql`${inBefore(name)} + 1`
          : inBefore(name),
    )
    await tx.run(sql`
      insert ${of === 'occurrence' ? sql`or ignore ` : sql``}into ${table(of)} (${sql.join(
        columns.map(({ name }) => table(name)),
        sql`, `,
      )})
      select ${sql.join(values, sql`, `)} from import_change c
      where ${removed} ${of === 'occurrence' ? sql`` : sql`and not ${isThere}`}`)
  }
}
