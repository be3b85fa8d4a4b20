import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sayIn } from '@/app/_i18n/messages'
import { ownDataSheets } from '@/app/(desk)/_parts/own-data'
import { account } from '@/db/schema/access'
import { person } from '@/db/schema/roster'
import { write } from '@/db/write'
import { recordAudit } from '@/lib/access/audit.commands'
import { NotFound } from '@/lib/core/errors'
import { mayExportDataOf, ownDataOf } from '@/lib/organisation/accounts/own-data.queries'
import { ownDataJson } from '@/lib/organisation/accounts/own-data.rules'
import { hasEverything } from '../../one-person'
import { closeWorld, moveNow, openWorld, people, units, viewerFor, type World } from '../../world'

let world: World
const personId = people.wujianguo

beforeAll(async () => {
  world = await openWorld()
  const { cadre, administrator } = world.viewers
  const accountId = cadre.accountId ?? 0
  await write(async tx => {
    await tx.update(person).set({ phone: '13800001234' }).where(eq(person.id, personId))
    await tx.update(account).set({ email: 'wu@example.cn' }).where(eq(account.id, accountId))
    await hasEverything(
      tx,
      { personId, accountId, staffNo: 'S004', unitId: units.office, fileHash: 'a'.repeat(64) },
      '说到的话',
    )
    const after = { name: '吴建国', phone: '13800001234' }
    await recordAudit(tx, administrator, {
      ...{ action: 'person.change', subject: 'person', subjectId: personId, reason: '本人来电', after },
    })
    await recordAudit(tx, cadre, {
      ...{ action: 'person.change', subject: 'person', subjectId: people.fuming, reason: '傅明的事' },
      after: { name: '傅明' },
    })
  })
})
afterAll(closeWorld)

const own = async () => ownDataOf(world.viewers.cadre, personId)

test('every part of one’s own data has what is held', async () => {
  const { parts } = await own()

  const empty = Object.entries(parts).filter(([, rows]) => rows.length === 0)
  expect(empty.map(([part]) => part)).toEqual(['roles'])
  expect(parts.person).toEqual([
    {
      ...{ staffNo: 'S004', name: '吴建国', initials: 'wjg', post: '四级主任科员', rankBand: null },
      ...{ phone: '13800001234', position: 4 },
    },
  ])
  expect(parts.leaves).toMatchObject([{ reason: '说到的话', decidedBy: '吴建国', file: '说到的话.png' }])
  expect(parts.tries).toEqual([{ source: '10.0.0.9', tries: 2, waitUntil: 1677632400000 }])
})

test('nothing that opens anything is in it, and nothing of others that is not seen', async () => {
  const json = JSON.stringify(ownDataJson(await own(), 0))

  const secrets = ['hash of one', 'secret of one', 'code of one', 'token of one', 'session of one']
  expect(secrets.filter(secret => json.includes(secret))).toEqual([])
  // What was done to somebody else is told without its values; what others did to the person, with them.
  expect(json.includes('傅明')).toBe(false)
  const { log } = (await own()).parts
  expect(
    log.map(({ action, byOneself, aboutOneself, reason }) => [action, byOneself, aboutOneself, reason]),
  ).toEqual([
    ['person.change', 0, 1, '本人来电'],
    ['person.change', 1, 0, null],
  ])
})

test('the JSON says its format and version, with times, flags and values as such', async () => {
  const json = ownDataJson(await own(), Date.parse('2023-03-10T01:00:00Z'))

  expect(json).toMatchObject({
    format: 'xuefa.ownData',
    version: 1,
    madeAt: '2023-03-10T01:00:00.000Z',
    of: { staffNo: 'S004', name: '吴建国' },
    account: [{ hasSecondFactor: true, email: 'wu@example.cn', disabledAt: null }],
    browsers: [{ boundAt: '2023-03-01T01:00:00.000Z' }],
    log: [{ after: { phone: '13800001234' } }, { after: null }],
  })
})

test.each(['zh', 'en'] as const)(
  'in %s each part is a sheet, with words for heads and codes',
  async locale => {
    const sheets = ownDataSheets(sayIn(locale), await own())

    const heads = sheets.flatMap(sheet => sheet.columns.map(column => column.head))
    expect(sheets.length).toBe(26)
    expect(heads.filter(head => (locale === 'zh' ? /^\w+$/ : /\p{Script=Han}/u).test(head))).toEqual([])
    const attendance = sheets[11]
    expect([attendance?.sheetName, attendance?.rows[0]?.slice(4, 9)]).toEqual(
      locale === 'zh'
        ? ['考勤', ['应学', '否', '说到的话', '请假', '请假审批']]
        : ['Attendance', ['Required', 'No', '说到的话', 'On leave', 'by approved leave']],
    )
  },
)

describe('who may make it', () => {
  test('the person, and an administrator of every unit they ever had', async () => {
    const { cadre, administrator, organiser, leader, dongpuCadre } = world.viewers
    const asked = [cadre, administrator, organiser, leader, dongpuCadre]

    expect(await Promise.all(asked.map(viewer => mayExportDataOf(viewer, personId)))).toEqual([
      ...[true, true, false, false, false],
    ])
    await expect(ownDataOf(organiser, personId)).rejects.toThrow(NotFound)
  })

  test('not the administrator of the new unit alone: what was before lies outside', async () => {
    const ofDongpu = await viewerFor(people.xuguohua, 'administrator', units.dongpu)
    const before = await mayExportDataOf(ofDongpu, people.zhuangyafang)
    await moveNow(world.viewers.administrator, {
      ...{ personId: people.caiwenhui, unitId: units.dongpu, day: '2023-03-10', how: 'move' },
    })

    expect([before, await mayExportDataOf(ofDongpu, people.caiwenhui)]).toEqual([true, false])
    expect(await mayExportDataOf(ofDongpu, 99)).toBe(false)
  })

  test('nor over somebody with a role above', async () => {
    const ofDongpu = await viewerFor(people.xieyong, 'administrator', units.heping)
    await viewerFor(people.zengyulan, 'leader', units.street)

    expect(await mayExportDataOf(ofDongpu, people.zengyulan)).toBe(false)
  })
})
