import { type SQL, sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { slices } from '@/db/pause'
import { readOnly } from '@/db/read-only'
import { write } from '@/db/write'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { clearTexts, recordAudit } from '@/lib/access/audit.commands'
import { subjectOf } from '@/lib/activity/attachments/attachment.commands'
import type { AttachmentKind } from '@/lib/activity/attachments/attachment.rules'
import { removeUnnamed } from '@/lib/activity/attachments/file-removal.commands'
import { now } from '@/lib/core/clock'
import { Forbidden } from '@/lib/core/errors'
import { logFolder, removeRequestLogs } from '@/lib/core/request-logs'
import { dayOf, type Instant } from '@/lib/core/time'
import { putSetting } from '@/lib/organisation/settings/setting.commands'
import { settingOf } from '@/lib/organisation/settings/setting.queries'
import { holdNow, LAST_PURGE, type LastPurge, NOTICED, periodsOf } from './purge-state.sql'
import { type Hold, type Limits, limitsOf, type PurgeCounts, type PurgeKind } from './retention.rules'
import {
  byAge,
  draftsOfYears,
  ENTRIES_IN_WINDOW,
  lastEntryBefore,
  ofYears,
  type Rows,
  runsOfYears,
  signInEntries,
} from './retention.sql'

/** What a purge has done so far, and the files whose rows it has emptied: a purge that is killed goes on from here. */
type UnderWay = { since: Instant; counts: PurgeCounts; files: string[] }
const UNDER_WAY = 'purgeUnderWay'

/** Rows, and emptied papers, in one transaction: others write in between. */
const ROWS = 200
const PAPERS = 20

export type Purged = { ok: true; counts: PurgeCounts } | { ok: false; reason: Hold }

/**
 * 自动清除 of what has been kept for its period. In many short transactions, each whole by itself: one that is killed
 * or refused leaves less to do for the next, which goes on with its counts. Papers become rows without file, name and
 * hash; files go after their rows. One entry of the log says what went. Two at once go one after the other, because
 * each keeps the list of its files.
 */
export function purge(viewer: Viewer): Promise<Purged> {
  const turn = (shared.xuefaPurge ?? Promise.resolve()).then(() => purgeNow(viewer))
  shared.xuefaPurge = turn.catch(() => {})
  return turn
}

// The command line comes by the server's socket, in another bundle than what runs at night.
const shared = globalThis as typeof globalThis & { xuefaPurge?: Promise<unknown> }

async function purgeNow(viewer: Viewer): Promise<Purged> {
  if (!administersAll(viewer)) throw new Forbidden()
  const at = now()
  const hold = await holdNow(at)
  if (hold) {
    if (!readOnly()) await noteHold(at, hold)
    return { ok: false, reason: hold }
  }
  const limits = limitsOf(await periodsOf(), at)
  await removeFiles()
  await noteWaitingPhotos(limits)
  for (const [kind, rows] of Object.entries(byAge))
    await inSlices(kind as PurgeKind, ROWS, tx => deleteSome(tx, rows(limits)))
  await forgetUnread(limits)
  await purgeYears(viewer, limits)
  await removeFiles()
  await clearSignIns(viewer, limits)
  await removeOldLogs(limits)
  return { ok: true, counts: await finish(viewer) }
}

/** The rows that imports did not read are named as long as these can be undone. */
async function forgetUnread({ importChanges }: Limits): Promise<void> {
  await write(tx =>
    tx.run(sql`
      update import_run set parts =
        (select json_group_array(json_remove(p.value, '$.unread')) from json_each(parts) p order by p.key)
      where written_at < ${importChanges} and parts like '%"unread":%'`),
  )
}

async function purgeYears(viewer: Viewer, { year }: Limits): Promise<void> {
  if (year === null) return
  const scans = lockedOf(ofYears.scans(year))
  const [runs, drafts] = [lockedOf(runsOfYears(year)), lockedOf(draftsOfYears(year))]
  await inSlices('scans', ROWS, tx => deleteSome(tx, { from: sql`sign_in`, ...scans }))
  await inSlices('imports', ROWS, tx => deleteSome(tx, { from: sql`import_run`, ...runs }))
  await inSlices('imports', ROWS, async tx => {
    const count = await deleteSome(tx, { from: sql`import_draft`, ...drafts })
    // Counted with its draft.
    if (count > 0) await deleteSome(tx, { from: sql`import_run`, ...runs })
    return count
  })
  await inSlices('evidence', PAPERS, tx => emptyPapers(tx, viewer, year))
}

/** Notes the files of photos of folders that go with the drafts. */
async function noteWaitingPhotos({ drafts }: Limits): Promise<void> {
  await write(async tx => {
    const photos = await tx.all<{ hash: string }>(sql`
      select options -> 'stored' ->> 'hash' as hash from import_draft
      where kind = 'photo' and written_at is null and created_at < ${drafts}`)
    if (photos.length === 0) return
    await removeLater(
      tx,
      photos.map(each => each.hash),
    )
  })
}

function lockedOf(among: SQL): Pick<Rows, 'among' | 'key' | 'where'> {
  return { among, key: sql`id`, where: sql`is_locked` }
}

/** Repeats `work` until it finds fewer than it could; what it did is counted in its own transaction. */
async function inSlices(kind: PurgeKind, most: number, work: (tx: Tx) => Promise<number>): Promise<void> {
  const pause = slices()
  for (let done = most; done === most; ) {
    await pause()
    done = await write(async tx => {
      const count = await work(tx)
      if (count > 0) await add(tx, kind, count)
      return count
    })
  }
}

async function deleteSome(tx: Tx, { from, among = from, key, where }: Rows): Promise<number> {
  const { rowsAffected } = await tx.run(
    sql`delete from ${from} where (${key}) in (select ${key} from ${among} where ${where} limit ${ROWS})`,
  )
  return rowsAffected
}

type Paper = {
  id: number
  hash: string
  kind: AttachmentKind
  activity_id: number | null
  plan_item_id: number | null
}

/** Empties rows of evidence, and what the log holds of their names; notes the files that have to go after them. */
async function emptyPapers(tx: Tx, viewer: Viewer, year: number): Promise<number> {
  const papers = await tx.all<Paper>(
    sql`select id, hash, kind, activity_id, plan_item_id from ${ofYears.evidence(year)} where is_locked order by id limit ${PAPERS}`,
  )
  if (papers.length === 0) return 0
  const ids = JSON.stringify(papers.map(({ id }) => id))
  await tx.run(sql`
    update evidence set purged_at = ${now()}, hash = '', name = '', size = 0, width = null, height = null, nonce = null
    where id in (select value from json_each(${ids}))`)
  const entries = await entriesOf(tx, papers)
  if (entries.length > 0) await clearTexts(tx, viewer, entries, ['before', 'after'], PERIOD)
  await removeLater(
    tx,
    papers.map(({ hash }) => hash),
  )
  return papers.length
}

const PERIOD = '保存期限已满'

/** The entries that name those papers. One whose item of a plan was deleted since is found among all items. */
async function entriesOf(tx: Tx, papers: Paper[]): Promise<number[]> {
  const places = papers.map(({ id, kind, activity_id, plan_item_id }) => {
    const { subject, subjectId } = subjectOf({ id, kind, activityId: activity_id, planItemId: plan_item_id })
    return { id, subject, of: subjectId === 0 ? null : String(subjectId) }
  })
  const found = await tx.all<{ id: number }>(sql`
    select a.id from json_each(${JSON.stringify(places)}) p
      join audit a on a.subject = p.value ->> 'subject' and (p.value ->> 'of' is null or a.subject_id = p.value ->> 'of')
    where a.action in ('evidence.add', 'evidence.remove') and coalesce(a.after, a.before) ->> 'id' = p.value ->> 'id'`)
  return found.map(({ id }) => id)
}

/** The next purge removes the files, if no row names them then: for whoever takes their rows away. */
export async function removeLater(tx: Tx, hashes: readonly string[]): Promise<void> {
  const state = await underWay(tx)
  await putSetting(tx, UNDER_WAY, { ...state, files: [...new Set([...state.files, ...hashes])] })
}

/** Removes the files of emptied rows, but for those that another row names or an upload is about to. */
async function removeFiles(): Promise<void> {
  const { files } = await underWay()
  if (files.length === 0) return
  const left = await removeUnnamed(files)
  await write(async tx => putSetting(tx, UNDER_WAY, { ...(await underWay(tx)), files: left }))
}

/** Clears name and address of old sign-ins, a window of ids after the other. */
async function clearSignIns(viewer: Viewer, { signInLog }: Limits): Promise<void> {
  const pause = slices()
  const [last] = await db.all<{ id: number }>(lastEntryBefore(signInLog))
  for (let after = 0; after < (last?.id ?? 0); after += ENTRIES_IN_WINDOW) {
    await pause()
    const found = await db.all<{ id: number }>(signInEntries(after, signInLog))
    for (let from = 0; from < found.length; from += ROWS) {
      const ids = found.slice(from, from + ROWS).map(({ id }) => id)
      await pause()
      await write(async tx => {
        await clearTexts(tx, viewer, ids, ['actor', 'reason', 'before', 'after'], PERIOD)
        await add(tx, 'signInLog', ids.length)
      })
    }
  }
}

async function removeOldLogs({ requestLog }: Limits): Promise<void> {
  const count = removeRequestLogs(logFolder(), dayOf(requestLog))
  if (count > 0) await write(tx => add(tx, 'requestLog', count))
}

async function underWay(on: Tx | typeof db = db): Promise<UnderWay> {
  return settingOf<UnderWay | null>(UNDER_WAY, null, on).then(
    held => held ?? { since: now(), counts: {}, files: [] },
  )
}

async function add(tx: Tx, kind: PurgeKind, count: number): Promise<void> {
  const state = await underWay(tx)
  const counts = { ...state.counts, [kind]: (state.counts[kind] ?? 0) + count }
  await putSetting(tx, UNDER_WAY, { ...state, counts })
}

/** One entry of the log for all of it, those that were broken off before included. */
async function finish(viewer: Viewer): Promise<PurgeCounts> {
  return write(async tx => {
    const { since, counts, files } = await underWay(tx)
    if (Object.keys(counts).length > 0)
      await recordAudit(tx, viewer, {
        action: 'purge.done',
        subject: 'purge',
        subjectId: dayOf(since),
        after: counts,
      })
    await putSetting(tx, UNDER_WAY, files.length > 0 ? { since, counts: {}, files } : null)
    await putSetting(tx, LAST_PURGE, { at: now(), hold: null } satisfies LastPurge)
    return counts
  })
}

async function noteHold(at: Instant, hold: Hold): Promise<void> {
  await write(async tx => {
    const noticed = await settingOf<Instant | null>(NOTICED, null, tx)
    // From a clock that was wrong then.
    if (hold === 'notYet' && (noticed === null || noticed > at)) await putSetting(tx, NOTICED, at)
    await putSetting(tx, LAST_PURGE, { at, hold } satisfies LastPurge)
  })
}
