import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { activityHeads } from '@/db/schema/activity'
import { campaignDay } from '@/db/schema/campaign'
import { examCandidate, exam as examTable } from '@/db/schema/exam'
import { feed } from '@/db/schema/feed'
import { channel, output } from '@/db/schema/output'
import { plan, planItem } from '@/db/schema/plan'
import { otherFigure } from '@/db/schema/report'
import { bodyRole, membership, person, personTag, unit, unitAlias } from '@/db/schema/roster'
import { holiday, termAlias } from '@/db/schema/setting'
import { write } from '@/db/write'
import type { Viewer } from '@/lib/access/access.rules'
import { historyOf } from '@/lib/access/audit.sql'
import { setUnitHeads } from '@/lib/activity/outreach/headcount.commands'
import { unitHeadsInput } from '@/lib/activity/outreach/headcount.input'
import { addMaterial, changeMaterial, removeMaterial } from '@/lib/activity/outreach/material.commands'
import { changeMaterialInput, newMaterialInput } from '@/lib/activity/outreach/material.input'
import { changeFeed, createFeed } from '@/lib/calendar/feeds/feed.commands'
import { changeFeedInput } from '@/lib/calendar/feeds/feed.input'
import { ownFeeds } from '@/lib/calendar/feeds/feed.queries'
import { Conflict } from '@/lib/core/errors'
import { createExam, setCandidate } from '@/lib/exam/exam.commands'
import { examInput } from '@/lib/exam/exam.input'
import { resultsImporter } from '@/lib/exam/result.import'
import { writeJudged } from '@/lib/import/writing.commands'
import { changePerson, leaveUnit, movePerson } from '@/lib/organisation/people/person.commands'
import { leaveInput, moveInput, personInput } from '@/lib/organisation/people/person.input'
import { endTag, putBodyRole } from '@/lib/organisation/people/tag.commands'
import {
  putChannel,
  putDay,
  putFigures,
  putLists,
  putRolls,
  putSessions,
  putTargets,
  putWord,
  removeChannel,
  removeDay,
  removeWord,
} from '@/lib/organisation/settings/setting.commands'
import {
  channelInput,
  dayInput,
  figuresInput,
  listsInput,
  rollsInput,
  targetsInput,
  wordInput,
} from '@/lib/organisation/settings/setting.input'
import { settingsNow } from '@/lib/organisation/settings/setting.queries'
import { changeUnit, removeUnit } from '@/lib/organisation/units/unit.commands'
import { unitInput } from '@/lib/organisation/units/unit.input'
import { putCampaignDay, removeCampaignDay } from '@/lib/plan/campaigns/campaign.commands'
import { campaignDayInput } from '@/lib/plan/campaigns/campaign.input'
import { removeItem } from '@/lib/plan/items/item.commands'
import { addMustLearn, setMustLearn, topicIds } from '@/lib/plan/items/topic.commands'
import { mustLearnOf } from '@/lib/plan/items/topic.queries'
import { createPlan, setDone, setPlanRules } from '@/lib/plan/plan.commands'
import { doneInput, rulesInput } from '@/lib/plan/plan.input'
import { removeOtherFigure, saveOtherFigure } from '@/lib/statistics/report/report.commands'
import { otherFigureInput } from '@/lib/statistics/report/report.input'
import {
  atTime,
  closeWorld,
  hasActivity,
  joins,
  openWorld,
  people,
  tags,
  units,
  type World,
} from '../../world'

// One case for each command whose form carries a version.

type Form = { version: number | null }
type Case<I extends Form = Form> = {
  name: string
  /** Makes a thing; the two forms that were opened on it, each with something else typed. */
  open(): Promise<[first: I, second: I]>
  send(viewer: Viewer, form: I): Promise<{ ok: boolean }>
  /** What is stored of it. */
  stored(form: I): Promise<unknown>
}
const of = <I extends Form>(each: Case<I>) => each as unknown as Case

