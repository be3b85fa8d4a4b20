import { access as enAccess } from '@/lib/access/messages/access.en'
import { access as zhAccess } from '@/lib/access/messages/access.zh'
import { audit as enAudit } from '@/lib/access/messages/audit.en'
import { audit as zhAudit } from '@/lib/access/messages/audit.zh'
import { auditWord as enAuditWord } from '@/lib/access/messages/auditWord.en'
import { auditWord as zhAuditWord } from '@/lib/access/messages/auditWord.zh'
import { attachment as enAttachment } from '@/lib/activity/attachments/messages/attachment.en'
import { attachment as zhAttachment } from '@/lib/activity/attachments/messages/attachment.zh'
import { double as enDouble } from '@/lib/activity/doubles/messages/double.en'
import { double as zhDouble } from '@/lib/activity/doubles/messages/double.zh'
import { group as enGroup } from '@/lib/activity/groups/messages/group.en'
import { group as zhGroup } from '@/lib/activity/groups/messages/group.zh'
import { guest as enGuest } from '@/lib/activity/guests/messages/guest.en'
import { guest as zhGuest } from '@/lib/activity/guests/messages/guest.zh'
import { activity as enActivity } from '@/lib/activity/messages/activity.en'
import { activity as zhActivity } from '@/lib/activity/messages/activity.zh'
import { removal as enRemoval } from '@/lib/activity/messages/removal.en'
import { removal as zhRemoval } from '@/lib/activity/messages/removal.zh'
import { counter as enCounter } from '@/lib/activity/outreach/messages/counter.en'
import { counter as zhCounter } from '@/lib/activity/outreach/messages/counter.zh'
import { material as enMaterial } from '@/lib/activity/outreach/messages/material.en'
import { material as zhMaterial } from '@/lib/activity/outreach/messages/material.zh'
import { retention as enRetention } from '@/lib/activity/retention/messages/retention.en'
import { retention as zhRetention } from '@/lib/activity/retention/messages/retention.zh'
import { review as enReview } from '@/lib/activity/review/messages/review.en'
import { review as zhReview } from '@/lib/activity/review/messages/review.zh'
import { checkIn as enCheckIn } from '@/lib/attendance/checkin/messages/checkIn.en'
import { checkIn as zhCheckIn } from '@/lib/attendance/checkin/messages/checkIn.zh'
import { leave as enLeave } from '@/lib/attendance/leave/messages/leave.en'
import { leave as zhLeave } from '@/lib/attendance/leave/messages/leave.zh'
import { makeup as enMakeup } from '@/lib/attendance/makeup/messages/makeup.en'
import { makeup as zhMakeup } from '@/lib/attendance/makeup/messages/makeup.zh'
import { meetingLog as enMeetingLog } from '@/lib/attendance/meeting-log/messages/meetingLog.en'
import { meetingLog as zhMeetingLog } from '@/lib/attendance/meeting-log/messages/meetingLog.zh'
import { attendance as enAttendance } from '@/lib/attendance/messages/attendance.en'
import { attendance as zhAttendance } from '@/lib/attendance/messages/attendance.zh'
import { studyRecord as enStudyRecord } from '@/lib/attendance/messages/studyRecord.en'
import { studyRecord as zhStudyRecord } from '@/lib/attendance/messages/studyRecord.zh'
import { pastYear as enPastYear } from '@/lib/attendance/past-years/messages/pastYear.en'
import { pastYear as zhPastYear } from '@/lib/attendance/past-years/messages/pastYear.zh'
import { changes as enChanges } from '@/lib/calendar/changes/messages/changes.en'
import { changes as zhChanges } from '@/lib/calendar/changes/messages/changes.zh'
import { feed as enFeed } from '@/lib/calendar/feeds/messages/feed.en'
import { feed as zhFeed } from '@/lib/calendar/feeds/messages/feed.zh'
import { home as enHome } from '@/lib/calendar/home/messages/home.en'
import { home as zhHome } from '@/lib/calendar/home/messages/home.zh'
import { todo as enTodo } from '@/lib/calendar/home/messages/todo.en'
import { todo as zhTodo } from '@/lib/calendar/home/messages/todo.zh'
import { calendar as enCalendar } from '@/lib/calendar/messages/calendar.en'
import { calendar as zhCalendar } from '@/lib/calendar/messages/calendar.zh'
import { notice as enNotice } from '@/lib/calendar/reminders/messages/notice.en'
import { notice as zhNotice } from '@/lib/calendar/reminders/messages/notice.zh'
import { reminder as enReminder } from '@/lib/calendar/reminders/messages/reminder.en'
import { reminder as zhReminder } from '@/lib/calendar/reminders/messages/reminder.zh'
import { scheduling as enScheduling } from '@/lib/calendar/scheduling/messages/scheduling.en'
import { scheduling as zhScheduling } from '@/lib/calendar/scheduling/messages/scheduling.zh'
import { search as enSearch } from '@/lib/calendar/search/messages/search.en'
import { search as zhSearch } from '@/lib/calendar/search/messages/search.zh'
import type { Locale } from '@/lib/core/glossary'
import { common as enCommon } from '@/lib/core/i18n/messages/common.en'
import { common as zhCommon } from '@/lib/core/i18n/messages/common.zh'
import { ui as enUi } from '@/lib/core/i18n/messages/ui.en'
import { ui as zhUi } from '@/lib/core/i18n/messages/ui.zh'
import { type Say as AnySay, type KeyOf, speaker } from '@/lib/core/i18n/say'
import { exam as enExam } from '@/lib/exam/messages/exam.en'
import { exam as zhExam } from '@/lib/exam/messages/exam.zh'
import { importFolder as enImportFolder } from '@/lib/import/folder/messages/importFolder.en'
import { importFolder as zhImportFolder } from '@/lib/import/folder/messages/importFolder.zh'
import { importing as enImport } from '@/lib/import/messages/import.en'
import { importing as zhImport } from '@/lib/import/messages/import.zh'
import { importPreview as enImportPreview } from '@/lib/import/preview/messages/importPreview.en'
import { importPreview as zhImportPreview } from '@/lib/import/preview/messages/importPreview.zh'
import { importRun as enImportRun } from '@/lib/import/undo/messages/importRun.en'
import { importRun as zhImportRun } from '@/lib/import/undo/messages/importRun.zh'
import { erasure as enErasure } from '@/lib/organisation/accounts/messages/erasure.en'
import { erasure as zhErasure } from '@/lib/organisation/accounts/messages/erasure.zh'
import { ownData as enOwnData } from '@/lib/organisation/accounts/messages/ownData.en'
import { ownData as zhOwnData } from '@/lib/organisation/accounts/messages/ownData.zh'
import { legalWork as enLegalWork } from '@/lib/organisation/legal-work/messages/legalWork.en'
import { legalWork as zhLegalWork } from '@/lib/organisation/legal-work/messages/legalWork.zh'
import { operation as enOperation } from '@/lib/organisation/operations/messages/operation.en'
import { operation as zhOperation } from '@/lib/organisation/operations/messages/operation.zh'
import { roster as enRoster } from '@/lib/organisation/people/messages/roster.en'
import { roster as zhRoster } from '@/lib/organisation/people/messages/roster.zh'
import { setting as enSetting } from '@/lib/organisation/settings/messages/setting.en'
import { setting as zhSetting } from '@/lib/organisation/settings/messages/setting.zh'
import { campaign as enCampaign } from '@/lib/plan/campaigns/messages/campaign.en'
import { campaign as zhCampaign } from '@/lib/plan/campaigns/messages/campaign.zh'
import { planCopy as enPlanCopy } from '@/lib/plan/copy/messages/planCopy.en'
import { planCopy as zhPlanCopy } from '@/lib/plan/copy/messages/planCopy.zh'
import { yearGoal as enYearGoal } from '@/lib/plan/goals/messages/yearGoal.en'
import { yearGoal as zhYearGoal } from '@/lib/plan/goals/messages/yearGoal.zh'
import { plan as enPlan } from '@/lib/plan/messages/plan.en'
import { plan as zhPlan } from '@/lib/plan/messages/plan.zh'
import { planFound as enPlanFound } from '@/lib/plan/messages/planFound.en'
import { planFound as zhPlanFound } from '@/lib/plan/messages/planFound.zh'
import { planSteps as enPlanSteps } from '@/lib/plan/messages/planSteps.en'
import { planSteps as zhPlanSteps } from '@/lib/plan/messages/planSteps.zh'
import { paper as enPaper } from '@/lib/plan/papers/messages/paper.en'
import { paper as zhPaper } from '@/lib/plan/papers/messages/paper.zh'
import { planTable as enPlanTable } from '@/lib/plan/table/messages/planTable.en'
import { planTable as zhPlanTable } from '@/lib/plan/table/messages/planTable.zh'
import { workPoint as enWorkPoint } from '@/lib/plan/work-points/messages/workPoint.en'
import { workPoint as zhWorkPoint } from '@/lib/plan/work-points/messages/workPoint.zh'
import { damage as enDamage } from '@/lib/statistics/damage/messages/damage.en'
import { damage as zhDamage } from '@/lib/statistics/damage/messages/damage.zh'
import { goal as enGoal } from '@/lib/statistics/goal/messages/goal.en'
import { goal as zhGoal } from '@/lib/statistics/goal/messages/goal.zh'
import { lock as enLock } from '@/lib/statistics/lock/messages/lock.en'
import { lock as zhLock } from '@/lib/statistics/lock/messages/lock.zh'
import { rate as enRate } from '@/lib/statistics/rates/messages/rate.en'
import { rate as zhRate } from '@/lib/statistics/rates/messages/rate.zh'
import { report as enReport } from '@/lib/statistics/report/messages/report.en'
import { report as zhReport } from '@/lib/statistics/report/messages/report.zh'
import { undone as enUndone } from '@/lib/statistics/undone/messages/undone.en'
import { undone as zhUndone } from '@/lib/statistics/undone/messages/undone.zh'

