import type { Wording } from '@/lib/core/i18n/wording'
import type { retention as zh } from './retention.zh'

export const retention: Wording<typeof zh> = {
  title: 'Retention',
  lead: 'What is kept for how long; at the end of its period it is removed at night. Attendance, exams, activities, plans and figures are not part of this and stay.',
  kind: {
    evidence: 'Photos, signed sheets, proofs and other attachments',
    scans: 'Single scans of check-in by code',
    imports: 'The list of written imports',
    signInLog: 'Names and addresses in the sign-in log',
    requestLog: 'Request log (files)',
    sessions: 'Sessions',
    drafts: 'Sheets that were not imported',
    importChanges: 'What stood before and after an import (to undo it)',
    browsers: 'Known browsers',
    requestKeys: 'Keys against sending twice',
    tries: 'Counts of wrong passwords',
    reminders: 'Which mail reminders were sent',
    log: 'Other entries of the audit log',
  },
  kept: {
    title: 'Kept for how long',
    what: 'What',
    howLong: 'Kept',
    evidence: '{years} years from 1 January of the next year; removed only once the year is locked',
    never: 'never removed',
    withEvidence: 'as attachments',
    months: '{months} months',
    law: '{months} months, never under 184 days (Cybersecurity Law); {size} at present',
    sessions: '{days} days from signing in',
    drafts: '{days} days from the upload',
    importChanges: '{days} days from the import, which can then not be undone any more',
    browsers: '180 days after the last check-in by code',
    days: '{days} days',
    tries: '1 day',
    audit: 'Audit log',
    auditKept:
      'Never removed: each entry explains something that stands, and the seal rests on it. Only the texts (names, addresses, remarks) beside entries of signing in, signing out, failing to and ending sessions are cleared; time, action and account number stay. With an attachment its file name in the log is cleared.',
    evidenceLeft:
      'Where an attachment stood a line says that it was removed at the end of its retention period, and when. Counts, who added it and all figures stay; the file and its name cannot be brought back.',
    backups:
      'Backups are not changed and hold all that there was when they were made. The office deletes old ones by the same periods; after an old one was restored, what is over is removed again at night.',
  },
  next: {
    title: 'Next removal',
    none: 'Nothing is over its period.',
    year: 'Year',
    goes: 'Will be removed',
    stays: 'Over its period, and stays',
    total: '{count}',
    unlocked: '{count}: the year is not locked',
    explains: '{count}: the log still explains',
    willBe: 'Removed from 3:00 at night on; where the machine is off then, after its start.',
    notYet:
      'Removed from {day} on. Before the first time, and after each change of a period, this is shown for 7 days: please check it before then.',
    clock:
      'Nothing is removed now: the product was used on fewer than 5 of the last 60 days, so the date of this machine cannot be confirmed. Please check it; after some days of use this goes on by itself.',
    readOnly: 'Nothing is removed now: the database can only be read.',
    lock: 'An administrator locks a year on its annual report.',
  },
  last: {
    title: 'Last removals',
    none: 'Nothing has been removed yet.',
    looked: 'Last looked: {time}.',
    of: '{kind}: {count}',
  },
  form: {
    title: 'Change the periods',
    sessionDays: 'Sessions (days)',
    sessionDaysHint: '7 to 90 days, usually 30. They answer who was signed in when.',
    requestLogMonths: 'Request log (months)',
    requestLogHint: '6 to 24 months. It holds time, kind of page and result, and nobody.',
    signInLogMonths: 'Names and addresses in the sign-in log (months)',
    signInLogHint: '6 to 24 months, usually 12.',
    evidenceYears: 'Attachments, single scans, the list of written imports',
    evidenceHint:
      'Only of locked years. They cannot be brought back: check the office’s own rules for its files first.',
    years: '{years} years',
    save: 'Save',
  },
}
