import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { evidence } from '@/db/schema/output'
import { write } from '@/db/write'
import { historyOf } from '@/lib/access/audit.sql'
import { addAttachment, type Given, removeAttachment } from '@/lib/activity/attachments/attachment.commands'
import {
  attachmentById,
  attachmentFile,
  attachmentsOf,
  attachmentsOfItem,
  headsByUnit,
  proofsOf,
} from '@/lib/activity/attachments/attachment.queries'
import { MOST_BYTES, storable } from '@/lib/activity/attachments/attachment.rules'
import { hashOf, pathOf } from '@/lib/activity/attachments/file-store.queries'
import { setUnitHeads } from '@/lib/activity/outreach/headcount.commands'
import { deleteActivity } from '@/lib/activity/status.commands'
import { Forbidden, NotFound } from '@/lib/core/errors'
import { filesDirectory } from '@/lib/core/files-directory'
import { saveItem } from '@/lib/plan/items/item.commands'
import { closePlan, createPlan, issuePlan } from '@/lib/plan/plan.commands'
import { itemInput, planInput } from '@/lib/plan/plan.input'
import { planOf } from '@/lib/plan/plan.queries'
import { held, indexOf, jpeg, pdf, placeTag, png, progressive } from '../../fixtures/pictures'
import {
  atTime,
  closeWorld,
  hasActivity,
  openWorld,
  people,
  type RoleInWorld,
  removeItemNow,
  units,
  type World,
} from '../../world'

let world: World
let dongpu: number

beforeAll(async () => {
  world = await openWorld()
})
beforeEach(async () => {
  atTime('2023-03-10T09:00:00+08:00')
  dongpu = await hasActivity(world.viewers.dongpuOrganiser, {
    hostUnitId: units.dongpu,
    title: '社区学法',
    audienceWords: '东埔社区',
  })
})
afterAll(closeWorld)

/** Attaches a photo, by default of the community's activity by its own organiser. */
function attach(given: Partial<Given> & { by?: RoleInWorld } = {}) {
  const { by = 'dongpuOrganiser', ...rest } = given
  return addAttachment(world.viewers[by], {
    kind: 'photo',
    activityId: dongpu,
    planItemId: null,
    personId: null,
    unitId: null,
    idempotencyKey: '',
    bytes: jpeg(),
    fileName: 'IMG_1.jpg',
    ...rest,
  })
}

/** A proof of leave by one of the cast. */
function addProof(
  viewer: World['viewers'][RoleInWorld],
  given: Pick<Given, 'activityId' | 'personId' | 'bytes' | 'fileName'>,
) {
  return addAttachment(viewer, {
    kind: 'leave',
    planItemId: null,
    unitId: null,
    idempotencyKey: '',
    ...given,
  })
}

async function attached(given: Parameters<typeof attach>[0] = {}): Promise<number> {
  const answer = await attach(given)
  if (!answer.ok) throw new Error(answer.reason)
  return answer.id
}

function keptNames(): string[] {
  return existsSync(filesDirectory())
    ? readdirSync(filesDirectory(), { recursive: true, withFileTypes: true })
        .filter(each => each.isFile())
        .map(each => each.name)
    : []
}

