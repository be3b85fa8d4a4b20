import { randomBytes } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { type Pause, slices } from '@/db/pause'
import { grant, recoveryCode, secondFactor, session } from '@/db/schema/access'
import { boundDevice } from '@/db/schema/attendance'
import { feed } from '@/db/schema/feed'
import { reminder } from '@/db/schema/reminder'
import { erasedPerson } from '@/db/schema/roster'
import { write } from '@/db/write'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { clearTexts, recordAudit } from '@/lib/access/audit.commands'
import { hashPassword } from '@/lib/access/password.crypto'
import { endSessionsOf } from '@/lib/access/session.commands'
import { requireVersion } from '@/lib/access/versioned.commands'
import { now } from '@/lib/core/clock'
import { NotFound, type Refused } from '@/lib/core/errors'
import { tidyName } from '@/lib/core/names'
import { touchActivity, touchExam } from '@/lib/organisation/calendar-version.commands'
import type { EraseInput } from './erasure.input'
import { type ErasureRefusal, erasedName, erasedStaffNo, erasureRefusal } from './erasure.rules'
import { type Change, entriesNaming, runsNaming, type Standing, standingOf, textsNaming } from './erasure.sql'
import { putTexts } from './free-texts.sql'
import { triedNames } from './own-data.sql'

/** Takes a stored file off the disk, false where an upload is about to name it; what stores it lies in a room above. */
export type RemoveFile = (hash: string) => boolean

type Erased = { ok: true; personId: number } | Refused<ErasureRefusal>

/**
 * 注销 of a person who has left: name, numbers, account and whatever is said about the person go for good; marks, results
 * and the entries of the log stay under 已注销人员 #n. For the administrator of the top unit, who alone reads the log and
 * whose scope every text lies in. Sent twice, it is done once.
 */
export async function erasePerson(
  viewer: Viewer,
  input: EraseInput,
  removeFile: RemoveFile,
): Promise<Erased> {
  const nobodysHash = await hashPassword(randomBytes(24).toString('base64url'))
  const answer = await write(async (tx): Promise<Erased> => {
    if (!administersAll(viewer)) throw new NotFound()
    const { personId } = input
    const standing = await standingOf(tx, personId)
    if (standing.erased) return { ok: true, personId }
    requireVersion(standing.person, input.version)
    const isOwn = viewer.personId === personId
    const refusal = erasureRefusal({ ...standing, isOwn }, input.openYears)
    if (refusal) return { ok: false, reason: refusal, places: { years: standing.openYears.join('、') } }
    if (input.typedName !== tidyName(standing.person.name))
      return { ok: false, reason: 'otherName', field: 'typedName' }
    const [last] = await tx.all<{ number: number }>(
      sql`select coalesce(max(number), 0) as number from erased_person`,
    )
    const number = (last?.number ?? 0) + 1
    await takeOut(tx, viewer, standing, { number, keepsProofs: input.proofs === 'keep', nobodysHash })
    return { ok: true, personId }
  })
  if (answer.ok) await removeFilesOfErased(removeFile)
  return answer
}

/** As it was done in the database that a restore replaces: the same number, and nothing is asked. */
export async function eraseAgain(
  tx: Tx,
  viewer: Viewer,
  { personId, ...how }: { personId: number; number: number; keepsProofs: boolean; nobodysHash: string },
): Promise<boolean> {
  const standing = await standingOf(tx, personId).catch(error => {
    if (error instanceof NotFound) return null
    throw error
  })
  if (!standing || standing.erased) return false
  await takeOut(tx, viewer, standing, how)
  return true
}

/**
 * Takes off the disk what was left there by 注销: after each, and at a start where a stop or an upload under way came
 * between. What cannot go yet stays on the list.
 */
export async function removeFilesOfErased(removeFile: RemoveFile): Promise<void> {
  const due = await db.select().from(erasedPerson).where(sql`${erasedPerson.files} <> '[]'`)
  for (const { personId, files } of due) {
    await write(async tx => {
      const left: string[] = []
      for (const hash of JSON.parse(files) as string[]) {
        const others = await tx.all(sql`select 1 from evidence where hash = ${hash} limit 1`)
        if (others.length === 0 && !removeFile(hash)) left.push(hash)
      }
      await tx
        .update(erasedPerson)
        .set({ files: JSON.stringify(left) })
        .where(eq(erasedPerson.personId, personId))
    })
  }
}

type How = { number: number; keepsProofs: boolean; nobodysHash: string }

async function takeOut(tx: Tx, viewer: Viewer, standing: Standing, how: How): Promise<void> {
  const { id: personId, staffNo, phone } = standing.person
  const accountId = standing.accountId ?? 0
  const of = { personId, accountId, staffNo, phone }
  // Read while the person still has a name.
  const pause = slices()
  const changes = await textsNaming(tx, standing, how.number, pause)
  const entries = await entriesNaming(tx, standing, of, pause)
  await putTexts(
    tx,
    changes.map(({ found, value }) => ({ ...found, value })),
  )
  await forgetImports(tx, standing, pause)
  const files = await emptyOwnTexts(tx, personId, how)
  await takeAccount(tx, of, how)
  await tx.run(sql`
    update person set name = ${erasedName(how.number)}, staff_no = ${erasedStaffNo(how.number)}, initials = '',
      phone = null, post = null, rank_band = null, version = version + 1 where id = ${personId}`)
  const { number, keepsProofs } = how
  await tx.insert(erasedPerson).values({
    ...{ personId, number, keepsProofs, erasedAt: now(), erasedBy: viewer.accountId },
    files: JSON.stringify(files),
  })
  await touchCalendars(tx, personId, changes)
  for (const { fields, ids } of entries.values()) await clearTexts(tx, viewer, ids, fields, '注销')
  await recordAudit(tx, viewer, {
    action: 'person.erase',
    subject: 'person',
    subjectId: personId,
    after: { number, keepsProofs, files: files.length, texts: changes.length },
  })
}