let world: World
beforeAll(async () => {
  world = await openWorld()
})
beforeEach(() => atTime('2023-03-10T09:00:00+08:00'))
afterAll(closeWorld)

const cases: Case[] = [
  of({
    name: '宣传资料',
    async open() {
      const id = await material()
      const typed = (topic: string) => changeMaterialInput.parse({ ...entry, id, version: 0, topic })
      return [typed('宪法'), typed('民法典')]
    },
    send: changeMaterial,
    stored: ({ id }) => db.select().from(output).where(eq(output.id, id)),
  }),
  of({
    name: 'a person',
    async open() {
      const personId = await joins('同改一人', units.dongpu)
      const typed = (post: string) =>
        personInput.parse({ personId, version: 0, name: '同改一人', staffNo: '', post })
      return [typed('主任'), typed('书记')]
    },
    send: changePerson,
    stored: ({ personId }) => db.select().from(person).where(eq(person.id, personId)),
  }),
  of({
    name: '调动 and 兼任',
    async open() {
      const personId = await joins('同调一人', units.dongpu)
      const typed = (unitId: number, how: string) =>
        moveInput.parse({ personId, version: 0, unitId, day: '2023-03-15', how })
      return [typed(units.heping, 'move'), typed(units.office, 'join')]
    },
    send: movePerson,
    stored: ({ personId }) => db.select().from(membership).where(eq(membership.personId, personId)),
  }),
  of({
    name: '离岗',
    async open() {
      const personId = await joins('同离一人', units.dongpu)
      const typed = (lastDay: string) =>
        leaveInput.parse({ personId, version: 0, membershipId: 'all', lastDay })
      return [typed('2023-03-20'), typed('2023-03-15')]
    },
    send: leaveUnit,
    stored: ({ personId }) => db.select().from(membership).where(eq(membership.personId, personId)),
  }),
  of({
    name: 'the last day of a tag',
    async open() {
      const [held] = await write(tx =>
        tx
          .insert(personTag)
          .values({ personId: people.xieyong, tagId: tags.party, fromDay: '2023-01-01' })
          .returning(),
      )
      const form = { personId: people.xieyong, personTagId: held?.id ?? 0, version: 0 }
      return [
        { ...form, lastDay: '2023-03-20' },
        { ...form, lastDay: '2023-03-15' },
      ]
    },
    send: endTag,
    stored: ({ personTagId }) => db.select().from(personTag).where(eq(personTag.id, personTagId)),
  }),
  of({
    name: 'a role in a body',
    async open() {
      const form = { personId: people.xieyong, tagId: tags.centreGroup, version: null as number | null }
      return [
        { ...form, role: 'head' as const },
        { ...form, role: 'member' as const },
      ]
    },
    send: putBodyRole,
    stored: ({ personId }) => db.select().from(bodyRole).where(eq(bodyRole.personId, personId)),
  }),
  of({
    name: 'a unit',
    async open() {
      const [made] = await db.select().from(unit).where(eq(unit.id, units.heping))
      const typed = (shortName: string, aliases: string) =>
        unitInput.parse({
          ...made,
          unitId: units.heping,
          version: made?.version,
          shortName,
          aliases,
          firstDay: '',
        })
      return [typed('和平', '和平居委'), typed('和社', '')]
    },
    send: changeUnit,
    stored: ({ unitId }) => db.select().from(unit).where(eq(unit.id, unitId)),
  }),
  of({
    name: 'a channel',
    async open() {
      const [made] = await write(tx =>
        tx.insert(channel).values({ name: '宣传车', medium: 'board', unitWord: '辆' }).returning(),
      )
      const typed = (unitWord: string) =>
        channelInput.parse({ ...made, channelId: made?.id, version: '0', unitWord })
      return [typed('台'), typed('次')]
    },
    send: putChannel,
    stored: ({ channelId }) =>
      db
        .select()
        .from(channel)
        .where(eq(channel.id, channelId ?? 0)),
  }),
  of({
    name: 'a publicity day',
    async open() {
      const [made] = await db.select().from(campaignDay).where(eq(campaignDay.name, '重阳节'))
      const typed = (lead: string) =>
        campaignDayInput.parse({
          ...made,
          campaignDayId: made?.id,
          when: '9月9日',
          themeYear: '2023',
          version: made?.version,
          lead,
        })
      return [typed('司法所'), typed('党政办公室')]
    },
    send: putCampaignDay,
    stored: ({ campaignDayId }) =>
      db
        .select()
        .from(campaignDay)
        .where(eq(campaignDay.id, campaignDayId ?? 0)),
  }),
  of({
    name: 'the rules of a plan',
    async open() {
      const planId = await hasPlan()
      const typed = (title: string) =>
        rulesInput.parse({
          planId,
          version: 0,
          title,
          leaveRule: 'absent',
          makeUpDays: 30,
          requiredShare: 90,
        })
      return [typed('第一稿'), typed('第二稿')]
    },
    send: setPlanRules,
    stored: ({ planId }) => db.select().from(plan).where(eq(plan.id, planId)),
  }),
  of({
    name: 'a point that was done',
    async open() {
      const itemId = await hasPoint(await hasPlan())
      const typed = (doneNote: string) =>
        doneInput.parse({ itemId, version: 0, doneOn: '2023-03-09', doneNote })
      return [typed('聘书'), typed('合同')]
    },
    send: setDone,
    stored: ({ itemId }) => db.select().from(planItem).where(eq(planItem.id, itemId)),
  }),
  of({
    name: 'a candidate',
    async open() {
      const made = await createExam(world.viewers.administrator, exam)
      if (!made.ok) throw new Error(made.reason)
      const typed = (standing: 'exempt' | 'required') => ({
        id: made.id,
        personId: people.linjing,
        version: 0,
        standing,
        reason: `因${standing}`,
      })
      return [typed('exempt'), typed('required')]
    },
    send: setCandidate,
    stored: ({ id }) => db.select().from(examCandidate).where(eq(examCandidate.examId, id)),
  }),
  of({
    name: 'a subscribed calendar',
    async open() {
      const { administrator } = world.viewers
      await createFeed(administrator, {
        name: '手机',
        alarm: null,
        shown: ['exam'],
        unitId: null,
        idempotencyKey: '',
      })
      const [made] = await ownFeeds(administrator)
      const typed = (name: string) =>
        changeFeedInput.parse({ id: made?.id, version: 0, name, alarm: 'none', shown: ['exam'] })
      return [typed('电脑'), typed('平板')]
    },
    send: changeFeed,
    stored: ({ id }) => db.select().from(feed).where(eq(feed.id, id)),
  }),
  of({
    name: '节假日',
    open: async () => [
      dayInput.parse({ day: '2023-06-01', name: '调休', kind: 'off' }),
      dayInput.parse({ day: '2023-06-01', name: '补班', kind: 'work' }),
    ],
    send: putDay,
    stored: ({ day }) => db.select().from(holiday).where(eq(holiday.day, day)),
  }),
  of({
    name: 'the meaning of a word',
    open: async () => [
      wordInput.parse({ kind: 'form', word: '碰头', meaning: '会议' }),
      wordInput.parse({ kind: 'form', word: '碰头', meaning: '自学' }),
    ],
    send: putWord,
    stored: ({ word }) => db.select().from(termAlias).where(eq(termAlias.word, word)),
  }),
  of({
    name: 'a figure typed in',
    open: async () => [
      otherFigureInput.parse({ year: 2023, name: '提案', value: '5件', source: '台账' }),
      otherFigureInput.parse({ year: 2023, name: '提案', value: '6件', source: '台账' }),
    ],
    send: saveOtherFigure,
    stored: ({ name }) => db.select().from(otherFigure).where(eq(otherFigure.name, name)),
  }),
  of({
    name: '分单位人次',
    async open() {
      const activityId = await hasActivity(world.viewers.organiser, { day: '2023-03-01' })
      const typed = (heads: string) => unitHeadsInput.parse({ activityId, unitId: units.heping, heads })
      return [typed('25'), typed('30')]
    },
    send: setUnitHeads,
    stored: ({ activityId }) =>
      db.select().from(activityHeads).where(eq(activityHeads.activityId, activityId)),
  }),
  of({
    name: '学习形式, 八进 and 专项宣传',
    open: async () => [
      listsInput.parse({ version: 0, forms: '会议\n自学', targets: '进机关', publicForms: [] }),
      listsInput.parse({ version: 0, forms: '会议\n讲座', targets: '进社区', publicForms: ['讲座'] }),
    ],
    send: putLists,
    stored: () => settingsNow(['forms', 'publicForms', 'targets', 'targetsNotHere', 'campaigns']),
  }),
  of({
    name: 'how figures are stated',
    open: async () => [
      figuresInput.parse({ version: 0, excellentShare: '85', spreadLeast: '20', reportPassRate: 'passRate' }),
      figuresInput.parse({
        version: 0,
        excellentShare: '80',
        spreadLeast: '30',
        reportPassRate: 'passRateOfSat',
      }),
    ],
    send: putFigures,
    stored: () => settingsNow(['excellentShare', 'spreadLeast', 'reportPassRate']),
  }),
  of({
    name: 'the targets of a year',
    open: async () => [
      targetsInput.parse({ version: 0, year: '2023', participationRate: '95' }),
      targetsInput.parse({ version: 0, year: '2023', participationRate: '96', passRate: '98%' }),
    ],
    send: putTargets,
    stored: () => settingsNow(['rateTargets']),
  }),
  of({
    name: '请假事由',
    open: async () => [
      rollsInput.parse({ version: 0, kinds: ['病假'], rules: [''], autoCloseDays: '7' }),
      rollsInput.parse({ version: 0, kinds: ['病假', '事假'], rules: ['', 'absent'], autoCloseDays: '' }),
    ],
    send: putRolls,
    stored: () => settingsNow(['leaveKinds', 'autoCloseDays']),
  }),
]