describe('a photo', () => {
  test('is kept without its place and comes back byte for byte', async () => {
    const id = await attached()

    const { row, file } = await attachmentFile(world.viewers.dongpuOrganiser, id)

    expect(row).toMatchObject({
      name: 'IMG_1.jpg',
      mediaType: 'image/jpeg',
      width: 8,
      height: 4,
      addedByName: '苏美玲',
    })
    if (file.state !== 'whole') throw new Error(file.state)
    expect(Buffer.from(file.bytes).includes(placeTag)).toBe(false)
    expect(readFileSync(pathOf(row.hash))).toEqual(Buffer.from(file.bytes))
  })

  test('sent twice with one key is stored once, also in parallel', async () => {
    const answers = await Promise.all([
      attach({ idempotencyKey: 'photo-1', bytes: progressive() }),
      attach({ idempotencyKey: 'photo-1', bytes: progressive() }),
    ])
    const later = await attach({ idempotencyKey: 'photo-1', bytes: progressive() })

    expect(new Set([...answers, later].map(each => each.ok && each.id)).size).toBe(1)
    expect(await attachmentsOf(world.viewers.dongpuOrganiser, dongpu, ['photo'])).toHaveLength(1)
  })

  test('of the same content is one at one activity, and one file at two', async () => {
    const first = await attached()
    const again = await attached({ fileName: 'copy.jpg' })
    const files = keptNames().length
    const other = await hasActivity(world.viewers.dongpuOrganiser, {
      hostUnitId: units.dongpu,
      audienceWords: '东埔社区',
    })

    const elsewhere = await attached({ activityId: other })

    expect(again).toBe(first)
    expect(elsewhere).not.toBe(first)
    expect(keptNames()).toHaveLength(files)
  })

  test('with a key that somebody else has used is a photo of its own', async () => {
    const mine = await attached({ idempotencyKey: 'the-same' })
    const theirs = await attached({ idempotencyKey: 'the-same', by: 'organiser', bytes: png() })

    expect(theirs).not.toBe(mine)
  })

  test('of 15 MB passes and of one byte more does not, with a reason', async () => {
    const padded = (size: number) => {
      const whole = png()
      const image = Buffer.alloc(size - whole.length)
      image.writeUInt32BE(image.length - 12)
      image.write('tEXt', 4)
      return Uint8Array.from(Buffer.concat([whole.subarray(0, 33), image, whole.subarray(33)]))
    }

    expect(await attach({ bytes: padded(MOST_BYTES) })).toMatchObject({ ok: true })
    expect(await attach({ bytes: padded(MOST_BYTES + 1) })).toEqual({ ok: false, reason: 'tooBig' })
  })
})

describe('fault 4: a disk that cannot be written', () => {
  test('refuses in words, leaves neither row nor half a file, and takes the photo when there is room again', async () => {
    const folder = filesDirectory()
    await attached()
    const before = keptNames()
    const photo = held(jpeg(), 3)
    // A file in place of the folder for its hash: nothing can be written there, even by root.
    const hash = hashKept(photo)
    rmSync(path.dirname(pathOf(hash)), { recursive: true, force: true })
    writeFileSync(path.join(folder, hash.slice(0, 2)), '')

    const refused = await attach({ bytes: photo, idempotencyKey: 'disk' })

    expect(refused).toEqual({ ok: false, reason: 'notKept' })
    expect(await rowsOf(hash)).toEqual([])
    expect(keptNames().filter(name => name.endsWith('.part'))).toEqual([])

    rmSync(path.join(folder, hash.slice(0, 2)))
    expect(await attach({ bytes: photo, idempotencyKey: 'disk' })).toMatchObject({ ok: true })
    expect(keptNames().length).toBeGreaterThan(before.length)
  })

  test('a database without room leaves no row of a photo, and the file waits for the next try', async () => {
    const photo = held(jpeg(), 5)
    const [{ pages } = { pages: 0 }] = await write(tx =>
      tx.all<{ pages: number }>(sql`select page_count as pages from pragma_page_count`),
    )
    await write(tx => tx.run(sql.raw(`pragma max_page_count = ${pages}`)))
    try {
      // Uses up the free pages of the database file first.
      let answer = await attach({ bytes: photo, idempotencyKey: 'full' })
      for (let n = 0; answer.ok && n < 190; n++) answer = await attach({ bytes: otherPhoto(n) })
      expect(answer).toEqual({ ok: false, reason: 'notKept' })
    } finally {
      await write(tx => tx.run(sql.raw('pragma max_page_count = 1073741823')))
    }
    expect(await attach({ bytes: photo, idempotencyKey: 'full-after' })).toMatchObject({ ok: true })
  })
})

