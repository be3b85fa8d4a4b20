import { sql } from 'drizzle-orm'
import { db, type Tx } from '@/db/client'
import { recoveryCode, secondFactor, session, signInFailure } from '@/db/schema/access'
import { activity, activityHost, activityTarget } from '@/db/schema/activity'
import {
  activityGuest,
  attendance,
  boundDevice,
  leaveRequest,
  makeUp,
  meetingRecord,
  signIn,
} from '@/db/schema/attendance'
import { audience, audiencePerson } from '@/db/schema/audience'
import { requestKey } from '@/db/schema/audit'
import { campaignDay } from '@/db/schema/campaign'
import { attempt, exam, examCandidate } from '@/db/schema/exam'
import { calendarVersion, feed } from '@/db/schema/feed'
import { importDraft, importProfile } from '@/db/schema/import'
import { legalWork } from '@/db/schema/legal-work'
import { channel, evidence, output } from '@/db/schema/output'
import { plan, planItem, planRevision } from '@/db/schema/plan'
import { reminder } from '@/db/schema/reminder'
import { lockedYear, otherFigure, report, reportVersion } from '@/db/schema/report'
import { adviser, bodyRole, unitAlias } from '@/db/schema/roster'
import { setting, termAlias } from '@/db/schema/setting'
import { nameHash } from '@/lib/access/password.crypto'

/** Of whom everything is held: also in texts that name somebody without an id. */
export type Everything = {
  personId: number
  accountId: number
  staffNo: string
  unitId: number
  fileHash: string
}

const at = Date.parse('2023-03-01T09:00:00+08:00')
const day = '2023-03-01'

