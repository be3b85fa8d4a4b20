import { eq, sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import type { Pause } from '@/db/pause'
import { account } from '@/db/schema/access'
import { erasedPerson, person } from '@/db/schema/roster'
import { textFields } from '@/lib/access/audit-text.crypto'
import { isWithin } from '@/lib/access/unit-path.sql'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { grantsWhere, isLastAdministrator } from './account.sql'
import { erasedName, type Known, mayName, namedIn, takesOut } from './erasure.rules'
import { type Found, textsWith } from './free-texts.sql'
import { isAbout, type Subject } from './own-data.sql'

export type Standing = Awaited<ReturnType<typeof standingOf>>

/** What decides whether and how a person can be taken out. */
export async function standingOf(on: On, personId: number) {
  const today = dayOf(now())
  const [found] = await on
    .select({ person, accountId: account.id, erased: erasedPerson })
    .from(person)
    .leftJoin(account, eq(account.personId, person.id))
    .leftJoin(erasedPerson, eq(erasedPerson.personId, person.id))
    .where(eq(person.id, personId))
  if (!found) throw new NotFound()
  const { name } = found.person
  const [[service], grants, years, [proofs], words] = await Promise.all([
    on.all<{ count: number }>(sql`
      select count(*) as count from membership where person_id = ${personId} and (to_day is null or to_day >= ${today})`),
    grantsWhere(sql`${account.personId} = ${personId}` as ReturnType<typeof eq>, on),
    on.all<{ year: number }>(sql`
      select distinct r.year from (
          select year, unit_id from attendance where person_id = ${personId} and standing <> 'withdrawn'
          union select cast(substr(e.closing_day, 1, 4) as integer), c.unit_id from exam_candidate c
            join exam e on e.id = c.exam_id where c.person_id = ${personId} and c.standing <> 'withdrawn'
        ) r join unit u on u.id = r.unit_id
      where not exists (select 1 from locked_year l join unit above on above.id = l.unit_id
        where l.year = r.year and ${isWithin(sql`u.path`, sql`above.path`)})
      order by r.year`),
    on.all<{ count: number }>(
      sql`select count(*) as count from evidence where person_id = ${personId} and kind in ('leave', 'makeUp')`,
    ),
    on.all<{ word: string; isSomebody: number }>(sql`
      select distinct word, isSomebody from (
        select name as word, 1 as isSomebody from person where id <> ${personId} union select name, 1 from adviser
        union select name, 0 from unit union select short_name, 0 from unit union select word, 0 from unit_alias
        union select name, 0 from tag union select name, 0 from topic union select name, 0 from channel
        union select word, 0 from term_alias)
      where word is not null`),
  ])
  const isNaming = mayName({ name, staffNo: '', phone: null })
  const alike = words.filter(({ word }) => isNaming(word))
  return {
    ...found,
    isInService: (service?.count ?? 0) > 0,
    isLastAdministrator: await isLastAdministrator(grants, on),
    openYears: years.map(each => each.year),
    proofs: proofs?.count ?? 0,
    hasNamesake: alike.some(({ word, isSomebody }) => isSomebody && namedIn(word, name) === 'whole'),
    /** Of others, of units and of words of the office: they stay. */
    longer: [...new Set(alike.map(({ word }) => word).filter(word => namedIn(word, name) === 'longer'))],
  }
}

export type Change = { found: Found; value: string }

/** The texts about something else that name the person, and what they say without the name. */
export async function textsNaming(
  on: On,
  standing: Standing,
  number: number,
  pause: Pause,
): Promise<Change[]> {
  const known: Known = standing.person
  const without = takesOut(known, { ...standing, to: erasedName(number) })
  return (await textsWith(on, known, pause)).flatMap(found => {
    const value = without[found.isJson ? 'json' : 'text'](found.value)
    return value === found.value ? [] : [{ found, value }]
  })
}

/** So many rows are read by one statement: some 10 ms. */
const ROWS = 500

/** The imports that keep a row of the person, or one with their name or a number of theirs. */
export async function runsNaming(on: On, known: Known & { id: number }, pause: Pause): Promise<number[]> {
  const isNaming = mayName(known)
  const runs = new Set<number>()
  const [last] = await on.all<{ id: number | null }>(sql`select max(id) as id from import_change`)
  for (let from = 0; from <= (last?.id ?? 0); from += ROWS) {
    await pause()
    const rows = await on.all<{ runId: number; isOwn: number; text: string }>(sql`
      select run_id as runId, coalesce((table_name = 'person' and key_json ->> 0 = ${known.id})
          or before_json ->> 'person_id' = ${known.id} or after_json ->> 'person_id' = ${known.id}, 0) as isOwn,
        coalesce(before_json, '') || coalesce(after_json, '') as text
      from import_change where id > ${from} and id <= ${from + ROWS}`)
    for (const { runId, isOwn, text } of rows) if (isOwn || isNaming(text)) runs.add(runId)
  }
  return [...runs]
}

type Field = (typeof textFields)[number]

type Entry = Record<Field, string | null> & { id: number; isActor: number; isAbout: number }

/**
 * The entries of the log whose texts are to be emptied, by the fields: the name of who acted, what is said about the
 * person or belongs to them, and whatever else names them. The whole log is read, some of it at a time: in one
 * statement nobody else would be answered for seconds.
 */
export async function entriesNaming(
  on: On,
  { person: known, hasNamesake, longer }: Pick<Standing, 'person' | 'hasNamesake' | 'longer'>,
  of: Subject,
  pause: Pause,
): Promise<Map<string, { fields: Field[]; ids: number[] }>> {
  const without = takesOut(known, { to: '', longer, hasNamesake })
  const isNaming = mayName(known)
  const groups = new Map<string, { fields: Field[]; ids: number[] }>()
  const [last] = await on.all<{ id: number | null }>(sql`select max(id) as id from audit`)
  for (let from = 0; from < (last?.id ?? 0); from += ROWS) {
    await pause()
    for (const row of await entriesFrom(on, of, from)) {
      const names = (field: Field) => {
        const text = row[field]
        if (text === null || text === '') return false
        if (field === 'actor' ? row.isActor : row.isAbout) return true
        if (!isNaming(text)) return false
        return (field === 'before' || field === 'after' ? without.json(text) : without.text(text)) !== text
      }
      const fields = textFields.filter(names)
      if (fields.length === 0) continue
      const group = groups.get(fields.join()) ?? { fields, ids: [] }
      group.ids.push(row.id)
      groups.set(fields.join(), group)
    }
  }
  return groups
}

function entriesFrom(on: On, of: Subject, from: number): Promise<Entry[]> {
  const isOwn = (value: string) =>
    sql`coalesce(iif(json_valid(a.${sql.identifier(value)}), a.${sql.identifier(value)} ->> 'personId', null) = ${of.personId}, 0)`
  return on.all<Entry>(sql`
    select a.id, t.actor, t.reason, t.before, t.after, coalesce(a.account_id = ${of.accountId}, 0) as isActor,
      (${isAbout(of)} or ${isOwn('before')} or ${isOwn('after')}
        or (a.subject = 'feed' and coalesce(a.account_id = ${of.accountId}, 0))) as isAbout
    from audit a join audit_text t on t.audit_id = a.id where a.id > ${from} and a.id <= ${from + ROWS}`)
}
