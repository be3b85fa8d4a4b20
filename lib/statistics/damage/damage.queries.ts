import { sql } from 'drizzle-orm'
import { lastCheck } from '@/db/check'
import { db } from '@/db/client'
import { damage, type Finding } from '@/db/damage'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { wholeLog } from '@/lib/access/audit.sql'
import { NotFound } from '@/lib/core/errors'
import type { Instant } from '@/lib/core/time'

/** What the rows of a scope are about (db/digest.ts). */
const scopeKinds = [
  'activity',
  'exam',
  'unit',
  'adviser',
  'legalWork',
  'output',
  'otherFigure',
  'lockedYear',
  'report',
  'person',
  'plan',
  'planItem',
  'audience',
  'setting',
  'channel',
  'tag',
  'topic',
  'holiday',
] as const
type ScopeKind = (typeof scopeKinds)[number]

type LogEntry = { at: Instant; actor: string; action: string; reason: string | null }

/** One thing that does not agree, for whoever restores the file or mends it by the log. */
export type DamagedPart =
  | { kind: 'structure'; text: string }
  | { kind: 'definitions' }
  | {
      kind: ScopeKind
      /** Title or name, where it can still be read. */
      name: string | null
      href: string | null
      rows: { expected: number; found: number }
      /** The one value that changed, where the digests tell. */
      change: { person: string | null; column: string; now: string; before: string } | null
      /** The newest entries of the log about it. */
      log: LogEntry[]
    }

/** When the rows were last compared, and what of the database does not agree; for the administrator of the top unit. */
export async function damageFound(
  viewer: Viewer,
): Promise<{ checkedAt: Instant | null; parts: DamagedPart[] }> {
  return { checkedAt: lastCheck(), parts: await damagedParts(viewer, damage()) }
}

/** Findings by name; for the administrator of the top unit. */
export async function damagedParts(viewer: Viewer, findings: Finding[]): Promise<DamagedPart[]> {
  if (!administersAll(viewer)) throw new NotFound()
  // The driver ends the process at a text that is no UTF-8: then no name is looked up.
  const isReadable = ![...findings, ...damage()].some(each => each.kind === 'unreadable')
  return Promise.all(findings.map(each => partOf(each, isReadable)))
}

async function partOf(finding: Finding, isReadable: boolean): Promise<DamagedPart> {
  if (finding.kind !== 'rows') {
    if (finding.kind === 'definitions' || finding.kind === 'layout') return { kind: 'definitions' }
    return { kind: 'structure', text: textOf(finding) }
  }
  const [word = '', id = ''] = finding.scope.split(/:(.*)/s)
  const kind = scopeKinds.find(each => each === word)
  if (!kind) return { kind: 'structure', text: finding.scope }
  const { change } = finding
  const personId = change?.key.person_id
  return {
    kind,
    name: (isReadable && (await nameOf(kind, id))) || id || null,
    href: addresses[kind]?.(id) ?? null,
    rows: { expected: finding.expected, found: finding.found },
    change:
      change === null || change.column === null
        ? null
        : {
            person: isReadable && personId !== undefined ? await nameOf('person', String(personId)) : null,
            column: `${change.table}.${change.column}`,
            now: String(change.now ?? '—'),
            before: String(change.before ?? '—'),
          },
    log: isReadable ? await logOf(kind, id) : [],
  }
}

/** The message of the engine, or what it is about. */
function textOf(finding: Exclude<Finding, { kind: 'rows' }>): string {
  if (finding.kind === 'integrity') return finding.text
  if (finding.kind === 'foreignKey') return `${finding.table} ${finding.row ?? ''} → ${finding.parent}`
  return finding.kind === 'unreadable' ? `${finding.table} ${finding.text}`.trim() : ''
}

const addresses: Partial<Record<ScopeKind, (id: string) => string>> = {
  activity: id => `/activities/${id}`,
  exam: id => `/exams/${id}`,
  person: id => `/people/${id}`,
  plan: id => `/plans/${id}`,
}

const names: Partial<Record<ScopeKind, (id: string) => ReturnType<typeof sql>>> = {
  activity: id => sql`select title || ' ' || day as name from activity where id = ${id}`,
  exam: id => sql`select title as name from exam where id = ${id}`,
  person: id => sql`select name from person where id = ${id}`,
  plan: id => sql`select title as name from plan where id = ${id}`,
  planItem: id => sql`select content as name from plan_item where id = ${id}`,
  audience: id => sql`select words as name from audience where id = ${id}`,
  unit: id => sql`select name from unit where id = ${id}`,
  adviser: id => sql`select name from unit where id = ${id}`,
  legalWork: id => sql`select name from unit where id = ${id}`,
  output: id => sql`select name from unit where id = ${id}`,
  otherFigure: id => sql`select name from unit where id = ${id}`,
  lockedYear: id => sql`select name from unit where id = ${id}`,
  report: id =>
    sql`select u.name || ' ' || r.from_day as name from report r join unit u on u.id = r.unit_id where r.id = ${id}`,
}

async function nameOf(kind: ScopeKind, id: string): Promise<string | null> {
  const asked = names[kind]?.(id)
  if (!asked) return null
  const [found] = await readable(db.all<{ name: string }>(asked))
  return found?.name ?? null
}

async function logOf(kind: ScopeKind, id: string): Promise<LogEntry[]> {
  // Marks stand in the log under activity/person.
  const of =
    kind === 'activity' ? sql`(a.subject = 'attendance' and a.subject_id like ${`${id}/%`}) or` : sql``
  return readable(
    db.all<LogEntry>(sql`
      select a.at, a.actor, a.action, a.reason from ${wholeLog} a
      where ${of} (a.subject = ${kind} and a.subject_id = ${id}) order by a.id desc limit 5`),
  )
}

/** Nothing where the page that holds it is broken too. */
async function readable<T>(asked: Promise<T[]>): Promise<T[]> {
  try {
    return await asked
  } catch {
    return []
  }
}