describe('fault 7: a file that the disk lost or changed', () => {
  test('is reported in its place, and everything else works; adding the same photo again repairs it', async () => {
    const id = await attached()
    const sound = await attached({ bytes: png() })
    const { row } = await attachmentFile(world.viewers.dongpuOrganiser, id)
    const whole = readFileSync(pathOf(row.hash))

    writeFileSync(pathOf(row.hash), Buffer.concat([whole.subarray(0, -3), Buffer.from([1, 2, 3])]))
    expect((await attachmentFile(world.viewers.dongpuOrganiser, id)).file).toEqual({ state: 'altered' })
    rmSync(pathOf(row.hash))
    expect((await attachmentFile(world.viewers.dongpuOrganiser, id)).file).toEqual({ state: 'missing' })
    const states = (await attachmentsOf(world.viewers.dongpuOrganiser, dongpu, ['photo'])).map(each => [
      each.id,
      each.state,
    ])
    expect(states).toEqual([
      [id, 'missing'],
      [sound, 'whole'],
    ])

    expect(await attached()).toBe(id)
    expect((await attachmentFile(world.viewers.dongpuOrganiser, id)).file.state).toBe('whole')
  })
})

describe('who may', () => {
  test('attach: the organisers of the activity alone, and nothing is kept of what others send', async () => {
    const before = keptNames().length
    const strange = held(jpeg(), 7)

    await expect(attach({ by: 'dongpuCadre', bytes: strange })).rejects.toThrow(Forbidden)
    await expect(attach({ by: 'leader', bytes: strange })).rejects.toThrow(Forbidden)
    await expect(attach({ by: 'hepingOrganiser', bytes: strange })).rejects.toThrow(NotFound)
    await expect(attach({ by: 'dongpuCadre', kind: 'signedSheet', bytes: strange })).rejects.toThrow(
      Forbidden,
    )

    expect(keptNames()).toHaveLength(before)
  })

  test('see: a photo whoever sees the activity, a signed sheet its scope alone', async () => {
    const photo = await attached()
    const sheet = await attached({ kind: 'signedSheet', bytes: pdf(), fileName: '签到表.pdf' })
    const seen = async (by: RoleInWorld) =>
      Promise.all(
        [photo, sheet].map(id =>
          attachmentFile(world.viewers[by], id).then(
            () => true,
            error => (error instanceof NotFound ? false : Promise.reject(error)),
          ),
        ),
      )

    expect(await seen('dongpuOrganiser')).toEqual([true, true])
    expect(await seen('leader')).toEqual([true, true])
    expect(await seen('dongpuCadre')).toEqual([true, false])
    expect(await seen('hepingOrganiser')).toEqual([false, false])
    expect(await seen('cadre')).toEqual([false, false])
    expect(await attachmentsOf(world.viewers.dongpuCadre, dongpu, ['photo', 'signedSheet'])).toHaveLength(1)
  })

  test('see a proof of leave: the person, who approves for the unit, who organises; not a colleague', async () => {
    const study = await hasActivity(world.viewers.organiser, { audienceWords: '东埔社区' })
    const proof = await addProof(world.viewers.dongpuCadre, {
      activityId: study,
      personId: people.zhuangyafang,
      bytes: jpeg(),
      fileName: '病历.jpg',
    })
    if (!proof.ok) throw new Error(proof.reason)
    const seen = (by: RoleInWorld) =>
      proofsOf(world.viewers[by], { activityId: study, personId: people.zhuangyafang, kind: 'leave' }).then(
        rows => rows.length,
      )

    expect(await seen('dongpuCadre')).toBe(1)
    expect(await seen('dongpuOrganiser')).toBe(1)
    expect(await seen('leader')).toBe(1)
    expect(await seen('organiser')).toBe(1)
    expect(await seen('cadre')).toBe(0)
    expect(await seen('hepingOrganiser')).toBe(0)
    await expect(attachmentById(world.viewers.cadre, proof.id)).rejects.toThrow(NotFound)
    // A colleague who sees the activity and its history cannot see it.
    expect(await attachmentsOf(world.viewers.cadre, study, ['photo', 'leave', 'other'])).toEqual([])
    expect(JSON.stringify(await historyOf('activity', study))).not.toContain('病历')
  })

  test('attach a proof: of the own leave, or who organises the activity; never for a colleague or a stranger', async () => {
    const study = await hasActivity(world.viewers.organiser, { audienceWords: '东埔社区' })
    const given = { activityId: study, bytes: jpeg(), fileName: 'a.jpg' }

    await expect(
      addProof(world.viewers.dongpuCadre, { ...given, personId: people.xuguohua }),
    ).rejects.toThrow(NotFound)
    await expect(addProof(world.viewers.cadre, { ...given, personId: people.wujianguo })).rejects.toThrow(
      NotFound,
    )
    await expect(
      addProof(world.viewers.hepingOrganiser, { ...given, personId: people.xuguohua }),
    ).rejects.toThrow(NotFound)
    expect(await addProof(world.viewers.organiser, { ...given, personId: people.xuguohua })).toMatchObject({
      ok: true,
    })
  })
})

