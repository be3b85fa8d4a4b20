import { and, eq, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { inParts } from '@/db/pause'
import { legalWork } from '@/db/schema/legal-work'
import { adviser, unit } from '@/db/schema/roster'
import { write } from '@/db/write'
import { requireOrganiser } from '@/lib/access/access.queries'
import { canAdminister, type Viewer } from '@/lib/access/access.rules'
import { idempotent, recordAudit } from '@/lib/access/audit.commands'
import { isWithin } from '@/lib/access/unit-path.sql'
import { alterRow, requireVersion, writeVersioned } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { Forbidden, NotFound, type Refused } from '@/lib/core/errors'
import { recordAdvisers } from '@/lib/organisation/people/adviser.commands'
import { reviewAfter } from '@/lib/organisation/review/review.rules'
import { waitingUnits, waitsForReview } from '@/lib/organisation/review/review.sql'
import type {
  AdviserInput,
  ChangeAdviserInput,
  ChangeWorkInput,
  RemoveWorkInput,
  WorkInput,
} from './legal-work.input'
import { adviserById, workById } from './legal-work.queries'
import { adviserMeant, isOfAdviser } from './legal-work.rules'

export type WorkRefusal = 'noAdviser' | 'nobody' | 'severalPeople'
export type AdviserRefusal = 'termExists'
type Row = typeof legalWork.$inferSelect
export type WorkFacts = Omit<typeof legalWork.$inferInsert, 'id' | 'createdAt' | 'version'>

/** One case or occasion; whom the name means is looked up on its own day. */
export async function addWork(
  viewer: Viewer,
  { idempotencyKey, ...input }: WorkInput & { idempotencyKey: string },
): Promise<{ ok: true; id: number } | Refused<WorkRefusal>> {
  return write(tx =>
    idempotent(tx, viewer, `${idempotencyKey} ${JSON.stringify(input)}`, async () => {
      await requireOrganiser(viewer, input.unitId, tx)
      const meant = await factsOf(tx, input)
      if (!meant.ok) return meant
      const [made] = await putWorks(tx, viewer, [meant.facts])
      return { ok: true, id: (made as Row).id } as const
    }),
  )
}

/** Writes records whose people are known. */
export async function putWorks(tx: Tx, viewer: Viewer, given: WorkFacts[]): Promise<Row[]> {
  const at = now()
  const waiting = await waitingUnits(
    tx,
    viewer,
    'works',
    given.filter(each => isOfAdviser(each.kind)).map(each => each.unitId),
  )
  const review = ({ kind, unitId }: WorkFacts) =>
    isOfAdviser(kind) && waiting.has(unitId) ? ('waiting' as const) : null
  const made = await tx
    .insert(legalWork)
    .values(given.map(each => ({ review: review(each), ...each, createdAt: at })))
    .returning()
  await recordAudit(
    tx,
    viewer,
    ...made.map(row => ({
      action: 'legalWork.add' as const,
      subject: 'legalWork',
      subjectId: row.id,
      after: row,
    })),
  )
  return made
}

/** Writes records that a sheet brings in. For imports: it neither authorises nor judges. */
export async function recordWorks(
  tx: Tx,
  viewer: Viewer,
  works: { before: Row | null; facts: WorkFacts }[],
): Promise<void> {
  await inParts(
    works.filter(each => !each.before).map(each => each.facts),
    part => putWorks(tx, viewer, part),
  )
  for (const { before, facts } of works) {
    if (!before) continue
    const after = await alterRow(tx, legalWork, eq(legalWork.id, before.id), before.version, facts)
    await recordAudit(tx, viewer, {
      action: 'legalWork.change',
      subject: 'legalWork',
      subjectId: before.id,
      before,
      after,
    })
  }
}

/** Throws Conflict on an older version. */
export async function changeWork(
  viewer: Viewer,
  input: ChangeWorkInput,
): Promise<{ ok: true; id: number } | Refused<WorkRefusal>> {
  const { id, version, ...typed } = input
  return writeVersioned(viewer, 'legalWork.change', input, async tx => {
    const before = await forOrganiser(tx, viewer, id)
    requireVersion(before, version)
    await requireOrganiser(viewer, typed.unitId, tx)
    const meant = await factsOf(tx, typed)
    if (!meant.ok) return meant
    const review = await reviewOf(tx, viewer, before, meant.facts)
    const after = await alterRow(tx, legalWork, eq(legalWork.id, id), version, { ...meant.facts, ...review })
    await recordAudit(tx, viewer, {
      action: 'legalWork.change',
      subject: 'legalWork',
      subjectId: id,
      before,
      after,
    })
    return { ok: true, id } as const
  })
}

/** A record of a leader waits for nobody; one of an adviser waits again as other entries do. */
async function reviewOf(tx: Tx, viewer: Viewer, before: Row, facts: WorkFacts) {
  if (!isOfAdviser(facts.kind)) return { review: null, reviewReason: null }
  const review = reviewAfter('works', before, facts, true)
  return 'review' in review && (await waitsForReview(tx, viewer, 'works', facts.unitId)) ? review : {}
}

/** Removes a record, as it was seen; the audit log has its content and the reason. */
export async function removeWork(viewer: Viewer, input: RemoveWorkInput): Promise<{ ok: true }> {
  const { id, version, reason } = input
  return writeVersioned(viewer, 'legalWork.remove', input, async tx => {
    const before = await forOrganiser(tx, viewer, id)
    requireVersion(before, version)
    await tx.delete(legalWork).where(eq(legalWork.id, id))
    await recordAudit(tx, viewer, {
      action: 'legalWork.remove',
      subject: 'legalWork',
      subjectId: id,
      reason,
      before,
    })
    return { ok: true } as const
  })
}

/** A term of an adviser; one that ends keeps its row with a last day. */
export async function addAdviser(
  viewer: Viewer,
  { idempotencyKey, ...input }: AdviserInput & { idempotencyKey: string },
): Promise<{ ok: true; id: number } | Refused<AdviserRefusal>> {
  return write(tx =>
    idempotent(tx, viewer, `${idempotencyKey} ${JSON.stringify(input)}`, async () => {
      await requireAdministrator(tx, viewer, input.unitId)
      const twin = await twinOf(tx, input, 0)
      if (twin) return twin
      await recordAdvisers(tx, viewer, [{ before: null, facts: input }])
      const [made] = await tx.select({ id: adviser.id }).from(adviser).where(sameTerm(input))
      return { ok: true, id: (made as { id: number }).id } as const
    }),
  )
}

/** Throws Conflict on an older version. */
export async function changeAdviser(
  viewer: Viewer,
  input: ChangeAdviserInput,
): Promise<{ ok: true; id: number } | Refused<AdviserRefusal>> {
  const { id, version, ...facts } = input
  return writeVersioned(viewer, 'adviser.change', input, async tx => {
    const { mayChange } = await adviserById(viewer, id, tx)
    if (!mayChange) throw new Forbidden()
    const [before] = await tx.select().from(adviser).where(eq(adviser.id, id))
    requireVersion(before as typeof adviser.$inferSelect, version)
    await requireAdministrator(tx, viewer, facts.unitId)
    const twin = await twinOf(tx, facts, id)
    if (twin) return twin
    const after = await alterRow(tx, adviser, eq(adviser.id, id), version, facts)
    await recordAudit(tx, viewer, {
      action: 'adviser.change',
      subject: 'adviser',
      subjectId: id,
      before,
      after,
    })
    return { ok: true, id } as const
  })
}

function sameTerm({ name, unitId, fromDay }: Pick<AdviserInput, 'name' | 'unitId' | 'fromDay'>) {
  return and(eq(adviser.name, name), eq(adviser.unitId, unitId), eq(adviser.fromDay, fromDay))
}

async function twinOf(tx: Tx, input: AdviserInput, except: number) {
  const [twin] = await tx
    .select({ id: adviser.id })
    .from(adviser)
    .where(and(sameTerm(input), ne(adviser.id, except)))
  return twin ? ({ ok: false, reason: 'termExists', field: 'fromDay' } as const) : null
}

async function requireAdministrator(tx: Tx, viewer: Viewer, unitId: number): Promise<void> {
  const [of] = await tx.select({ path: unit.path }).from(unit).where(eq(unit.id, unitId))
  if (!of) throw new NotFound()
  if (!canAdminister(viewer, of.path)) throw new Forbidden()
}

async function forOrganiser(tx: Tx, viewer: Viewer, id: number): Promise<Row> {
  const { mayChange } = await workById(viewer, id, tx)
  if (!mayChange) throw new Forbidden()
  const [row] = await tx.select().from(legalWork).where(eq(legalWork.id, id))
  return row as Row
}

/** The adviser or the person that the name means on the day, for this unit. */
async function factsOf(
  tx: Tx,
  { who, ...facts }: WorkInput,
): Promise<{ ok: true; facts: WorkFacts } | Refused<WorkRefusal>> {
  const [of] = await tx.select({ path: unit.path }).from(unit).where(eq(unit.id, facts.unitId))
  const unitPath = of?.path ?? ''
  const no = (reason: WorkRefusal) => ({ ok: false, reason, field: 'who', places: { who } }) as const
  if (isOfAdviser(facts.kind)) {
    const terms = await tx
      .select({
        id: adviser.id,
        name: adviser.name,
        unitPath: unit.path,
        fromDay: adviser.fromDay,
        toDay: adviser.toDay,
      })
      .from(adviser)
      .innerJoin(unit, eq(unit.id, adviser.unitId))
    const meant = adviserMeant(terms, { name: who, day: facts.day, unitPath })
    return meant ? { ok: true, facts: { ...facts, adviserId: meant.id, personId: null } } : no('noAdviser')
  }
  const people = await tx.all<{ id: number }>(sql`
    select distinct p.id from person p join membership m on m.person_id = p.id join unit u on u.id = m.unit_id
    where (p.name = ${who} or p.staff_no = ${who}) and m.from_day <= ${facts.day}
      and (m.to_day is null or m.to_day >= ${facts.day}) and ${isWithin(sql`u.path`, unitPath)}`)
  const [only] = people
  if (!only) return no('nobody')
  return people.length > 1
    ? no('severalPeople')
    : { ok: true, facts: { ...facts, adviserId: null, personId: only.id } }
}
