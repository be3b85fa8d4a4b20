import { type SQL, sql } from 'drizzle-orm'
import { nameHash } from '@/lib/access/password.crypto'
import type { OwnDataPart } from './own-data.rules'

/** Whose data is read; `accountId` is 0 without an account. */
export type Subject = { personId: number; accountId: number; staffNo: string; phone: string | null }

// A draft is not told to those on its list yet.
const title = sql`iif(a.status = 'draft', null, a.title)`
const examTitle = sql`iif(e.status = 'draft', null, e.title)`
/** The name of an account's person: who decided, as the page of the leave shows it. */
const nameOf = (accountId: SQL) =>
  sql`(select p.name from account k join person p on p.id = k.person_id where k.id = ${accountId})`
const fileOf = (evidenceId: SQL) => sql`(select v.name from evidence v where v.id = ${evidenceId})`

/** What is read for each part; the columns are its fields (own-data.rules.ts). */
export const ownDataReads: Record<OwnDataPart, (of: Subject) => SQL> = {
  person: ({ personId }) => sql`
    select staff_no as staffNo, name, initials, post, rank_band as rankBand, phone, position
    from person where id = ${personId}`,
  memberships: ({ personId }) => sql`
    select u.name as unit, m.from_day as fromDay, m.to_day as toDay, m.is_primary as isPrimary
    from membership m join unit u on u.id = m.unit_id where m.person_id = ${personId} order by m.from_day, m.id`,
  tags: ({ personId }) => sql`
    select t.name as tag, h.from_day as fromDay, h.to_day as toDay, (select b.role from body_role b
      where b.tag_id = h.tag_id and b.person_id = h.person_id) as bodyRole
    from person_tag h join tag t on t.id = h.tag_id where h.person_id = ${personId}
    union all select t.name, null, null, b.role from body_role b join tag t on t.id = b.tag_id
    where b.person_id = ${personId}
      and not exists (select 1 from person_tag h where h.tag_id = b.tag_id and h.person_id = b.person_id)`,
  named: ({ personId }) => sql`
    select g.words as audience, n.how, n.reason from audience_person n join audience g on g.id = n.audience_id
    where n.person_id = ${personId} order by n.audience_id`,
  account: ({ accountId }) => sql`
    select locale, must_change as mustChange, first_password_until as firstPasswordUntil, disabled_at as disabledAt,
      last_sign_in_at as lastSignInAt, changes_read_at as changesReadAt, shows_lunar as showsLunar, email,
      exists (select 1 from second_factor f where f.account_id = account.id) as hasSecondFactor
    from account where id = ${accountId}`,
  roles: ({ accountId }) => sql`
    select g.role, u.name as unit from "grant" g join unit u on u.id = g.unit_id where g.account_id = ${accountId}
    order by g.id`,
  sessions: ({ accountId }) => sql`
    select started_at as startedAt, seen_at as seenAt, sheet_opened_at as sheetOpenedAt, browser, system,
      ended_at as endedAt, why from session where account_id = ${accountId} order by started_at`,
  browsers: ({ personId }) => sql`
    select bound_at as boundAt, until from bound_device where person_id = ${personId} order by bound_at`,
  tries: of => sql`
    select source, count as tries, wait_until as waitUntil from sign_in_failure where name_hash in
      (select value from json_each(${JSON.stringify(triedNames(of))}))`,
  subscriptions: ({ accountId }) => sql`
    select f.name, f.kind as calendar, u.name as unit, f.shown, f.alarm_minutes as alarmMinutes,
      f.created_at as createdAt, f.last_used_at as lastUsedAt, f.revoked_at as revokedAt
    from feed f left join unit u on u.id = f.unit_id where f.account_id = ${accountId} order by f.id`,
  reminders: ({ accountId }) => sql`
    select ${title} as activity, r.day, r.state, r.tries, r.sent_at as sentAt from reminder r
    join activity a on a.id = r.activity_id where r.account_id = ${accountId} order by r.day, r.id`,
  attendance: ({ personId }) => sql`
    select ${title} as activity, r.day, r.form, u.name as unit, r.standing, r.standing_by_hand as standingByHand,
      r.reason, r.mark, r.how, r.marked_at as markedAt, r.leave_kind as leaveKind, r.leave_rule as leaveRule,
      r.completed_on as completedOn, r.make_up_due as makeUpDue, r.made_up_on as madeUpOn
    from attendance r join activity a on a.id = r.activity_id join unit u on u.id = r.unit_id
    where r.person_id = ${personId} order by r.day, r.activity_id`,
  scans: ({ personId }) => sql`
    select ${title} as activity, s.at, s.outcome, s.reason, s.decision, s.decided_at as decidedAt
    from sign_in s join activity a on a.id = s.activity_id where s.person_id = ${personId} order by s.at, s.id`,
  legalWork: ({ personId }) => sql`
    select w.day, w.kind, u.name as unit, w.matter, w.paper from legal_work w join unit u on u.id = w.unit_id
    where w.person_id = ${personId} order by w.day, w.id`,
  leaves: ({ personId }) => sql`
    select ${title} as activity, a.day, l.kind as leaveKind, l.reason, l.state, l.asked_at as askedAt,
      l.decided_at as decidedAt, ${nameOf(sql`l.decided_by`)} as decidedBy, l.agreed_by as agreedBy,
      l.decision_note as decisionNote, ${fileOf(sql`l.evidence_id`)} as file
    from leave_request l join activity a on a.id = l.activity_id where l.person_id = ${personId} order by l.id`,
  makeUps: ({ personId }) => sql`
    select ${title} as activity, m.day, m.way, by.title as byActivity, m.material, m.note, m.state,
      m.asked_at as askedAt, m.decided_at as decidedAt, ${nameOf(sql`m.decided_by`)} as decidedBy,
      m.decision_note as decisionNote, ${fileOf(sql`m.evidence_id`)} as file
    from make_up m join activity a on a.id = m.activity_id left join activity by on by.id = m.by_activity_id
    where m.person_id = ${personId} order by m.id`,
  exams: ({ personId }) => sql`
    select ${examTitle} as exam, u.name as unit, c.standing, c.standing_by_hand as standingByHand, c.reason,
      c.missed_reason as missedReason
    from exam_candidate c join exam e on e.id = c.exam_id join unit u on u.id = c.unit_id
    where c.person_id = ${personId} order by e.closing_day, e.id`,
  attempts: ({ personId }) => sql`
    select ${examTitle} as exam, t.number as attempt, t.started_at as startedAt, t.submitted_at as submittedAt, t.day,
      t.score, t.pass_mark as passMark, t.passed, t.source, t.annulled_reason as annulledReason
    from attempt t join exam e on e.id = t.exam_id where t.person_id = ${personId} order by t.day, t.id`,
  hosted: ({ personId }) => sql`
    select ${title} as activity, a.day from activity a where a.host_person_id = ${personId} order by a.day, a.id`,
  records: ({ accountId }) => sql`
    select ${title} as activity, a.day, r.changed_at as changedAt from meeting_record r
    join activity a on a.id = r.activity_id where r.changed_by = ${accountId} order by r.changed_at`,
  files: ({ personId, accountId }) => sql`
    select v.name as file, v.kind, v.media_type as mediaType, v.size, ${title} as activity, v.added_at as addedAt,
      coalesce(v.added_by = ${accountId}, 0) as addedByOneself, v.removed_at as removedAt
    from evidence v left join activity a on a.id = v.activity_id
    where v.person_id = ${personId} or (v.added_by = ${accountId} and v.person_id is null) order by v.id`,
  sheets: ({ accountId }) => sql`
    select file, kind, createdAt, writtenAt, undoneAt from (
      select d.file_name as file, d.kind, d.created_at as createdAt, d.written_at as writtenAt,
        r.undone_at as undoneAt
      from import_draft d left join import_run r on r.id = d.run_id where d.account_id = ${accountId}
      union all select p.value ->> 'fileName', p.value ->> 'kind', r.written_at, r.written_at, r.undone_at
      from import_run r, json_each(r.parts) p
      where r.account_id = ${accountId} and not exists (select 1 from import_draft d where d.run_id = r.id))
    order by createdAt`,
  profiles: ({ accountId }) => sql`
    select name, kind, used_at as usedAt from import_profile where created_by = ${accountId} order by id`,
  revisions: ({ accountId }) => sql`
    select p.title as plan, r.revision, r.at, r.reason from plan_revision r join plan p on p.id = r.plan_id
    where r.account_id = ${accountId} order by r.at`,
  locked: ({ accountId }) => sql`
    select l.year, u.name as unit, l.locked_at as at from locked_year l join unit u on u.id = l.unit_id
    where l.locked_by = ${accountId} order by l.year, l.unit_id`,
  log: of => sql`
    select l.id as entry, l.at, l.action, l.byOneself, l.aboutOneself,
      iif(l.aboutOneself, l.after ->> 'address', null) as source, iif(l.aboutOneself, l.reason, null) as reason,
      iif(l.aboutOneself, l.before, null) as before, iif(l.aboutOneself, l.after, null) as after
    from (select a.id, a.at, a.action, coalesce(a.account_id = ${of.accountId}, 0) as byOneself,
        ${isAbout(of)} as aboutOneself, t.reason, coalesce(t.before, a.before) as before,
        coalesce(t.after, a.after) as after
      from audit a left join audit_text t on t.audit_id = a.id
      where a.account_id = ${of.accountId} or ${isAbout(of)}) l
    order by l.id`,
}

/**
 * Entries about the person, the account or a row of a list (`12/5`: activity and person). Of what the person did to
 * somebody else the export says what and when: the values may hold names that are not seen any more.
 */
export function isAbout({ personId, accountId }: Pick<Subject, 'personId' | 'accountId'>): SQL {
  return sql`((a.subject = 'person' and a.subject_id = ${String(personId)})
    or (a.subject = 'account' and a.subject_id = ${String(accountId)} and a.subject_id <> '0')
    or (a.subject in ('attendance', 'exam') and a.subject_id like ${`%/${personId}`}))`
}

/** The names under which tries of a sign-in, a password, a code and digits in a hall are counted. */
export function triedNames({ personId, accountId, staffNo, phone }: Subject): string[] {
  const own = [`password of ${accountId}`, `codes of ${accountId}`, `hall digits of ${personId}`]
  return [staffNo, phone, ...own].flatMap(name => (name === null ? [] : [nameHash(name)]))
}
