import { sql } from 'drizzle-orm'
import type { On } from '@/db/client'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { gathered } from '@/lib/core/gathered'
import { isValidAttempt } from '@/lib/exam/attempt.sql'
import { onlineStudyForms } from '@/lib/organisation/settings/study.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { type FolderFacts, type Meeting, namedTwice } from './folder-facts.rules'

/** What two files of a folder say differently: a line with both counts, and the names behind it. */
export type Contradiction = {
  /** Message key `importFolder.contradiction.<reason>`. */
  reason:
    | 'notSigned'
    | 'notInLedger'
    | 'headsDiffer'
    | 'examsDiffer'
    | 'notPlanned'
    | 'withoutResult'
    | 'namedTwice'
  places: Record<string, string | number>
  names: string[]
}

type Held = {
  id: number
  day: string
  title: string
  host: string
  code: string | null
  compulsory: number
  form: string
  marked: number
  there: number
}

/** Compares the files, once all of them are written to what `on` reads; meetings and people of the scope alone. */
export async function contradictionsIn(
  viewer: Viewer,
  { year, facts }: { year: number; facts: FolderFacts },
  on: On,
): Promise<Contradiction[]> {
  const ledger = facts.ledgers.flatMap(each => each.meetings)
  const signed = facts.signed.flatMap(each => each.meetings)
  const held = await heldOn(viewer, [...ledger, ...signed], on)
  return [
    ...ofMeetings({ ledger, signed }, held),
    ...twice(facts),
    ...(await ofExams(viewer, year, facts, on)),
  ]
}

async function heldOn(viewer: Viewer, meetings: Meeting[], on: On): Promise<Held[]> {
  const days = [...new Set(meetings.map(each => each.day))].filter(Boolean)
  const codes = [...new Set(meetings.map(each => each.code))].filter(Boolean)
  if (days.length + codes.length === 0) return []
  return on.all<Held>(sql`
    select a.id, a.day, a.title, unit.name as host, a.code, a.compulsory, a.form,
      (select count(*) from attendance t where t.activity_id = a.id and t.mark is not null) as marked,
      (select count(*) from attendance t where t.activity_id = a.id and t.mark in ('present', 'late', 'leftEarly')
        and t.standing <> 'withdrawn') as there
    from activity a join unit on unit.id = a.host_unit_id
    where a.deleted_at is null and a.status in ('held', 'closed') and (${inScope(viewer, unit.path)})
      and (a.day in (select value from json_each(${JSON.stringify(days)}))
        or a.code in (select value from json_each(${JSON.stringify(codes)})))
    order by a.day, a.id`)
}

function ofMeetings(
  { ledger, signed }: { ledger: Meeting[]; signed: Meeting[] },
  held: Held[],
): Contradiction[] {
  if (ledger.length === 0 || signed.length === 0) return []
  const meant = meantAmong(held)
  const inLedger = new Map(ledger.flatMap(each => meant(each).map(of => [of.id, { of, each }] as const)))
  const inSheets = new Set(signed.flatMap(each => meant(each).map(of => of.id)))
  const owed = [...inLedger.values()].filter(
    ({ of }) => of.compulsory === 1 && !onlineStudyForms.includes(of.form),
  )
  const without = owed.filter(({ of }) => !inSheets.has(of.id) && of.marked === 0)
  const unknown = signed.filter(each => !meant(each).some(of => inLedger.has(of.id)))
  const differing = [...inLedger.values()].filter(
    ({ of, each }) => inSheets.has(of.id) && each.heads !== null && each.heads !== of.there,
  )
  const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0)
  return [
    ...only(without.length, {
      reason: 'notSigned',
      places: { ledger: owed.length, signed: owed.length - without.length, count: without.length },
      names: without.map(({ of }) => `${of.day} ${of.title}`),
    }),
    ...only(unknown.length, {
      reason: 'notInLedger',
      places: { signed: new Set(signed.map(keyOf)).size, count: new Set(unknown.map(keyOf)).size },
      names: [...new Set(unknown.map(({ day, title, code }) => `${day} ${title || code}`))],
    }),
    ...only(differing.length, {
      reason: 'headsDiffer',
      places: {
        count: differing.length,
        ledger: sum(differing.map(({ each }) => each.heads ?? 0)),
        signed: sum(differing.map(({ of }) => of.there)),
      },
      names: differing.map(({ of, each }) => `${of.day} ${of.title} ${each.heads}／${of.there}`),
    }),
  ]
}