/** One row of this person in every table that can have one, and one row in every table with free text. */
export async function hasEverything(tx: Tx, of: Everything, said: string): Promise<void> {
  const { personId, accountId, unitId } = of
  const own = { personId, unitId }
  await tx.insert(audience).values({ id: 900, words: `机关、${said}` })
  await tx.insert(audiencePerson).values({ audienceId: 900, personId, how: 'excused', reason: said })
  await tx
    .insert(plan)
    .values({ id: 900, year: 2023, kind: 'officials', unitId, title: said, status: 'issued' })
  await tx.insert(planItem).values({
    ...{
      id: 900,
      planId: 900,
      timeWords: '3月',
      fromDay: day,
      toDay: day,
      content: said,
      audienceId: 900,
      unitId,
    },
    ...{ lecturer: said, remark: said, evidence: said, doneNote: said },
  })
  await tx.insert(planRevision).values({
    ...{
      planId: 900,
      revision: 1,
      at,
      accountId,
      reason: said,
      snapshot: JSON.stringify([{ lecturer: said }]),
    },
  })
  await tx.insert(activity).values({
    ...{
      id: 900,
      uid: 'u900',
      hostUnitId: unitId,
      planItemId: 900,
      title: said,
      form: '集中学法',
      day,
      lastDay: day,
    },
    ...{
      audienceId: 900,
      status: 'held',
      statusReason: said,
      place: said,
      hostPersonId: personId,
      lecturer: said,
    },
    ...{ lecturerRank: said, campaign: said, remark: said, createdAt: at, changedAt: at, rollOpenedAt: at },
  })
  await tx.insert(activityHost).values({ activityId: 900, name: said })
  await tx.insert(activityTarget).values({ activityId: 900, target: '机关' })
  await tx.insert(attendance).values({
    ...{
      activityId: 900,
      ...own,
      day,
      year: 2023,
      month: 3,
      form: '集中学法',
      standing: 'required',
      mark: 'leave',
    },
    ...{ reason: said, how: 'leave', leaveKind: '病假', markedBy: accountId, markedAt: at },
  })
  await tx.insert(evidence).values([
    ...(['leave', 'makeUp', 'photo'] as const).map((kind, n) => ({
      ...{ id: 900 + n, activityId: 900, personId: kind === 'photo' ? null : personId, kind },
      ...{ hash: kind === 'photo' ? 'f'.repeat(64) : of.fileHash, mediaType: 'image/png', size: 1 },
      ...{ name: `${said}.png`, addedBy: accountId, addedAt: at, idempotencyKey: `key ${n}` },
    })),
  ])
  await tx.insert(leaveRequest).values({
    ...{
      activityId: 900,
      personId,
      kind: '病假',
      reason: said,
      evidenceId: 900,
      state: 'approved',
      askedAt: at,
    },
    ...{ decidedBy: 1, decidedAt: at, decisionNote: said, agreedBy: said },
  })
  await tx.insert(makeUp).values({
    ...{ activityId: 900, personId, day, way: 'selfStudy', material: said, note: said, evidenceId: 901 },
    ...{ state: 'asked', askedAt: at, decisionNote: said },
  })
  await tx.insert(signIn).values({ activityId: 900, personId, at, device: 'd', outcome: 'signed' })
  await tx.insert(boundDevice).values({ device: 'd', personId, boundAt: at, until: at })
  await tx.insert(activityGuest).values({
    ...{
      activityId: 900,
      name: said,
      organisation: said,
      post: said,
      standing: 'invited',
      addedBy: accountId,
    },
    addedAt: at,
  })
  await tx.insert(meetingRecord).values({
    ...{
      activityId: 900,
      chairedBy: said,
      recorder: said,
      keySpeakers: said,
      conveyed: said,
      discussion: said,
    },
    ...{ summary: said, changedBy: accountId, changedAt: at },
  })
  await tx.insert(exam).values({
    ...{
      id: 900,
      uid: 'x900',
      title: `考试 ${said}`,
      hostUnitId: unitId,
      opensAt: at,
      closesAt: at,
      closingDay: day,
    },
    ...{ fullMark: 100, passMark: 60, createdAt: at, changedAt: at },
  })
  await tx
    .insert(examCandidate)
    .values({ examId: 900, ...own, standing: 'exempt', reason: said, missedReason: said })
  await tx.insert(attempt).values({
    ...{ examId: 900, personId, number: 1, day, score: 88, passMark: 60, passed: true, source: 'typed' },
    annulledReason: said,
  })
  await tx.insert(bodyRole).values({ tagId: 1, personId, role: 'member' })
  await tx.insert(session).values({
    ...{ id: 'session of one', accountId, startedAt: at, seenAt: at, browser: 'edge', system: 'windows' },
  })
  await tx.insert(secondFactor).values({ accountId, secret: 'secret of one', lastStep: 1, enrolledAt: at })
  await tx.insert(recoveryCode).values({ accountId, hash: 'code of one' })
  await tx
    .insert(signInFailure)
    .values({ nameHash: nameHash(of.staffNo), source: '10.0.0.9', count: 2, waitUntil: at })
  await tx.insert(feed).values({ tokenHash: 'token of one', accountId, name: said, createdAt: at })
  await tx.insert(calendarVersion).values({ kind: 'debts', ownerId: personId, version: 1, changedAt: at })
  await tx.insert(reminder).values({ accountId, activityId: 900, day, nextTryAt: at, fault: said })
  await tx.insert(importDraft).values({
    ...{ accountId, kind: 'people', fileName: `${said}.xlsx`, options: '{}', createdAt: at, writtenAt: at },
    ...{ table: `{"rows":[]}\n${JSON.stringify({ rows: [[said]] })}`, mended: JSON.stringify({ '1': said }) },
    outcome: JSON.stringify({ said }),
  })
  await tx
    .insert(importProfile)
    .values({ kind: 'people', name: said, mapping: '{}', createdBy: accountId, usedAt: at })
  await tx.insert(requestKey).values({ key: 'k', at, answer: JSON.stringify({ said }) })
  await tx.insert(lockedYear).values({ year: 2022, unitId: 1, lockedBy: accountId, lockedAt: at })
  await tx.insert(otherFigure).values({ year: 2023, unitId, name: said, value: '1', source: said })
  await tx.insert(report).values({ id: 900, unitId, fromDay: '2023-01-01', toDay: '2023-12-31' })
  await tx.insert(reportVersion).values({
    ...{ reportId: 900, number: 1, asOf: day, madeBy: accountId, madeAt: at, reason: said },
    ...{ paragraphs: JSON.stringify([{ text: said }]), figures: JSON.stringify({ said: { text: said } }) },
  })
  await tx
    .insert(legalWork)
    .values({ day, kind: 'trial', unitId, personId, matter: said, paper: said, createdAt: at })
  await tx.insert(adviser).values({ name: '陈律师', firm: '律师事务所', unitId, fromDay: day })
  await tx.insert(channel).values({ id: 900, name: '折页', medium: 'paper', unitWord: '份' })
  await tx
    .insert(output)
    .values({ day, channelId: 900, quantity: 1, unitId, topic: said, place: said, createdAt: at })
  await tx.insert(campaignDay).values({ rule: '4-15', name: said, topic: said, lead: said, source: said })
  await tx.insert(unitAlias).values({ word: '司法', unitId })
  await tx.insert(termAlias).values({ kind: 'form', word: '学法', meaning: '集中学法' })
  await tx.insert(setting).values({ name: 'sample', value: JSON.stringify(said) })
}

/** `table.column` of each cell that holds one of the words, in whatever type it is stored. */
export async function cellsWith(...words: string[]): Promise<string[]> {
  const columns = await db.all<{ t: string; c: string }>(
    sql`select t.name as t, c.name as c from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table'`,
  )
  const found: string[] = []
  for (const { t, c } of columns) {
    const plain = sql`replace(replace(upper(cast(${sql.identifier(c)} as text)), ' ', ''), '-', '')`
    const any = sql.join(
      words.map(word => sql`instr(${plain}, ${word}) > 0`),
      sql` or `,
    )
    const [row] = await db.all(sql`select 1 from ${sql.identifier(t)} where ${any} limit 1`)
    if (row) found.push(`${t}.${c}`)
  }
  return found
}