test.each(cases)(
  '$name: of two open forms the second meets the first, overwrites nothing, and wins once it has seen it',
  async ({ open, send, stored }) => {
    const { administrator } = world.viewers
    const [first, second] = await open()
    const answer = await send(administrator, first)
    const saved = await stored(first)
    expect(answer.ok).toBe(true)
    expect(await send(administrator, first), 'sent twice, it does not meet its own save').toEqual(answer)

    const met = await send(administrator, second).catch(error => error)

    expect(met).toBeInstanceOf(Conflict)
    expect(await stored(first)).toEqual(saved)
    const { version } = met.current
    expect(version).not.toBe(second.version)
    expect((await send(administrator, { ...second, version })).ok).toBe(true)
    expect(await stored(first)).not.toEqual(saved)
  },
)

test.each([
  {
    name: 'an entry of the ledger',
    remove: async (viewer: Viewer) => {
      const id = await material()
      await changeMaterial(viewer, changeMaterialInput.parse({ ...entry, id, version: 0, topic: '宪法' }))
      return removeMaterial(viewer, { id, version: 0, reason: '重复登记' })
    },
  },
  {
    name: 'a unit',
    remove: async (viewer: Viewer) => {
      const [made] = await write(tx =>
        tx
          .insert(unit)
          .values({ name: '九组', kind: 'other', parentId: units.street, path: '/1/9/' })
          .returning(),
      )
      const form = { ...made, unitId: made?.id, parentId: units.street, version: 0, firstDay: '' }
      await changeUnit(viewer, unitInput.parse({ ...form, shortName: '九', code: '' }))
      return removeUnit(viewer, { unitId: made?.id ?? 0, version: 0 })
    },
  },
  {
    name: 'a channel',
    remove: async (viewer: Viewer) => {
      const [made] = await write(tx =>
        tx.insert(channel).values({ name: '横条', medium: 'board', unitWord: '条' }).returning(),
      )
      await putChannel(viewer, channelInput.parse({ ...made, channelId: made?.id, name: '长条' }))
      return removeChannel(viewer, { channelId: made?.id ?? 0, version: 0 })
    },
  },
  {
    name: 'a publicity day',
    remove: async (viewer: Viewer) => {
      const [made] = await db.select().from(campaignDay).where(eq(campaignDay.name, '国家宪法日'))
      const form = { ...made, campaignDayId: made?.id, when: '12月4日', themeYear: '2023', theme: '新主题' }
      await putCampaignDay(viewer, campaignDayInput.parse(form))
      return removeCampaignDay(viewer, { campaignDayId: made?.id ?? 0, version: 0 })
    },
  },
  {
    name: 'a day of 节假日',
    remove: async (viewer: Viewer) => {
      const typed = { day: '2023-06-02', name: '调休', kind: 'off' as const }
      await putDay(viewer, { ...typed, version: null })
      await putDay(viewer, { ...typed, name: '补班', kind: 'work', version: 0 })
      return removeDay(viewer, { day: typed.day, version: 0 })
    },
  },
  {
    name: 'the meaning of a word',
    remove: async (viewer: Viewer) => {
      await write(tx => tx.insert(termAlias).values({ kind: 'form', word: '碰头会', meaning: '集中学法' }))
      await importsWord('碰头会', '会议')
      return removeWord(viewer, { kind: 'form', word: '碰头会', meaning: '集中学法' })
    },
  },
  {
    name: 'a name of a unit in sheets',
    remove: async (viewer: Viewer) => {
      await write(tx => tx.insert(unitAlias).values({ word: '东社', unitId: units.heping }))
      await importsWord('东社', '东埔社区')
      return removeWord(viewer, { kind: 'unit', word: '东社', meaning: '和平社区' })
    },
  },
  {
    name: 'a figure typed in',
    remove: async (viewer: Viewer) => {
      const typed = { year: 2023, name: '议案', kind: 'count' as const, value: '1件', source: '台账' }
      await saveOtherFigure(viewer, { ...typed, version: null })
      await saveOtherFigure(viewer, { ...typed, value: '2件', version: 0 })
      const [made] = await db.select().from(otherFigure).where(eq(otherFigure.name, typed.name))
      return removeOtherFigure(viewer, { year: 2023, id: made?.id ?? 0, version: 0 })
    },
  },
  {
    name: 'an item of a plan',
    remove: async (viewer: Viewer) => {
      const itemId = await hasPoint(await hasPlan())
      await setDone(viewer, doneInput.parse({ itemId, version: 0, doneOn: '2023-03-09', doneNote: '聘书' }))
      return removeItem(viewer, { itemId, version: 0, reason: '' })
    },
  },
])('$name that was changed meanwhile is not removed unseen', async ({ remove }) => {
  await expect(remove(world.viewers.administrator)).rejects.toThrow(Conflict)
})