test('what was removed is on no page, its file stays, and the log says who and why', async () => {
  const id = await attached()
  const { row } = await attachmentFile(world.viewers.organiser, id)

  await expect(removeAttachment(world.viewers.leader, { id, reason: null })).rejects.toThrow(Forbidden)
  await expect(removeAttachment(world.viewers.hepingOrganiser, { id, reason: null })).rejects.toThrow(
    NotFound,
  )
  await removeAttachment(world.viewers.organiser, { id, reason: '拍错了' })

  expect(await attachmentsOf(world.viewers.organiser, dongpu, ['photo'])).toEqual([])
  await expect(attachmentFile(world.viewers.organiser, id)).rejects.toThrow(NotFound)
  expect(existsSync(pathOf(row.hash))).toBe(true)
  expect((await historyOf('activity', dongpu)).at(-1)).toMatchObject({
    action: 'evidence.remove',
    actor: '林静',
    reason: '拍错了',
  })
  // The same photo may come again.
  expect(await attached()).not.toBe(id)
})

test('an activity with a photo is not deleted as made by mistake', async () => {
  await attached()

  const answer = await deleteActivity(world.viewers.dongpuOrganiser, {
    id: dongpu,
    version: 0,
    reason: '误建',
  })

  expect(answer).toMatchObject({ ok: false, reason: 'hasRecords' })
})

test('heads of a unit without accounts are recorded by number, with the paper list behind them', async () => {
  const by = world.viewers.organiser
  const given = { activityId: dongpu, unitId: units.heping }
  const recorded = () => headsByUnit(by, dongpu)

  await setUnitHeads(by, { ...given, version: null, heads: 25 })
  await setUnitHeads(by, { ...given, version: 0, heads: 30 })
  expect(await attach({ by: 'organiser', kind: 'paperList', unitId: units.justice, bytes: pdf() })).toEqual({
    ok: false,
    reason: 'noUnit',
  })
  const list = { kind: 'paperList', unitId: units.heping, bytes: pdf(), fileName: '名单.pdf' } as const
  const id = await attached(list)

  expect(await recorded()).toEqual([
    { unitId: units.heping, unitName: '和平社区', heads: 30, evidenceId: id, purgedAt: null },
  ])
  // A corrected number keeps its list; removing the list keeps the number.
  await setUnitHeads(by, { ...given, version: 1, heads: 31 })
  expect(await recorded()).toMatchObject([{ heads: 31, evidenceId: id }])
  await removeAttachment(by, { id, reason: null })
  expect(await recorded()).toMatchObject([{ heads: 31, evidenceId: null }])
  await setUnitHeads(by, { ...given, version: 2, heads: null })
  expect(await recorded()).toEqual([])
  await expect(
    setUnitHeads(world.viewers.dongpuOrganiser, { ...given, version: null, heads: 9 }),
  ).rejects.toThrow(NotFound)
  await expect(setUnitHeads(world.viewers.leader, { ...given, version: null, heads: 9 })).rejects.toThrow(
    Forbidden,
  )
})