const zh = {
  common: zhCommon,
  access: zhAccess,
  checkIn: zhCheckIn,
  home: zhHome,
  roster: zhRoster,
  paper: zhPaper,
  plan: zhPlan,
  workPoint: zhWorkPoint,
  scheduling: zhScheduling,
  planTable: zhPlanTable,
  planCopy: zhPlanCopy,
  yearGoal: zhYearGoal,
  planFound: zhPlanFound,
  planSteps: zhPlanSteps,
  campaign: zhCampaign,
  activity: zhActivity,
  attendance: zhAttendance,
  attachment: zhAttachment,
  leave: zhLeave,
  makeup: zhMakeup,
  exam: zhExam,
  legalWork: zhLegalWork,
  material: zhMaterial,
  meetingLog: zhMeetingLog,
  pastYear: zhPastYear,
  rate: zhRate,
  goal: zhGoal,
  undone: zhUndone,
  group: zhGroup,
  double: zhDouble,
  review: zhReview,
  lock: zhLock,
  report: zhReport,
  damage: zhDamage,
  calendar: zhCalendar,
  changes: zhChanges,
  feed: zhFeed,
  studyRecord: zhStudyRecord,
  guest: zhGuest,
  notice: zhNotice,
  removal: zhRemoval,
  import: zhImport,
  importFolder: zhImportFolder,
  importPreview: zhImportPreview,
  importRun: zhImportRun,
  search: zhSearch,
  reminder: zhReminder,
  setting: zhSetting,
  ownData: zhOwnData,
  erasure: zhErasure,
  operation: zhOperation,
  retention: zhRetention,
  todo: zhTodo,
  counter: zhCounter,
  audit: zhAudit,
  auditWord: zhAuditWord,
  ui: zhUi,
}
const en = {
  common: enCommon,
  access: enAccess,
  checkIn: enCheckIn,
  home: enHome,
  roster: enRoster,
  paper: enPaper,
  plan: enPlan,
  workPoint: enWorkPoint,
  scheduling: enScheduling,
  planTable: enPlanTable,
  planCopy: enPlanCopy,
  yearGoal: enYearGoal,
  planFound: enPlanFound,
  planSteps: enPlanSteps,
  campaign: enCampaign,
  activity: enActivity,
  attendance: enAttendance,
  attachment: enAttachment,
  leave: enLeave,
  makeup: enMakeup,
  exam: enExam,
  legalWork: enLegalWork,
  material: enMaterial,
  meetingLog: enMeetingLog,
  pastYear: enPastYear,
  rate: enRate,
  goal: enGoal,
  undone: enUndone,
  group: enGroup,
  double: enDouble,
  review: enReview,
  lock: enLock,
  report: enReport,
  damage: enDamage,
  calendar: enCalendar,
  changes: enChanges,
  feed: enFeed,
  studyRecord: enStudyRecord,
  guest: enGuest,
  notice: enNotice,
  removal: enRemoval,
  import: enImport,
  importFolder: enImportFolder,
  importPreview: enImportPreview,
  importRun: enImportRun,
  search: enSearch,
  reminder: enReminder,
  setting: enSetting,
  ownData: enOwnData,
  erasure: enErasure,
  operation: enOperation,
  retention: enRetention,
  todo: enTodo,
  counter: enCounter,
  audit: enAudit,
  auditWord: enAuditWord,
  ui: enUi,
}

/** Chinese is the source; English has the same type, so a missing key does not compile. */
export const messages = { zh, en }

export type MessageKey = KeyOf<typeof zh>

/** The rest of a key after its group: `rollClosed` after `activity.refused`. */
export type KeyUnder<Group extends string> = MessageKey extends infer Key
  ? Key extends `${Group}.${infer Rest}`
    ? Rest
    : never
  : never

/** Formats every message in one language; an unknown key does not compile. */
export type Say = AnySay<MessageKey>

export const sayIn: (locale: Locale) => Say = speaker(messages)