test('what a sheet calls a unit or a form is not overwritten by a page that was open before', async () => {
  const { administrator } = world.viewers
  const [made] = await db.select().from(unit).where(eq(unit.id, units.dongpu))
  const opened = unitInput.parse({
    ...made,
    unitId: units.dongpu,
    shortName: '',
    version: made?.version,
    aliases: '东埔居委',
    firstDay: '',
  })
  await importsWord('东埔村', '东埔社区')
  await write(tx => tx.insert(termAlias).values({ kind: 'form', word: '学法会', meaning: '集中学法' }))
  await importsWord('学法会', '会议')

  await expect(changeUnit(administrator, opened)).rejects.toThrow(Conflict)
  const word = { kind: 'form' as const, word: '学法会', meaning: '自学' }
  await expect(putWord(administrator, { ...word, version: 0 })).rejects.toThrow(Conflict)
  expect(await db.select().from(unitAlias).where(eq(unitAlias.word, '东埔村'))).toEqual([
    { word: '东埔村', unitId: units.dongpu },
  ])
  expect(await putWord(administrator, { ...word, version: 1 })).toEqual({ ok: true })
})

test('a topic that a plan adds to the must-learn list stays, though the page of the list was open before', async () => {
  const { administrator } = world.viewers
  await setMustLearn(administrator, { year: 2024, topics: '宪法', seen: '' })
  await write(async tx => addMustLearn(tx, 2024, await topicIds(tx, ['民法典'])))

  const older = setMustLearn(administrator, { year: 2024, topics: '宪法、社区矫正', seen: '宪法' })
  await expect(older).rejects.toMatchObject({ current: { topics: '宪法\n民法典' } })
  const again = { year: 2024, topics: '宪法、社区矫正', seen: '宪法\r\n民法典' }
  await setMustLearn(administrator, again)

  expect((await mustLearnOf(2024)).map(topic => topic.name)).toEqual(['宪法', '社区矫正'])
})