const keyOf = ({ day, title, code }: Meeting) => code || `${day} ${matchKey(title)}`

/** The activities that a row of a sheet means; by its own number, else by day and name, and by host where it is given. */
function meantAmong(held: Held[]): (meeting: Meeting) => Held[] {
  const byCode = gathered(held, each => each.code ?? '')
  const byName = gathered(held, each => `${each.day} ${matchKey(each.title)}`)
  return ({ day, title, code, host }) => {
    if (code) return byCode.get(code) ?? []
    const named = byName.get(`${day} ${matchKey(title)}`) ?? []
    const hosted = named.filter(each => matchKey(each.host) === matchKey(host))
    return hosted.length > 0 ? hosted : named
  }
}

function twice(facts: FolderFacts): Contradiction[] {
  const found = namedTwice(facts)
  return only(found.length, {
    reason: 'namedTwice',
    places: { count: found.length },
    names: found.map(({ meeting, paths }) => `${meeting.day} ${meeting.title}（${paths.join('、')}）`),
  })
}

async function ofExams(
  viewer: Viewer,
  year: number,
  { planned, sat }: FolderFacts,
  on: On,
): Promise<Contradiction[]> {
  if (sat.length === 0) return []
  const plannedTitles = titles(planned)
  const satTitles = titles(sat)
  const isIn = (title: string, others: string[]) => others.some(other => matchKey(other) === matchKey(title))
  const missing = plannedTitles.filter(title => !isIn(title, satTitles))
  const unplanned = planned.length === 0 ? [] : satTitles.filter(title => !isIn(title, plannedTitles))
  return [
    ...only(missing.length, {
      reason: 'examsDiffer',
      places: { planned: plannedTitles.length, sat: plannedTitles.length - missing.length },
      names: missing,
    }),
    ...only(unplanned.length, {
      reason: 'notPlanned',
      places: { count: unplanned.length },
      names: unplanned,
    }),
    ...(await withoutResult(viewer, { year, titles: satTitles }, on)),
  ]
}

function titles(files: { exams: string[] }[]): string[] {
  const by = new Map(files.flatMap(each => each.exams).map(title => [matchKey(title), title]))
  return [...by.values()]
}

/** People who were to sit an exam of the folder's year of which there are results, and have none that counts. */
async function withoutResult(
  viewer: Viewer,
  { year, titles }: { year: number; titles: string[] },
  on: On,
): Promise<Contradiction[]> {
  const ofYear = await on.all<{ id: number; title: string }>(sql`
    select id, title from exam
    where status = 'scheduled' and closing_day between ${`${year}-01-01`} and ${`${year}-12-31`}`)
  const keys = new Set(titles.map(matchKey))
  const exams = ofYear.filter(each => keys.has(matchKey(each.title))).map(each => each.id)
  const rows = await on.all<{ title: string; due: number; missing: number; names: string | null }>(sql`
    select e.title, count(*) as due, sum(t.person_id is null) as missing,
      group_concat(iif(t.person_id is null, p.name || ' ' || unit.name, null), '、') as names
    from exam e join exam_candidate c on c.exam_id = e.id and c.standing = 'required'
      join person p on p.id = c.person_id join unit on unit.id = c.unit_id
      left join (select distinct t.exam_id, t.person_id from attempt t join exam e on e.id = t.exam_id
        where ${isValidAttempt()}) t on t.exam_id = e.id and t.person_id = c.person_id
    where e.id in (select value from json_each(${JSON.stringify(exams)})) and (${inScope(viewer, unit.path)})
    group by e.id having missing > 0 and missing < due order by e.closing_day, e.id`)
  return rows.map(({ title, due, missing, names }) => ({
    reason: 'withoutResult' as const,
    places: { title, due, sat: due - missing, count: missing },
    names: names?.split('、') ?? [],
  }))
}

function only(count: number, contradiction: Contradiction): Contradiction[] {
  return count > 0 ? [contradiction] : []
}