test('the unit that carries out a part of the work points brings its photos, and no other unit does', async () => {
  const plan = await createPlan(
    world.viewers.organiser,
    planInput.parse({ year: 2023, kind: 'workPoints', unitId: units.street }),
  )
  if (!plan.ok) throw new Error(plan.reason)
  const saved = await saveItem(
    world.viewers.organiser,
    itemInput.parse({
      planId: plan.planId,
      unitId: units.dongpu,
      content: '设法治宣传栏',
      time: '12月',
      weight: 20,
    }),
  )
  if (!saved.ok) throw new Error(saved.reason)
  const given = { activityId: null, planItemId: saved.itemId }
  const { version } = await planOf(world.viewers.leader, plan.planId)
  await issuePlan(world.viewers.leader, { planId: plan.planId, version })

  const id = await attached(given)

  await expect(attach({ ...given, by: 'hepingOrganiser' })).rejects.toThrow(Forbidden)
  await expect(attach({ ...given, by: 'dongpuCadre' })).rejects.toThrow(Forbidden)
  expect(await attachmentsOfItem(world.viewers.organiser, saved.itemId)).toMatchObject([
    { id, kind: 'photo' },
  ])
  const removal = { itemId: saved.itemId, reason: '并入另一项' }
  expect(await removeItemNow(world.viewers.organiser, removal), 'what it proves would go').toEqual({
    ok: false,
    reason: 'joined',
  })
  await removeAttachment(world.viewers.dongpuOrganiser, { id, reason: null })
  expect(await removeItemNow(world.viewers.organiser, removal)).toMatchObject({ ok: true })
})

test('papers of a work point are for the scope, its photos for whoever sees the plan; closed, both stay', async () => {
  const plan = await createPlan(
    world.viewers.organiser,
    planInput.parse({ year: 2024, kind: 'workPoints', unitId: units.street }),
  )
  if (!plan.ok) throw new Error(plan.reason)
  const { planId } = plan
  const item = { planId, unitId: units.dongpu, content: '设法治宣传栏', time: '12月', weight: 20 }
  const saved = await saveItem(world.viewers.organiser, itemInput.parse(item))
  if (!saved.ok) throw new Error(saved.reason)
  const { version } = await planOf(world.viewers.leader, planId)
  await issuePlan(world.viewers.leader, { planId, version })
  const given = { activityId: null, planItemId: saved.itemId }
  await attached(given)
  const paper = await attached({ ...given, kind: 'other', bytes: pdf(), fileName: '名单.pdf' })
  const seen = async (by: RoleInWorld) =>
    (await attachmentsOfItem(world.viewers[by], saved.itemId)).map(each => each.kind)

  expect(await seen('organiser')).toEqual(['photo', 'other'])
  expect(await seen('dongpuOrganiser')).toEqual(['photo', 'other'])
  expect(await seen('cadre')).toEqual(['photo'])
  await expect(attachmentById(world.viewers.cadre, paper)).rejects.toThrow(NotFound)
  await closePlan(world.viewers.leader, { planId })
  expect(await removeAttachment(world.viewers.organiser, { id: paper, reason: null })).toEqual({
    ok: false,
    reason: 'planClosed',
  })
})

async function rowsOf(hash: string) {
  return db.select().from(evidence).where(eq(evidence.hash, hash))
}

/** The hash under which an image would be stored. */
function hashKept(bytes: Uint8Array): string {
  const fit = storable(bytes, 'photo')
  if (!fit.ok) throw new Error(fit.reason)
  return hashOf(fit.file.bytes)
}

/** A different image: other quantisation table, same pixels. */
function otherPhoto(n: number): Uint8Array {
  const bytes = jpeg()
  bytes[indexOf(bytes, Uint8Array.of(0xff, 0xdb)) + 6 + (n % 60)] = 1 + (n % 250)
  return bytes
}
