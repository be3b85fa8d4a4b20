import { type SQL, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { slices } from '@/db/pause'
import { type GrantedRole, scopeOf, type Viewer } from '@/lib/access/access.rules'
import { isWithin } from '@/lib/access/unit-path.sql'
import { now } from '@/lib/core/clock'
import { type Day, dayOf } from '@/lib/core/time'
import type { UndoNeed } from './undo.rules'
import { eitherValue, follows, inAfter, inBefore, type Part } from './undo.sql'

const hostOf = (id: SQL) => sql`(select x.host_unit_id from activity x where x.id = ${id})`
const hostOfExam = (id: SQL) => sql`(select x.host_unit_id from exam x where x.id = ${id})`

/** As `decidingOf` of person.rules.ts: present and future memberships, else the last one. */
const isDeciding = (today: Day) => {
  const isPresent = (toDay: SQL) => sql`(${toDay} is null or ${toDay} >= ${today})`
  return sql`(${isPresent(sql`m.to_day`)} or not exists (select 1 from membership n where n.person_id = m.person_id
    and (${isPresent(sql`n.to_day`)} or n.from_day > m.from_day or (n.from_day = m.from_day and n.id > m.id))))`
}

type Owner = { units: SQL[]; roles: GrantedRole[] }
const byOrganiser = (...units: SQL[]): Owner => ({ units, roles: ['organiser', 'administrator'] })
const byAdministrator = (...units: SQL[]): Owner => ({ units, roles: ['administrator'] })

/** Whose rows those of a table are: the unit, before and after. */
const owners: Record<string, Owner> = {
  // Of one that was moved, where it goes back to as well.
  unit: byAdministrator(eitherValue('id'), inBefore('parent_id')),
  membership: byAdministrator(inBefore('unit_id'), inAfter('unit_id')),
  adviser: byAdministrator(inBefore('unit_id'), inAfter('unit_id')),
  legal_work: byOrganiser(inBefore('unit_id'), inAfter('unit_id')),
  plan: byOrganiser(eitherValue('unit_id')),
  plan_item: byOrganiser(sql`(select x.unit_id from plan x where x.id = ${eitherValue('plan_id')})`),
  activity: byOrganiser(inBefore('host_unit_id'), inAfter('host_unit_id')),
  attendance: byOrganiser(hostOf(eitherValue('activity_id'))),
  make_up: byOrganiser(hostOf(eitherValue('activity_id'))),
  evidence: byOrganiser(hostOf(eitherValue('activity_id'))),
  exam: byOrganiser(inBefore('host_unit_id'), inAfter('host_unit_id')),
  exam_candidate: byOrganiser(hostOfExam(eitherValue('exam_id'))),
  attempt: byOrganiser(hostOfExam(eitherValue('exam_id'))),
  output: byOrganiser(inBefore('unit_id'), inAfter('unit_id')),
}

const isPlainFollower = (of: string) =>
  sql`(${follows[of]?.(inAfter) ?? sql`false`} and (c.before_json is null or ${follows[of]?.(inBefore) ?? sql`false`}))`

/** Whether any of it belongs to a unit, and not to the office's words alone. */
export function isOfUnits(parts: Part[]): boolean {
  return parts.some(({ table: of }) => of in owners || of === 'person')
}

/** Whether the import changed something of a unit that the viewer does not administer or organise. */
export async function isOutside(on: On, viewer: Viewer, parts: Part[]): Promise<boolean> {
  const pause = slices()
  for (const { table: of, which } of parts) {
    await pause()
    const paths = (roles: GrantedRole[]) => scopeOf(viewer, ...roles)
    const isIn = (unitId: SQL, roles: GrantedRole[]) => {
      const scope = paths(roles).map(path => isWithin(sql`u.path`, path))
      return sql`exists (select 1 from unit u where u.id = ${unitId} and (${sql.join([sql`false`, ...scope], sql` or `)}))`
    }
    const owner = owners[of]
    const personId = of === 'person' ? eitherValue('id') : eitherValue('person_id')
    const outside =
      of === 'person' || of === 'person_tag' || of === 'body_role'
        ? sql`exists (select 1 from membership m where m.person_id = ${personId})
            and not exists (select 1 from membership m where m.person_id = ${personId}
              and ${isDeciding(dayOf(now()))} and ${isIn(sql`m.unit_id`, ['administrator'])})`
        : owner
          ? sql.join(
              owner.units.map(each => sql`(${each} is not null and not ${isIn(each, owner.roles)})`),
              sql` or `,
            )
          : null
    if (!outside) continue
    const [found] = await on.all(sql`
      select 1 from import_change c where ${which} and not ${isPlainFollower(of)} and (${outside}) limit 1`)
    if (found) return true
  }
  return false
}

const days: Record<string, SQL[]> = {
  activity: [inBefore('day'), inAfter('day')],
  attendance: [eitherValue('day')],
  attempt: [inBefore('day'), inAfter('day')],
  exam: [inBefore('closing_day'), inAfter('closing_day')],
  legal_work: [inBefore('day'), inAfter('day')],
  output: [inBefore('day'), inAfter('day')],
}

/** What is corrected by undoing an import, so that a reason is asked. */
export async function needsOf(on: On, runId: number, parts: Part[]): Promise<UndoNeed[]> {
  const needs = new Set<UndoNeed>()
  const isMade = (subject: string, id: SQL) => sql`exists (select 1 from import_change o
    where o.run_id = ${runId} and o.table_name = ${subject} and o.key_json = json_array(${id}) and o.before_json is null)`
  for (const { table: of, which } of parts) {
    const is = async (need: UndoNeed, condition: SQL) => {
      if (needs.has(need)) return
      const [found] = await on.all(
        sql`select 1 from import_change c where ${which} and not ${isPlainFollower(of)} and (${condition}) limit 1`,
      )
      if (found) needs.add(need)
    }
    for (const day of days[of] ?? [])
      await is('lockedYear', sql`substr(${day}, 1, 4) in (select cast(year as text) from locked_year)`)
    const activityId = of === 'activity' ? eitherValue('id') : eitherValue('activity_id')
    if (of === 'activity' || of === 'attendance' || of === 'make_up')
      await is(
        'closedRoll',
        sql`exists (select 1 from activity a where a.id = ${activityId} and a.roll_closed_at is not null)
          and not ${isMade('activity', activityId)}`,
      )
    if (of === 'plan_item')
      await is(
        'issuedPlan',
        sql`exists (select 1 from plan p where p.id = ${eitherValue('plan_id')} and p.status <> 'draft')
          and not ${isMade('plan', eitherValue('plan_id'))}`,
      )
  }
  return [...needs]
}