test('an exemption that came as a sheet is not undone by a page that was open before', async () => {
  const { administrator } = world.viewers
  const made = await createExam(administrator, { ...exam, title: '四月考试' })
  if (!made.ok) throw new Error(made.reason)
  const [of] = await db.select().from(examTable).where(eq(examTable.id, made.id))
  const effect = { exam: of as typeof examTable.$inferSelect, attempts: [] }
  await write(tx =>
    resultsImporter.write(
      tx,
      administrator,
      [{ ...effect, exempt: [{ personId: people.linjing, reason: null }], missed: [], listed: [] }],
      { aliases: {} },
    ),
  )

  const opened = { id: made.id, personId: people.linjing, version: 0 }
  const older = setCandidate(administrator, { ...opened, standing: 'required', reason: '应考' })

  await expect(older).rejects.toMatchObject({ current: { standing: 'exempt', version: 1 } })
})

test('of the settings of one form only what differs from what held is written and logged', async () => {
  const { administrator } = world.viewers
  const { version, ...now } = await settingsNow(['idleMinutes', 'secondFactor'])

  await putSessions(administrator, { ...now, version, idleMinutes: now.idleMinutes + 1 })

  expect((await settingsNow(['idleMinutes', 'secondFactor'])).version).toBe(version + 1)
  expect(await historyOf('setting', 'secondFactor')).toEqual([])
  expect(await historyOf('setting', 'idleMinutes')).toMatchObject([
    { before: now.idleMinutes, after: now.idleMinutes + 1 },
  ])
})