/**
 * What imports kept of rows of the person, or of rows that name them, goes as a whole: those imports can not be undone
 * any more. As all of their rows do, so that none is ever undone by halves.
 */
async function forgetImports(tx: Tx, { person: { id, ...known } }: Standing, pause: Pause): Promise<void> {
  for (const runId of await runsNaming(tx, { id, ...known }, pause)) {
    await tx.run(sql`delete from import_change where run_id = ${runId}`)
    await tx.run(sql`update import_run set erased_at = ${now()} where id = ${runId}`)
  }
}

/** What rows say of the person alone. Returns the hashes of the proofs that go. */
async function emptyOwnTexts(tx: Tx, personId: number, { number, keepsProofs }: How): Promise<string[]> {
  const own = sql`where person_id = ${personId}`
  await tx.run(sql`update attendance set reason = null, version = version + 1 ${own} and reason is not null`)
  await tx.run(
    sql`update exam_candidate set reason = null, missed_reason = null, version = version + 1 ${own}
      and (reason is not null or missed_reason is not null)`,
  )
  await tx.run(sql`update audience_person set reason = null ${own}`)
  // An attempt with a reason is annulled and in no figure: it stays so.
  await tx.run(
    sql`update attempt set annulled_reason = '—', version = version + 1 ${own} and annulled_reason is not null`,
  )
  await tx.run(sql`update leave_request set reason = '', decision_note = null, agreed_by = null ${own}`)
  await tx.run(sql`update make_up set material = null, note = null, decision_note = null ${own}`)
  const isProof = sql`${own} and kind in ('leave', 'makeUp')`
  if (keepsProofs) {
    await tx.run(
      sql`update evidence set name = ${`${erasedStaffNo(number)} `} || id, nonce = null ${isProof}`,
    )
    return []
  }
  const gone = await tx.all<{ id: number; hash: string }>(sql`select id, hash from evidence ${isProof}`)
  await tx.run(sql`update leave_request set evidence_id = null ${own}`)
  await tx.run(sql`update make_up set evidence_id = null ${own}`)
  await tx.run(sql`delete from evidence ${isProof}`)
  // Of a paper whose retention period is over only the row is left.
  return [...new Set(gone.map(each => each.hash))].filter(hash => hash !== '')
}

/** The account stays as the author of entries; nothing opens it, and nothing leads to it. */
async function takeAccount(
  tx: Tx,
  of: { personId: number; accountId: number; staffNo: string; phone: string | null },
  { nobodysHash }: How,
): Promise<void> {
  const { personId, accountId } = of
  await endSessionsOf(tx, accountId, 'disabled')
  await tx.delete(session).where(eq(session.accountId, accountId))
  await tx.delete(secondFactor).where(eq(secondFactor.accountId, accountId))
  await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, accountId))
  await tx.delete(grant).where(eq(grant.accountId, accountId))
  await tx.delete(feed).where(eq(feed.accountId, accountId))
  await tx.delete(reminder).where(eq(reminder.accountId, accountId))
  await tx.delete(boundDevice).where(eq(boundDevice.personId, personId))
  await tx.run(sql`delete from sign_in_failure where name_hash in
    (select value from json_each(${JSON.stringify(triedNames(of))}))`)
  await tx.run(sql`
    update account set password_hash = ${nobodysHash}, must_change = 0, first_password_until = null, email = null,
      disabled_at = coalesce(disabled_at, ${now()}), last_sign_in_at = null, changes_read_at = null
    where id = ${accountId}`)
}

/** Calendars of others that show a text which changed, or the person as the chair. */
async function touchCalendars(tx: Tx, personId: number, changes: Change[]): Promise<void> {
  const idsOf = (table: string) =>
    JSON.stringify(changes.flatMap(({ found }) => (found.table === table ? [Number(found.key.id)] : [])))
  const activities = await tx.all<Touched>(sql`
    update activity set sequence = sequence + 1, changed_at = ${now()}, version = version + 1
    where id in (select value from json_each(${idsOf('activity')})) or host_person_id = ${personId}
    returning id, host_unit_id as hostUnitId, is_public as isPublic`)
  for (const each of activities) await touchActivity(tx, { ...each, isPublic: each.isPublic === 1 })
  const exams = await tx.all<Touched>(sql`
    update exam set sequence = sequence + 1, changed_at = ${now()}, version = version + 1
    where id in (select value from json_each(${idsOf('exam')})) returning id, host_unit_id as hostUnitId`)
  for (const { id, hostUnitId } of exams) await touchExam(tx, { id, hostUnitId })
}

type Touched = { id: number; hostUnitId: number; isPublic?: number }
