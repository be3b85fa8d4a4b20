import { cpSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { closeDatabase, db } from '@/db/client'
import { grant } from '@/db/schema/access'
import { activity, activityDouble } from '@/db/schema/activity'
import { activityGuest, attendance, leaveRequest, makeUp, signIn } from '@/db/schema/attendance'
import { exam as exams } from '@/db/schema/exam'
import { importDraft as draftTable, importProfile } from '@/db/schema/import'
import { channel } from '@/db/schema/output'
import { occurrence, planRevision } from '@/db/schema/plan'
import { otherFigure } from '@/db/schema/report'
import { adviser as adviserTable, membership, personTag, unit as units } from '@/db/schema/roster'
import { write } from '@/db/write'
import type { GrantedRole, Viewer } from '@/lib/access/access.rules'
import { addAttachment } from '@/lib/activity/attachments/attachment.commands'
import { addMaterial } from '@/lib/activity/outreach/material.commands'
import { materialInput } from '@/lib/activity/outreach/material.input'
import { linkActivity } from '@/lib/activity/plan-link.commands'
import { closeRoll } from '@/lib/activity/status.commands'
import { markAttendance, markRest } from '@/lib/attendance/attendance.commands'
import { draftMeetingLog } from '@/lib/attendance/meeting-log/meeting-log.commands'
import {
  meetingLogDraft as draftedPresence,
  meetingLogPreview,
} from '@/lib/attendance/meeting-log/meeting-log.queries'
import { now } from '@/lib/core/clock'
import { createExam } from '@/lib/exam/exam.commands'
import { examInput } from '@/lib/exam/exam.input'
import { folderOf } from '@/lib/import/folder/folder-draft.queries'
import { filesOfFolder } from '@/lib/import/folder/folder-draft.sql'
import { addToFolder } from '@/lib/import/folder/folder-upload.commands'
import { draftImport, setAside } from '@/lib/import/import.commands'
import { importFile } from '@/lib/import/writing.commands'
import { putWorks } from '@/lib/organisation/legal-work/legal-work.commands'
import { addTagInput } from '@/lib/organisation/people/person.input'
import { addTag } from '@/lib/organisation/people/tag.commands'
import { putChannel, putDay, putWord } from '@/lib/organisation/settings/setting.commands'
import { channelInput, dayInput, wordInput } from '@/lib/organisation/settings/setting.input'
import { addUnit } from '@/lib/organisation/units/unit.commands'
import { newUnitInput } from '@/lib/organisation/units/unit.input'
import { saveItem } from '@/lib/plan/items/item.commands'
import { createPlan, issuePlan } from '@/lib/plan/plan.commands'
import { itemInput, planInput } from '@/lib/plan/plan.input'
import { itemOf, planOf } from '@/lib/plan/plan.queries'
import { linkMaterial } from '@/lib/plan/work-points/work-point.commands'
import { type SheetCell, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { saveParagraph } from '@/lib/statistics/report/draft.commands'
import { paragraphInput } from '@/lib/statistics/report/draft.input'
import { saveOtherFigure } from '@/lib/statistics/report/report.commands'
import { otherFigureInput } from '@/lib/statistics/report/report.input'
import { secretBeside } from '@/server/open'
import { png } from '../fixtures/pictures'
import {
  closeWorld,
  hasActivity,
  joins,
  openWorld,
  people,
  units as places,
  sessionFor,
  viewerFor,
} from '../world'
import type { Things } from './routes'
import type { Samples } from './samples'

// `node --import ./tests/loader.mjs tests/journeys/communities.ts FOLDER`, called by setup.ts: a separate process, because
// Playwright compiles the product's code differently.

/**
 * The small street of tests/world.ts in `folder`, with a record of each kind in community A (东埔) and in B (和平),
 * and an account of A for each role: the data for the tables of routes and actions.
 */
async function writeCommunities(folder: string): Promise<void> {
  const { viewers, file } = await openWorld()
  try {
    const administrator = viewers.administrator
    const ofAll = await settingsOf(administrator)
    const things: Omit<Things, 'any'> = {
      a: { ...ofAll, ...(await thingsOf(administrator, places.dongpu, '东埔社区', people.xuguohua)) },
      b: { ...ofAll, ...(await thingsOf(administrator, places.heping, '和平社区', people.zengyulan)) },
    }
    Object.assign(things.a, await importsOf(viewers.dongpuOrganiser), await figureOf(viewers.dongpuOrganiser))
    Object.assign(things.b, await importsOf(viewers.hepingOrganiser), await figureOf(viewers.hepingOrganiser))
    Object.assign(things.a, await presencesOf(viewers.dongpuOrganiser, things.a))
    Object.assign(things.b, await presencesOf(viewers.hepingOrganiser, things.b))
    const ofStreet = await streetPlansOf(administrator, things.b)
    Object.assign(things.a, ofStreet)
    Object.assign(things.b, ofStreet)
    const accounts: Samples['accounts'] = {
      cadre: await sessionFor(viewers.dongpuCadre.accountId),
      organiser: await sessionFor(viewers.dongpuOrganiser.accountId),
      leader: await sessionFor((await withRole('洪丽', 'leader')).accountId),
      administrator: await sessionFor((await withRole('郭强', 'administrator')).accountId),
      topAdministrator: await sessionFor(administrator.accountId),
    }
    await closeDatabase()
    cpSync(path.dirname(file), folder, { recursive: true })
    secretBeside(`file:${path.join(folder, 'xuefa.db')}`)
    writeFileSync(path.join(folder, 'samples.json'), JSON.stringify({ accounts, things }))
  } finally {
    await closeWorld()
  }
}

/** A figure of the community's report that is not computed from rows, a draft of one for July, and a locked year. */
async function figureOf(viewer: Viewer): Promise<Things['a']> {
  const typed = otherFigureInput.parse({ year: 2023, name: '调解纠纷', value: '12件', source: '调解台账' })
  succeeded(await saveOtherFigure(viewer, typed), 'saveOtherFigure')
  const [figure] = await db.select().from(otherFigure).orderBy(desc(otherFigure.id)).limit(1)
  const july = { unitId: viewer.grants[0]?.unitId, from: '2023-07-01', to: '2023-07-31', version: '' }
  const draft = paragraphInput.parse({ ...july, key: 'p3', text: '七月的小结' })
  succeeded(await saveParagraph(viewer, draft), 'saveParagraph')
  await write(tx =>
    tx.run(sql`insert into locked_year (year, unit_id, locked_at) values (2020, ${july.unitId}, 1)`),
  )
  return { otherFigure: figure?.id ?? null, reportVersion: 1 }
}

/** Records of the whole street: an unused channel, a day off, a word of sheets. */
async function settingsOf(viewer: Viewer): Promise<Things['a']> {
  const named = channelInput.parse({ channelId: '', name: '试用渠道', medium: 'paper', unitWord: '份' })
  succeeded(await putChannel(viewer, named), 'putChannel')
  succeeded(await putDay(viewer, dayInput.parse({ day: '2023-03-13', name: '调休', kind: 'off' })), 'putDay')
  succeeded(
    await putWord(viewer, wordInput.parse({ kind: 'form', word: '学习会', meaning: '集中学法' })),
    'putWord',
  )
  const [spare] = await db.select().from(channel).where(eq(channel.name, named.name))
  const head = { kind: 'heads outputs', name: '宣传什么', mapping: '"channel"', usedAt: 0 }
  const [kept] = await write(tx => tx.insert(importProfile).values(head).returning({ id: importProfile.id }))
  return { spareChannel: spare?.id ?? null, rememberedHead: kept?.id ?? null }
}

/** One record of each kind in a community, made by the product's own commands. */
async function thingsOf(viewer: Viewer, unit: number, name: string, person: number): Promise<Things['a']> {
  const study = await hasActivity(viewer, { hostUnitId: unit, title: `${name}学法`, audienceWords: name })
  const exam = await createExam(
    viewer,
    examInput.parse({
      hostUnitId: unit,
      title: `${name}考试`,
      opensOn: '2023-03-01',
      closesOn: '2023-03-31',
      fullMark: 100,
      passMark: 60,
      counting: 'best',
      audienceWords: name,
    }),
  )
  const done = succeeded(exam, 'createExam')
  const publicEvent = await hasActivity(viewer, {
    hostUnitId: unit,
    title: `${name}普法集市`,
    form: '宣传咨询活动',
    audienceWords: '',
    compulsory: false,
    isPublic: true,
  })
  const made: Things['a'] = {
    unit,
    person,
    activity: study,
    scan: await scanOf(study, name),
    signedSheet: await signedSheetOf(viewer, publicEvent),
    guest: await guestOf(study, name),
    publicEvent,
    exam: done.id,
    ...(await plansIn(viewer, unit, name)),
    ...(await rollsIn(viewer, unit, person, name)),
    ...(await rosterIn(viewer, unit, person, name)),
    ...(await aheadIn(viewer, unit, name)),
    ...(await pointsIn(viewer, unit, name)),
  }
  return { ...made, ...(await waitingFor(person, made)) }
}

/** A request for leave and a submitted self-study, both awaiting a decision in the community. */
async function waitingFor(personId: number, { ahead, marked }: Things['a']): Promise<Things['a']> {
  const askedAt = now()
  return write(async tx => {
    const [leave] = await tx
      .insert(leaveRequest)
      .values({ activityId: Number(ahead), personId, kind: '病假', reason: '体检', askedAt })
      .returning()
    const [study] = await tx
      .insert(makeUp)
      .values({
        ...{ activityId: Number(marked), personId, askedAt, day: '2023-03-10', way: 'selfStudy' },
        ...{ material: '《民法典》', note: '读了总则编' },
      })
      .returning()
    return { leaveRequest: leave?.id ?? null, selfStudy: study?.id ?? null }
  })
}

/** A check-in without an account that awaits verification; no code of the activity has been shown yet. */
async function scanOf(activityId: number, name: string): Promise<number> {
  const [scan] = await write(tx =>
    tx
      .insert(signIn)
      .values({ activityId, at: now(), device: name, outcome: 'toVerify', reason: `${name}来客` })
      .returning({ id: signIn.id }),
  )
  return (scan as { id: number }).id
}

/** An invited guest from outside. */
/** The signed sheet of an activity, stored as a file. */
async function signedSheetOf(viewer: Viewer, activityId: number): Promise<number> {
  const added = await addAttachment(viewer, {
    ...{
      kind: 'signedSheet',
      activityId,
      planItemId: null,
      personId: null,
      unitId: null,
      idempotencyKey: '',
    },
    ...{ bytes: png(), fileName: '签到表.png' },
  } as const)
  return succeeded(added, 'addEvidence').id
}

async function guestOf(activityId: number, name: string): Promise<number> {
  const [guest] = await write(tx =>
    tx
      .insert(activityGuest)
      .values({ activityId, name: `${name}来宾`, standing: 'invited', addedAt: now() })
      .returning({ id: activityGuest.id }),
  )
  return (guest as { id: number }).id
}

/** Draft work points of the community: one to break down, and materials that can be linked to another. */
async function pointsIn(viewer: Viewer, unitId: number, name: string): Promise<Things['a']> {
  const input = planInput.parse({ year: 2023, kind: 'workPoints', unitId })
  const { planId } = succeeded(await createPlan(viewer, input), 'createPlan')
  const add = async (content: string) => {
    const item = itemInput.parse({ planId, unitId, content, time: '12月', weight: 20 })
    return succeeded(await saveItem(viewer, item), 'saveItem').itemId
  }
  const point = await add(`${name}普法责任制`)
  const counted = await add(`${name}普法宣传`)
  const [way] = await db.select().from(channel).orderBy(channel.id).limit(1)
  const facts = { day: '2023-03-08', channelId: way?.id, quantity: 30, unitId, topic: `${name}要点` }
  const put = async (topic: string) =>
    succeeded(await addMaterial(viewer, materialInput.parse({ ...facts, topic })), 'addOutput').id
  const sent = await put(`${name}要点`)
  succeeded(await linkMaterial(viewer, { itemId: counted, outputId: sent }), 'linkOutput')
  const pointsVersion = (await planOf(viewer, planId)).version
  return { points: planId, pointsVersion, point, counted, sent, unsent: await put(`${name}海报`) }
}

/** Two upcoming activities, each for the people of both communities. */
async function aheadIn(viewer: Viewer, hostUnitId: number, name: string): Promise<Things['a']> {
  const make = (title: string) =>
    hasActivity(viewer, {
      hostUnitId,
      title: `${name}${title}`,
      audienceWords: '东埔社区、和平社区',
      day: '2023-03-27',
    })
  const other = hostUnitId === places.dongpu ? places.heping : places.dongpu
  return { ahead: await make('前一场'), aheadOther: await make('后一场'), aheadUnit: other, unitName: name }
}

/** Activities in the states that the commands require, and an entry of the ledger. */
async function rollsIn(
  viewer: Viewer,
  hostUnitId: number,
  personId: number,
  name: string,
): Promise<Things['a']> {
  const make = (title: string, facts = {}) =>
    hasActivity(viewer, { hostUnitId, title: `${name}${title}`, audienceWords: name, ...facts })
  const draftActivity = await make('座谈', { draft: true })
  const untouched = await make('读书会', { day: '2022-11-20' })
  const notRecorded = await make('读书会', { day: '2022-11-21' })
  await write(tx =>
    tx
      .update(activity)
      .set({ notRecordedReason: '补录无据', review: 'sentBack', reviewReason: '请补照片' })
      .where(eq(activity.id, notRecorded)),
  )
  await write(tx => tx.update(activity).set({ review: 'waiting' }).where(eq(activity.id, untouched)))
  await write(tx =>
    tx.insert(activityDouble).values({ activityId: untouched, otherId: notRecorded, decidedAt: now() }),
  )
  const marked = await make('讲座')
  const [row] = await db.select().from(attendance).where(eq(attendance.activityId, marked)).limit(1)
  const versionOf = async (id: number) =>
    (await db.select({ version: activity.version }).from(activity).where(eq(activity.id, id)))[0]?.version ??
    0
  succeeded(
    await markAttendance(viewer, {
      activityId: marked,
      personId,
      mark: 'absent',
      version: row?.version ?? 0,
    }),
    'markAttendance',
  )
  succeeded(await markRest(viewer, { activityId: marked }), 'markRest')
  const closed = await make('培训')
  succeeded(await markRest(viewer, { activityId: closed }), 'markRest')
  succeeded(await closeRoll(viewer, { id: closed, version: await versionOf(closed) }), 'closeRoll')
  const [way] = await db.select().from(channel).orderBy(channel.id).limit(1)
  const facts = { day: '2023-03-08', channelId: way?.id, quantity: 20, unitId: hostUnitId, topic: name }
  const output = succeeded(await addMaterial(viewer, materialInput.parse(facts)), 'addOutput').id
  const adviserName = `${name}顾问`
  const term = {
    name: adviserName,
    unitId: hostUnitId,
    fromDay: '2023-01-01',
    toDay: null,
    isFullTime: false,
  }
  const [adviser] = await write(tx => tx.insert(adviserTable).values(term).returning({ id: adviserTable.id }))
  const [work] = await write(tx =>
    putWorks(tx, viewer, [
      { day: '2023-03-08', kind: 'mediation', unitId: hostUnitId, matter: name, adviserId: adviser?.id },
    ]),
  )
  return {
    adviser: adviser?.id ?? null,
    adviserName,
    work: work?.id ?? null,
    study: await make('网上学法', { form: '网上学法', lastDay: '2023-11-30', day: '2023-03-01' }),
    untouched,
    notRecorded,
    draftActivity,
    draftActivityVersion: await versionOf(draftActivity),
    marked,
    markedVersion: await versionOf(marked),
    closed,
    closedVersion: await versionOf(closed),
    channel: way?.id ?? null,
    output,
  }
}

/** Two groups under the community, somebody without an account, and all the records of a person. */
async function rosterIn(viewer: Viewer, unit: number, personId: number, name: string): Promise<Things['a']> {
  const groups = [`${name}一组`, `${name}二组`].map(each =>
    newUnitInput.parse({ parentId: unit, name: each, kind: 'other' }),
  )
  for (const each of groups) succeeded(await addUnit(viewer, each), 'addUnit')
  const newcomer = await joins(`${name}新人`, unit)
  const leaverName = `${name}离人`
  const leaver = await joins(leaverName, unit)
  await write(tx => tx.update(membership).set({ toDay: '2022-12-31' }).where(eq(membership.personId, leaver)))
  succeeded(
    await addTag(viewer, addTagInput.parse({ personId, tag: '党员', fromDay: '2023-01-01' })),
    'addTag',
  )
  const { accountId } = await viewerFor(personId, 'organiser', unit)
  const [group] = await db
    .select({ id: units.id })
    .from(units)
    .where(eq(units.parentId, unit))
    .orderBy(units.id)
  // With a start in the future, so that it can be removed.
  succeeded(
    await addTag(viewer, addTagInput.parse({ personId, tag: '应考人员', fromDay: '2023-04-01' })),
    'addTag',
  )
  const [given] = await db
    .select()
    .from(grant)
    .where(eq(grant.accountId, accountId ?? 0))
  const [tagged, coming] = await db
    .select()
    .from(personTag)
    .where(eq(personTag.personId, personId))
    .orderBy(personTag.fromDay)
  const [belongs] = await db.select().from(membership).where(eq(membership.personId, personId))
  return {
    group: group?.id ?? null,
    newcomer,
    leaver,
    leaverName,
    account: accountId,
    grant: given?.id ?? null,
    personTag: tagged?.id ?? null,
    comingTag: coming?.id ?? null,
    tag: tagged?.tagId ?? null,
    membership: belongs?.id ?? null,
  }
}

/** A sheet whose second row is faulty and whose third is excluded, one without errors, and one that was written. */
async function importsOf(viewer: Viewer): Promise<Things['a']> {
  const columns = ['日期', '渠道', '数量'].map(head => ({ head, width: 10, kind: 'text' as const }))
  const sheetOf = (rows: SheetCell[][]) => writeWorkbook({ sheetName: '宣传台账', columns, rows })
  const draft = async (rows: SheetCell[][]) => {
    const bytes = await sheetOf(rows)
    const upload = { kind: 'outputs' as const, fileName: '宣传台账.xlsx', bytes, options: { aliases: {} } }
    return succeeded(await draftImport(viewer, upload), 'draftImport').draftId
  }
  const importDraft = await draft([
    ['2023-03-01', '横幅', '2'],
    ['2023-03-02', '横副', '2'],
    ['2023-03-03', '横幅', '2'],
  ])
  succeeded(await setAside(viewer, { draftId: importDraft, row: 4 }), 'setAside')
  const leftDraft = await draft([['2023-03-06', '横副', '2']])
  // As after a commit that left its only row: written nothing, so that no figure changes.
  const committed = { writtenAt: 1, setAside: '[2]' }
  await write(tx => tx.update(draftTable).set(committed).where(eq(draftTable.id, leftDraft)))
  // Of a year of which nobody asks; the same number twice would be asked about.
  const written = await importFile(viewer, {
    ...{ kind: 'outputs', fileName: '宣传台账.xlsx', options: { aliases: {} } },
    bytes: await sheetOf([['2021-03-01', '横幅', String(viewer.accountId)]]),
  })
  const importRun = 'runId' in written ? (written.runId ?? null) : null
  const readyDraft = await draft([['2023-03-04', '短信', '100']])
  return { importDraft, leftDraft, importRun, readyDraft, ...(await foldersOf(viewer)) }
}

/** A folder with a sheet that asks something and a photo, and one whose only sheet is ready. */
async function foldersOf(viewer: Viewer): Promise<Things['a']> {
  const folder = async (name: string, files: [path: string, bytes: Uint8Array][]) => {
    let id: number | null = null
    for (const [path, bytes] of files) {
      const given = { path, size: bytes.length, refused: null, read: async () => bytes }
      id = succeeded(await addToFolder(viewer, id ?? { name, year: 2023 }, given), 'addToFolder').folderId
    }
    return id ?? 0
  }
  const sheet = (row: string) => Buffer.from(`日期,渠道,数量\n${row}\n`)
  const importFolder = await folder('2023年资料', [
    ['宣传台账.csv', sheet('2023-03-08,横副,2')],
    ['照片/合影.png', png()],
  ])
  const readyFolder = await folder('2023年宣传', [['宣传台账.csv', sheet('2023-03-09,短信,50')]])
  const { sheets, photos } = await filesOfFolder(await folderOf(viewer, importFolder))
  return { importFolder, readyFolder, folderSheet: sheets[0]?.id ?? null, folderPhoto: photos[0]?.id ?? null }
}

/** A meeting log for the marked roll with an unknown person in it, and one without errors. */
async function presencesOf(viewer: Viewer, { marked }: Things['a']): Promise<Things['a']> {
  const draft = async (text: string) => {
    const upload = { activityId: Number(marked), fileName: '签到.csv', bytes: Buffer.from(text), profile: '' }
    return succeeded(await draftMeetingLog(viewer, upload), 'draftPresence').draftId
  }
  const meetingLogDraft = await draft('姓名,签到时间\n客人,09:00\n')
  const readyPresence = await draft('姓名,签到时间\n没有来的人,--\n')
  const judged = await meetingLogPreview(viewer, await draftedPresence(viewer, readyPresence))
  return { meetingLogDraft, readyPresence, presenceSeen: judged?.seen ?? '' }
}

/** An issued plan with two items, one of them with an activity, and the draft of next year's. */
async function plansIn(viewer: Viewer, unit: number, name: string): Promise<Things['a']> {
  const plan = async (year: number) => {
    const input = planInput.parse({ year, kind: 'communities', unitId: unit })
    return succeeded(await createPlan(viewer, input), 'createPlan').planId
  }
  const item = async (planId: number, content: string, time: string) => {
    const input = itemInput.parse({ planId, unitId: unit, content, time, form: '集中学法', audience: name })
    return succeeded(await saveItem(viewer, input), 'saveItem').itemId
  }
  const issued = await plan(2023)
  const monthly = await item(issued, `${name}每月学法`, '每月')
  const spring = await item(issued, `${name}春季学法`, '4月')
  succeeded(
    await issuePlan(viewer, { planId: issued, version: (await planOf(viewer, issued)).version }),
    'issuePlan',
  )
  const linked = await hasActivity(viewer, {
    hostUnitId: unit,
    title: `${name}春季学法`,
    audienceWords: name,
  })
  succeeded(await linkActivity(viewer, { itemId: spring, activityId: linked }), 'linkActivity')
  const draft = await plan(2024)
  const draftItem = await item(draft, `${name}学法`, '5月')
  await item(draft, `${name}考法`, '6月')
  const [undated, other] = await db
    .select({ id: occurrence.id })
    .from(occurrence)
    .where(and(eq(occurrence.planItemId, monthly), isNull(occurrence.activityId)))
    .orderBy(desc(occurrence.id))
  const [revision] = await db
    .select({ revision: planRevision.revision })
    .from(planRevision)
    .where(eq(planRevision.planId, issued))
  return {
    plan: issued,
    item: monthly,
    secondItem: spring,
    linked,
    draft,
    draftItem,
    draftVersion: (await planOf(viewer, draft)).version,
    planVersion: (await planOf(viewer, issued)).version,
    itemVersion: (await itemOf(viewer, monthly, '2023-03-10')).item.version,
    occurrence: undated?.id ?? null,
    otherOccurrence: other?.id ?? null,
    revision: revision?.revision ?? null,
  }
}

/** Issued plans of the street, which everybody sees, whose items community B carries out internally. */
async function streetPlansOf(viewer: Viewer, { exam }: Things['b']): Promise<Things['a']> {
  const plan = async (kind: 'officials' | 'workPoints') => {
    const input = planInput.parse({ year: 2023, kind, unitId: places.street })
    return succeeded(await createPlan(viewer, input), 'createPlan').planId
  }
  const item = async (planId: number) => {
    const facts = { content: '各单位每季学法', time: '3月', form: '集中学法', unitId: places.heping }
    return succeeded(await saveItem(viewer, itemInput.parse({ planId, ...facts })), 'saveItem').itemId
  }
  const issue = async (planId: number) =>
    succeeded(
      await issuePlan(viewer, { planId, version: (await planOf(viewer, planId)).version }),
      'issuePlan',
    )
  const streetPlan = await plan('officials')
  const streetItem = await item(streetPlan)
  const streetPoints = await plan('workPoints')
  const streetPoint = await item(streetPoints)
  await issue(streetPlan)
  await issue(streetPoints)
  for (const itemId of [streetItem, streetPoint]) {
    const activityId = await hasActivity(viewer, {
      ...{ hostUnitId: places.heping, title: '和平社区内部研讨', audienceWords: '和平社区' },
      ...{ place: '和平社区会议室', lecturer: '傅明' },
    })
    succeeded(await linkActivity(viewer, { itemId, activityId }), 'linkActivity')
  }
  await write(tx =>
    tx
      .update(exams)
      .set({ planItemId: streetItem })
      .where(eq(exams.id, Number(exam))),
  )
  const [way] = await db.select().from(channel).orderBy(channel.id).limit(1)
  const facts = { day: '2023-03-08', channelId: way?.id, quantity: 30, unitId: places.heping }
  const sent = await addMaterial(viewer, materialInput.parse({ ...facts, topic: '和平社区简报' }))
  const outputId = succeeded(sent, 'addOutput').id
  succeeded(await linkMaterial(viewer, { itemId: streetPoint, outputId }), 'linkOutput')
  return { streetPlan, streetItem, streetPoints, streetPoint }
}

function succeeded<R extends { ok: boolean }>(answer: R, command: string): R & { ok: true } {
  if (!answer.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`)
  return answer as R & { ok: true }
}

async function withRole(name: string, role: GrantedRole): Promise<Viewer> {
  return viewerFor(await joins(name, places.dongpu), role, places.dongpu)
}

await writeCommunities(process.argv[2] ?? '')