/** As a sheet is imported in whose preview somebody said what the word means. */
async function importsWord(word: string, meaning: string): Promise<void> {
  const sheet = { kind: 'units', fileName: '单位.xlsx', options: { aliases: { [word]: meaning } } } as const
  const none = { new: 0, changed: 0, unchanged: 0, leftOut: 0, faulty: 0, doubtful: 0 }
  await write(tx => writeJudged(tx, world.viewers.administrator, sheet, [], none))
}

async function hasPlan(): Promise<number> {
  await write(tx => tx.delete(planItem))
  await write(tx => tx.delete(plan))
  const made = await createPlan(world.viewers.administrator, {
    year: 2023,
    kind: 'workPoints',
    unitId: units.street,
    title: '要点',
  })
  if (!made.ok) throw new Error(made.reason)
  return made.planId
}

async function hasPoint(planId: number): Promise<number> {
  const point = { timeWords: '3月', fromDay: '2023-03-01', toDay: '2023-03-31', unitId: units.street }
  const [made] = await write(tx =>
    tx
      .insert(planItem)
      .values({ planId, content: '聘请法律顾问', ...point })
      .returning(),
  )
  return made?.id ?? 0
}

const exam = examInput.parse({
  title: '三月考试',
  hostUnitId: units.street,
  opensOn: '2023-03-11',
  closesOn: '2023-03-31',
  fullMark: '100',
  passMark: '60',
  counting: 'best',
  audienceWords: '党政办公室',
})

const entry = { channelId: 1, day: '2023-03-01', quantity: 10, unitId: units.street }

async function material(): Promise<number> {
  const { id } = await addMaterial(world.viewers.administrator, newMaterialInput.parse(entry))
  return id
}
