// Who may do what: every action of app/ × every role. A house test fails on an action that is missing here.
// actions.spec.ts sends each as every role: for a record of community A, to which the roles belong, and for one
// of community B, where only the administrator of the top unit is allowed.
import type { SignedInRole } from './routes'

export type ActionRow = {
  /** File and name, as in `app/(desk)/plans/actions.ts#issuePlan`. */
  action: string
  /** The roles of A that are allowed for a record of A; all others are refused. */
  allowed: SignedInRole[]
  /** The form fields; `{activity}` stands for a sample of samples.ts. */
  fields: Record<string, string | string[]>
  /** Called with the form only, without the previous state. */
  plain?: true
  /** A route handler at this address that takes JSON, not a form. */
  json?: string
  /** A route handler at the address in `to` that takes a form with this text as its file. */
  upload?: { to: string; name: string; text: string }
  /** It changes nothing except this entry in the log. */
  logged?: string
  /** Affects only the sender's own data: no other record can be named. */
  ownOnly?: true
}

/** Actions that require no role, with the reason. */
export const open: Record<string, string> = {
  'app/(desk)/accounts/slips/route.ts#POST':
    'asks for the key that only who made the slips has; tests/db/access/access.test.ts',
  'app/ui/actions.ts#answerSample': 'writes nothing, and is refused where /ui is not; ui.spec.ts',
  'app/(desk)/me/actions.ts#savePassword':
    'asks for the password of whoever sends it; tests/db/access/access.test.ts',
  'app/(desk)/me/actions.ts#keepEmail':
    'the own address of whoever sends it; tests/db/calendar/reminder.test.ts',
  'app/(desk)/me/actions.ts#endSession':
    'a session of whoever sends it, and of nobody else; tests/db/access/session.test.ts',
  'app/(desk)/me/actions.ts#endAllSessions': 'ends the sessions of whoever sends it',
  'app/(desk)/evidence/actions.ts#remove':
    'of a file, which the samples have none of; tests/db/activity/attachment.test.ts',
  'app/(entry)/s/route.ts#POST':
    'the code of the hall or its ticket decides; tests/db/attendance/checkin.test.ts',
  'app/(entry)/sign-in/actions.ts#signIn': 'the password decides; tests/db and the journey of entry',
  'app/(entry)/sign-in/actions.ts#signOut': 'ends the session of whoever sends it',
  'app/(entry)/sign-in/code/actions.ts#giveCode':
    'the right password before it and the code decide; tests/db/access/second-factor.test.ts',
  'app/(entry)/second-factor/actions.ts#turnOn':
    'asks for the password and a code of whoever sends it; tests/db/access/second-factor.test.ts',
  'app/(entry)/second-factor/actions.ts#renewCodes': 'the same',
  'app/(entry)/second-factor/actions.ts#turnOff': 'the same',
  'app/(entry)/language/actions.ts#chooseLanguage': 'sets the language of whoever sends it',
  'app/(entry)/first-run/actions.ts#openProduct': 'the one-time code decides; the journey of the first run',
  'app/(entry)/change-password/actions.ts#choosePassword':
    'the password of whoever sends it, while it is a first one',
  'app/(desk)/changes/actions.ts#markRead': 'what whoever sends it has read',
  'app/(desk)/calendar/actions.ts#warnOfMove':
    'asks only, of activities that the sender organises; tests/db/calendar/scheduling.test.ts',
  'app/(desk)/calendar/actions.ts#turnLunar': 'a taste of whoever sends it',
  'app/(desk)/activities/[id]/leave/actions.ts#askForLeave':
    'the own row of whoever sends it; tests/db/attendance/leave.test.ts',
  'app/(desk)/activities/[id]/leave/actions.ts#takeLeaveBack':
    'the own request, or one of an activity that the sender organises; tests/db/attendance/leave.test.ts',
  'app/(desk)/activities/[id]/makeup/actions.ts#handInStudy':
    'the own row of whoever sends it; tests/db/attendance/makeup.test.ts',
  'app/(desk)/activities/[id]/makeup/actions.ts#takeStudyBack':
    'the own self-study of whoever sends it; tests/db/attendance/makeup.test.ts',
  'app/(desk)/calendar/subscribe/actions.ts#changeThisFeed':
    'changes an address of whoever sends it and of nobody else; tests/db/calendar/feed.test.ts',
  'app/(desk)/calendar/subscribe/actions.ts#revokeThisFeed':
    'ends an address of whoever sends it and of nobody else; tests/db/calendar/feed.test.ts',
}

const organisers: SignedInRole[] = ['organiser', 'administrator', 'topAdministrator']
const administrators: SignedInRole[] = ['administrator', 'topAdministrator']
const leaders: SignedInRole[] = ['leader', 'administrator', 'topAdministrator']

export const actions: ActionRow[] = [
  {
    action: 'app/api/heads/route.ts#POST',
    allowed: organisers,
    fields: { activityId: '{publicEvent}', idempotencyKey: 'a-number-of-its-own', heads: '3' },
    json: '/api/heads',
  },
  {
    action: 'app/api/evidence/route.ts#POST',
    allowed: organisers,
    fields: { activityId: '{activity}', kind: 'signedSheet' },
    upload: { to: '/api/evidence', name: '签到表.pdf', text: '%PDF-1.4\n%%EOF\n' },
  },
  {
    action: 'app/(desk)/activities/[id]/evidence/actions.ts#saveUnitHeads',
    allowed: organisers,
    fields: { activityId: '{activity}', unitId: '{unit}', heads: '30' },
  },
  {
    action: 'app/(desk)/activities/[id]/stall/actions.ts#saveAbout',
    allowed: organisers,
    fields: { id: '{publicEvent}', version: '0', coHosts: '某律所', remark: '群众踊跃' },
  },
  {
    action: 'app/(desk)/calendar/actions.ts#moveDay',
    allowed: organisers,
    fields: { activityId: '{activity}', version: '0', day: '2023-03-30', reason: '场地调整', despite: 'on' },
  },
  {
    action: 'app/(desk)/calendar/subscribe/actions.ts#makeFeed',
    allowed: ['cadre', 'organiser', 'leader', 'administrator', 'topAdministrator'],
    fields: { name: '手机', alarm: '120', 'shown[]': ['compulsory', 'exam'] },
    ownOnly: true,
  },
  {
    action: 'app/(desk)/exams/actions.ts#saveNewExam',
    allowed: organisers,
    fields: { ...examFields(), title: '新考试' },
  },
  {
    action: 'app/(desk)/exams/actions.ts#saveExam',
    allowed: organisers,
    fields: { ...examFields(), id: '{exam}', version: '0', title: '改名的考试' },
  },
  {
    action: 'app/(desk)/exams/actions.ts#confirmExamList',
    allowed: organisers,
    fields: { id: '{exam}', version: '0' },
  },
  {
    action: 'app/(desk)/exams/actions.ts#cancelThisExam',
    allowed: organisers,
    fields: { id: '{exam}', version: '0' },
  },
  {
    action: 'app/(desk)/exams/actions.ts#saveMissedReason',
    allowed: organisers,
    fields: { id: '{exam}', personId: '{person}', version: '0', missedReason: '外出培训' },
  },
  {
    action: 'app/(desk)/exams/actions.ts#saveCandidate',
    allowed: organisers,
    fields: { id: '{exam}', personId: '{person}', version: '0', standing: 'exempt', reason: '产假' },
  },
  {
    action: 'app/(desk)/reports/actions.ts#addFigure',
    allowed: organisers,
    fields: { year: '2023', name: '办理政协提案', value: '5件', source: '办公室台账' },
    ownOnly: true,
  },
  {
    action: 'app/(desk)/reports/actions.ts#removeFigure',
    // Only its own report: that of a community cannot be changed by the street.
    allowed: ['organiser', 'administrator'],
    fields: { year: '2023', id: '{otherFigure}', version: '0' },
  },
  {
    action: 'app/(desk)/reports/actions.ts#lockThisYear',
    allowed: administrators,
    fields: { year: '2022', unitId: '{unit}' },
  },
  {
    action: 'app/(desk)/reports/actions.ts#unlockThisYear',
    allowed: administrators,
    fields: { year: '2020', unitId: '{unit}', reason: '重报' },
  },
  ...['saveReportParagraph', 'leaveReportParagraph', 'makeReportFinal'].map(name => ({
    action: `app/(desk)/reports/actions.ts#${name}`,
    allowed: organisers,
    fields: {
      ...{ unitId: '{unit}', from: '2022-01-01', to: '2022-12-31', key: 'p3', text: '一年来', isLeft: '1' },
      version: '',
    },
  })),
  {
    action: 'app/(desk)/plans/actions.ts#makePlan',
    allowed: organisers,
    fields: { year: '2025', kind: 'communities', unitId: '{unit}', title: '' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#sendToIssue',
    allowed: organisers,
    logged: 'plan.askIssue',
    fields: { planId: '{draft}' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#putIssued',
    allowed: leaders,
    fields: { planId: '{draft}', version: '{draftVersion}' },
  },
  { action: 'app/(desk)/plans/actions.ts#putClosed', allowed: leaders, fields: { planId: '{plan}' } },
  {
    action: 'app/(desk)/plans/actions.ts#saveRules',
    allowed: organisers,
    fields: {
      planId: '{plan}',
      version: '{planVersion}',
      title: '改名的安排',
      leaveRule: 'excluded',
      makeUpDays: '20',
      requiredShare: '90',
      reason: '会议决定',
    },
  },
  {
    action: 'app/(desk)/plans/actions.ts#saveMustLearn',
    allowed: ['topAdministrator'],
    fields: { year: '2023', topics: '宪法、民法典' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#saveGoals',
    allowed: organisers,
    fields: { year: '2040', unitId: '{unit}', version: '0', newMediaAMonth: '2' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#savePlanItem',
    allowed: organisers,
    fields: { planId: '{plan}', unitId: '{unit}', content: '新增学法', time: '9月', reason: '会议决定' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#stepItem',
    allowed: organisers,
    fields: { itemId: '{draftItem}', step: 'down' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#dropItem',
    allowed: organisers,
    fields: { itemId: '{item}', version: '{itemVersion}', reason: '会议决定' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#joinActivity',
    allowed: organisers,
    fields: { itemId: '{item}', activityId: '{activity}' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#joinFound',
    allowed: organisers,
    fields: { planId: '{plan}', 'pairs[]': 'activity:{activity}:{item}' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#leaveActivity',
    allowed: organisers,
    fields: { itemId: '{secondItem}', activityId: '{linked}' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#recordDone',
    allowed: organisers,
    fields: { itemId: '{item}', version: '{itemVersion}', doneOn: '2023-03-09', doneNote: '已办结' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#fixDay',
    allowed: organisers,
    fields: { occurrenceId: '{occurrence}', title: '十二月学法', day: '2023-12-06', despite: 'on' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#fixDays',
    allowed: organisers,
    fields: { itemId: '{item}', title: '每月学法', 'day-{occurrence}': '2023-12-06', despite: 'on' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#shareOut',
    allowed: organisers,
    fields: {
      itemId: '{point}',
      version: '{pointsVersion}',
      'unit-{group}': 'on',
      weight: '10',
      time: '11月',
    },
  },
  {
    action: 'app/(desk)/plans/actions.ts#joinMaterial',
    allowed: organisers,
    fields: { itemId: '{point}', outputId: '{unsent}' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#leaveMaterial',
    allowed: organisers,
    fields: { itemId: '{counted}', outputId: '{sent}' },
  },
  {
    action: 'app/(desk)/plans/actions.ts#fixExam',
    allowed: organisers,
    fields: {
      occurrenceId: '{otherOccurrence}',
      title: '十一月考试',
      opensOn: '2023-11-01',
      closesOn: '2023-11-30',
      fullMark: '100',
      passMark: '60',
      despite: 'on',
    },
  },
  {
    action: 'app/(desk)/people/actions.ts#add',
    allowed: administrators,
    fields: { idempotencyKey: 'k'.repeat(32), name: '新来的人', unitId: '{unit}', fromDay: '2023-03-01' },
  },
  {
    action: 'app/(desk)/people/actions.ts#change',
    allowed: administrators,
    fields: { personId: '{person}', version: '0', name: '改了名的人' },
  },
  {
    action: 'app/(desk)/people/actions.ts#move',
    allowed: administrators,
    fields: { personId: '{person}', version: '0', unitId: '{group}', day: '2023-03-09', how: 'move' },
  },
  {
    action: 'app/(desk)/people/actions.ts#leave',
    allowed: administrators,
    fields: { personId: '{person}', version: '0', membershipId: 'all', lastDay: '2023-03-09' },
  },
  {
    action: 'app/(desk)/people/actions.ts#erase',
    allowed: ['topAdministrator'],
    fields: {
      ...{ personId: '{leaver}', version: '0', typedName: '{leaverName}', proofs: 'remove', openYears: 'on' },
    },
  },
  {
    action: 'app/(desk)/people/actions.ts#withdraw',
    allowed: administrators,
    fields: { personId: '{person}', what: 'tag', id: '{comingTag}' },
  },
  {
    action: 'app/(desk)/people/actions.ts#giveTag',
    allowed: administrators,
    fields: { personId: '{person}', tag: '领导干部', fromDay: '2023-03-01' },
  },
  {
    action: 'app/(desk)/people/actions.ts#takeTag',
    allowed: administrators,
    fields: { personId: '{person}', personTagId: '{personTag}', version: '0', lastDay: '2023-03-09' },
  },
  {
    action: 'app/(desk)/people/actions.ts#giveBodyRole',
    allowed: administrators,
    fields: { personId: '{person}', tagId: '{tag}', role: 'member' },
  },
  {
    action: 'app/(desk)/people/units/actions.ts#add',
    allowed: administrators,
    fields: { parentId: '{unit}', name: '三组', kind: 'other' },
  },
  {
    action: 'app/(desk)/people/units/actions.ts#change',
    allowed: administrators,
    fields: { unitId: '{group}', version: '0', parentId: '{unit}', name: '改名的组', kind: 'other' },
  },
  {
    action: 'app/(desk)/people/units/actions.ts#shift',
    allowed: administrators,
    fields: { unitId: '{group}', way: 'down' },
  },
  {
    action: 'app/(desk)/people/units/actions.ts#remove',
    allowed: administrators,
    fields: { unitId: '{group}', version: '0' },
  },
  {
    action: 'app/(desk)/people/units/actions.ts#close',
    allowed: administrators,
    fields: { unitId: '{group}', version: '0', lastDay: '2023-03-09' },
  },
  {
    action: 'app/(desk)/people/units/actions.ts#merge',
    allowed: administrators,
    fields: { unitId: '{group}', version: '0', intoId: '{unit}', from: '2023-03-01' },
  },
  {
    action: 'app/(desk)/people/units/actions.ts#reopen',
    allowed: administrators,
    fields: { unitId: '{group}', version: '0' },
  },
  {
    action: 'app/(desk)/accounts/actions.ts#issue',
    allowed: administrators,
    fields: { idempotencyKey: 'k'.repeat(40), unitId: '{unit}' },
  },
  {
    action: 'app/(desk)/accounts/actions.ts#reset',
    allowed: administrators,
    fields: { idempotencyKey: 'k'.repeat(40), accountId: '{account}' },
  },
  {
    action: 'app/(desk)/accounts/actions.ts#resetSecondFactor',
    allowed: administrators,
    logged: 'account.factorReset',
    fields: { accountId: '{account}', sure: 'on' },
  },
  {
    action: 'app/(desk)/accounts/actions.ts#disable',
    allowed: administrators,
    fields: { accountId: '{account}', state: 'disabled' },
  },
  {
    action: 'app/(desk)/accounts/actions.ts#giveRole',
    allowed: administrators,
    fields: { accountId: '{account}', role: 'leader', unitId: '{unit}' },
  },
  {
    action: 'app/(desk)/accounts/actions.ts#takeRole',
    allowed: administrators,
    fields: { accountId: '{account}', grantId: '{grant}' },
  },
  {
    action: 'app/api/imports/route.ts#POST',
    allowed: organisers,
    fields: { kind: 'outputs' },
    upload: { to: '/api/imports', name: '台账.csv', text: '日期,渠道,数量\n2023-03-04,短信,100\n' },
    ownOnly: true,
  },
  {
    action: 'app/api/imports/folder/route.ts#POST',
    allowed: organisers,
    fields: { year: '2023' },
    upload: { to: '/api/imports/folder', name: '台账.csv', text: '日期,渠道,数量\n2023-03-04,短信,100\n' },
    ownOnly: true,
  },
  {
    action: 'app/(desk)/imports/folder/actions.ts#saveFiles',
    allowed: ['organiser'],
    fields: { folderId: '{importFolder}', 'file-0': '{folderSheet}', 'kind-0': 'leave' },
  },
  {
    action: 'app/(desk)/imports/folder/actions.ts#saveFolderAnswers',
    allowed: ['organiser'],
    fields: {
      draftId: '{importFolder}',
      'key-0': 'outputs unknownChannel channel 横副',
      'pick-0': 'mend',
      'typed-0': '短信',
    },
  },
  {
    action: 'app/(desk)/imports/folder/actions.ts#savePhotos',
    allowed: ['organiser'],
    fields: { folderId: '{importFolder}', photos: '{folderPhoto}', activity: '2023-03-08 某活动 某社区' },
  },
  {
    action: 'app/(desk)/imports/folder/actions.ts#writeFolder',
    allowed: ['organiser'],
    fields: { folderId: '{readyFolder}', writes: '1' },
  },
  {
    action: 'app/(desk)/imports/folder/actions.ts#dropAll',
    allowed: ['organiser'],
    fields: { folderId: '{importFolder}' },
  },
  {
    action: 'app/api/presence/route.ts#POST',
    allowed: organisers,
    fields: { activityId: '{marked}' },
    upload: { to: '/api/presence', name: '签到.csv', text: '姓名,签到时间\n客人,09:00\n' },
  },
  {
    action: 'app/(desk)/activities/[id]/import/actions.ts#saveColumns',
    allowed: ['organiser'],
    fields: {
      draftId: '{meetingLogDraft}',
      headRow: '1',
      name: '姓名',
      joined: '签到时间',
      profile: '社区直播',
    },
  },
  {
    action: 'app/(desk)/activities/[id]/import/actions.ts#saveRule',
    allowed: ['organiser'],
    fields: { draftId: '{meetingLogDraft}', from: '', to: '', lateAfter: '20', share: '50', least: '1' },
  },
  {
    action: 'app/(desk)/activities/[id]/import/actions.ts#saveDecision',
    allowed: ['organiser'],
    fields: { draftId: '{meetingLogDraft}', key: '|客人|', do: 'guest' },
  },
  {
    action: 'app/(desk)/activities/[id]/import/actions.ts#skipTheRest',
    allowed: ['organiser'],
    fields: { draftId: '{meetingLogDraft}' },
  },
  {
    action: 'app/(desk)/activities/[id]/import/actions.ts#saveReplaced',
    allowed: ['organiser'],
    fields: { draftId: '{meetingLogDraft}', 'replace[]': ['{person}'] },
  },
  {
    action: 'app/(desk)/activities/[id]/import/actions.ts#saveRowAside',
    allowed: ['organiser'],
    fields: { draftId: '{meetingLogDraft}', row: '2' },
  },
  {
    action: 'app/(desk)/activities/[id]/import/actions.ts#writeMarks',
    allowed: ['organiser'],
    fields: { draftId: '{readyPresence}', seen: '{presenceSeen}' },
  },
  {
    action: 'app/(desk)/activities/[id]/import/actions.ts#dropFile',
    allowed: ['organiser'],
    fields: { draftId: '{meetingLogDraft}' },
  },
  {
    action: 'app/(desk)/imports/actions.ts#saveKind',
    allowed: ['organiser'],
    fields: { draftId: '{importDraft}', kind: 'activities' },
  },
  {
    action: 'app/(desk)/imports/actions.ts#savePreview',
    allowed: ['organiser'],
    fields: {
      draftId: '{importDraft}',
      'sheet-0': '0',
      'read-0': 'on',
      'headRow-0': '2',
      'column-0-2': '',
      'key-0': 'unknownChannel channel 横副',
      'pick-0': 'mend',
      'typed-0': '短信',
      options: 'on',
      year: '2022',
      needs: 'on',
      needReason: '补交签到表',
      press: 'columns',
    },
  },
  {
    action: 'app/(desk)/imports/actions.ts#savePreview',
    allowed: ['organiser'],
    fields: { draftId: '{importDraft}', press: 'back 4' },
  },
  {
    action: 'app/(desk)/imports/actions.ts#savePreview',
    allowed: ['organiser'],
    fields: { draftId: '{importDraft}', press: 'aside' },
  },
  {
    action: 'app/(desk)/imports/actions.ts#savePreview',
    allowed: ['organiser'],
    fields: { draftId: '{readyDraft}', press: 'write 1 0' },
  },
  {
    action: 'app/(desk)/imports/actions.ts#savePreview',
    allowed: ['organiser'],
    fields: { draftId: '{importDraft}', press: 'drop' },
  },
  {
    action: 'app/(desk)/imports/actions.ts#continueImport',
    allowed: ['organiser'],
    fields: { draftId: '{leftDraft}' },
  },
  {
    action: 'app/(desk)/imports/actions.ts#undoRun',
    allowed: organisers,
    fields: { runId: '{importRun}' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#makeActivity',
    allowed: organisers,
    fields: { ...activityFields(), title: '新活动' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#saveActivity',
    allowed: organisers,
    fields: { ...activityFields(), id: '{activity}', version: '0', title: '改名的活动' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#postpone',
    allowed: organisers,
    fields: { id: '{activity}', version: '0', newDay: '2023-03-20', reason: '会议冲突' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#putAudienceElsewhere',
    allowed: organisers,
    fields: { id: '{ahead}', version: '0', audienceWords: '{unitName}党员', reason: '换一批人' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#split',
    allowed: organisers,
    fields: { id: '{ahead}', version: '0', 'units[]': ['{aheadUnit}'], day: '2023-03-28', reason: '坐不下' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#merge',
    allowed: organisers,
    fields: { id: '{ahead}', version: '0', otherId: '{aheadOther}', reason: '合并开展' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#cancel',
    allowed: organisers,
    fields: { id: '{activity}', version: '0', reason: '会议冲突' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#remove',
    allowed: organisers,
    fields: { id: '{activity}', version: '0', reason: '重复录入' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#schedule',
    allowed: organisers,
    fields: { id: '{draftActivity}', version: '{draftActivityVersion}' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#hold',
    allowed: organisers,
    fields: { id: '{activity}', version: '0' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#close',
    allowed: organisers,
    fields: { id: '{marked}', version: '{markedVersion}' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#reopen',
    allowed: organisers,
    fields: { id: '{closed}', version: '{closedVersion}', reason: '补登记' },
  },
  {
    action: 'app/(desk)/activities/[id]/record/actions.ts#saveRecord',
    allowed: organisers,
    fields: { activityId: '{activity}', version: '0', chairedBy: '陈志强', lawContent: 'on' },
  },
  {
    action: 'app/(desk)/activities/[id]/guests/actions.ts#saveGuest',
    allowed: organisers,
    fields: { activityId: '{activity}', name: '省里来的老师', standing: 'invited' },
  },
  {
    action: 'app/(desk)/activities/[id]/guests/actions.ts#saveGuestMark',
    allowed: organisers,
    fields: { activityId: '{activity}', guestId: '{guest}', came: 'yes' },
  },
  {
    action: 'app/(desk)/activities/[id]/guests/actions.ts#saveWalkIns',
    allowed: organisers,
    fields: { activityId: '{activity}', version: '0', walkIns: '3' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#saveHeads',
    allowed: organisers,
    fields: { id: '{publicEvent}', version: '0', heads: '120', consultations: '8' },
  },
  {
    action: 'app/(desk)/activities/actions.ts#addActivityMaterial',
    allowed: organisers,
    fields: {
      day: '2023-03-09',
      channelId: '{channel}',
      quantity: '30',
      unitId: '{unit}',
      topic: '民法典',
      activityId: '{publicEvent}',
    },
  },
  {
    action: 'app/(desk)/activities/[id]/people/actions.ts#listPerson',
    allowed: organisers,
    fields: { way: 'required', activityId: '{marked}', personId: '{newcomer}', reason: '新到岗' },
  },
  {
    action: 'app/(hall)/activities/[id]/screen/actions.ts#showCode',
    allowed: organisers,
    fields: { activityId: '{activity}' },
  },
  {
    action: 'app/(desk)/activities/[id]/sign-ins/actions.ts#decide',
    allowed: organisers,
    fields: { scanId: '{scan}', decision: 'rejected' },
  },
  {
    action: 'app/(desk)/activities/[id]/sheet/[person]/actions.ts#saveRowMark',
    allowed: organisers,
    fields: { activityId: '{activity}', personId: '{person}', mark: 'late', version: '0' },
  },
  {
    action: 'app/(desk)/activities/[id]/sheet/[person]/actions.ts#saveCorrection',
    allowed: organisers,
    fields: { activityId: '{closed}', personId: '{person}', mark: 'late', version: '1', why: '签到表补交' },
  },
  {
    action: 'app/(desk)/activities/[id]/sheet/[person]/actions.ts#saveCompletion',
    allowed: organisers,
    fields: { activityId: '{study}', personId: '{person}', completedOn: '2023-03-08', version: '0' },
  },
  {
    action: 'app/(desk)/activities/[id]/sheet/[person]/actions.ts#saveStanding',
    allowed: organisers,
    fields: {
      activityId: '{activity}',
      personId: '{person}',
      standing: 'exempt',
      reason: '产假',
      version: '0',
    },
  },
  {
    action: 'app/(desk)/activities/[id]/sheet/[person]/actions.ts#saveMakeUp',
    allowed: organisers,
    fields: {
      activityId: '{marked}',
      personId: '{person}',
      day: '2023-03-10',
      way: 'selfStudy',
      note: '自学',
    },
  },
  {
    action: 'app/(desk)/activities/[id]/sheet/actions.ts#saveNumbers',
    allowed: organisers,
    fields: { activityId: '{activity}', absent: '1', restPresent: 'on' },
  },
  {
    action: 'app/(desk)/activities/[id]/sheet/actions.ts#pressMark',
    allowed: organisers,
    fields: { activityId: '{activity}', press: '{person}:present:0' },
    plain: true,
  },
  {
    action: 'app/(desk)/activities/[id]/sheet/actions.ts#chooseOrder',
    allowed: organisers,
    fields: { activityId: '{activity}', order: 'strokes' },
    plain: true,
  },
  {
    action: 'app/api/marks/route.ts#POST',
    allowed: organisers,
    fields: { activityId: '{activity}', personId: '{person}', mark: 'present', version: '0' },
    json: '/api/marks',
  },
  {
    action: 'app/api/plan-items/route.ts#POST',
    allowed: organisers,
    fields: {
      planId: '{plan}',
      idempotencyKey: 'burst',
      reason: '会议决定',
      operations: '[{"do":"add","key":"row","cells":{"time":"9月","content":"表格中新增"},"after":null}]',
    },
    json: '/api/plan-items',
  },
  {
    action: 'app/(desk)/plans/[id]/table/actions.ts#pasteBlock',
    allowed: organisers,
    fields: {
      planId: '{plan}',
      idempotencyKey: 'pasted',
      step: 'write',
      reason: '会议决定',
      text: '9月\t粘贴新增',
    },
  },
  {
    action: 'app/(desk)/advisers/actions.ts#makeAdviser',
    allowed: administrators,
    fields: { name: '新律师', unitId: '{unit}', fromDay: '2023-03-01', isFullTime: 'on' },
  },
  {
    action: 'app/(desk)/advisers/actions.ts#saveAdviser',
    allowed: administrators,
    fields: { id: '{adviser}', version: '0', name: '改名律师', unitId: '{unit}', fromDay: '2023-01-02' },
  },
  {
    action: 'app/(desk)/advisers/actions.ts#makeWork',
    allowed: organisers,
    fields: {
      day: '2023-03-09',
      kind: 'mediation',
      who: '{adviserName}',
      unitId: '{unit}',
      matter: '邻里纠纷',
    },
  },
  {
    action: 'app/(desk)/advisers/actions.ts#saveWork',
    allowed: organisers,
    fields: {
      ...{ day: '2023-03-09', kind: 'advice', who: '{adviserName}', unitId: '{unit}', matter: '合同审查' },
      ...{ id: '{work}', version: '0' },
    },
  },
  {
    action: 'app/(desk)/advisers/actions.ts#dropWork',
    allowed: organisers,
    fields: { id: '{work}', version: '0', reason: '重复登记' },
  },
  {
    action: 'app/(desk)/outputs/actions.ts#makeMaterial',
    allowed: organisers,
    fields: { day: '2023-03-09', channelId: '{channel}', quantity: '30', unitId: '{unit}', topic: '民法典' },
  },
  {
    action: 'app/(desk)/outputs/actions.ts#saveMaterial',
    allowed: organisers,
    fields: {
      day: '2023-03-09',
      channelId: '{channel}',
      quantity: '30',
      unitId: '{unit}',
      topic: '民法典',
      id: '{output}',
      version: '0',
    },
  },
  {
    action: 'app/(desk)/outputs/actions.ts#dropMaterial',
    allowed: organisers,
    fields: { id: '{output}', version: '0', reason: '重复登记' },
  },
  {
    action: 'app/(desk)/plans/[id]/campaigns/actions.ts#takeDay',
    allowed: organisers,
    fields: { planId: '{draft}', campaignDayId: '1' },
  },
  {
    action: 'app/(desk)/plans/[id]/copy/actions.ts#startFrom',
    allowed: organisers,
    fields: { sourceId: '{draft}', year: '2040', version: '{draftVersion}', idempotencyKey: 'k'.repeat(32) },
  },
  {
    action: 'app/(desk)/settings/campaigns/actions.ts#saveCampaignDay',
    allowed: ['topAdministrator'],
    fields: { campaignDayId: '', when: '9月9日', name: '本地宣传日', themeYear: '2023' },
  },
  {
    action: 'app/(desk)/settings/campaigns/actions.ts#confirmDay',
    allowed: ['topAdministrator'],
    fields: { campaignDayId: '2', version: '0' },
  },
  {
    action: 'app/(desk)/settings/campaigns/actions.ts#dropCampaignDay',
    allowed: ['topAdministrator'],
    fields: { campaignDayId: '3', version: '0' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#saveLists',
    allowed: ['topAdministrator'],
    fields: { version: '0', forms: '集中学法\n会议', targets: '进机关', campaigns: '宪法宣传周' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#saveFigures',
    allowed: ['topAdministrator'],
    fields: { version: '0', excellentShare: '85', spreadLeast: '20', reportPassRate: 'passRateOfSat' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#saveTargets',
    allowed: ['topAdministrator'],
    fields: { version: '0', year: '2023', participationRate: '95', passRate: '98' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#saveRolls',
    allowed: ['topAdministrator'],
    fields: { version: '0', 'kinds[]': ['病假', '事假'], 'rules[]': ['', 'absent'], autoCloseDays: '7' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#saveSessions',
    allowed: ['topAdministrator'],
    fields: { version: '0', idleMinutes: '45', secondFactor: 'off' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#saveRetention',
    allowed: ['topAdministrator'],
    fields: {
      version: '0',
      sessionDays: '30',
      requestLogMonths: '6',
      signInLogMonths: '12',
      evidenceYears: '5',
    },
  },
  {
    action: 'app/(desk)/settings/operations/actions.ts#backUp',
    allowed: ['topAdministrator'],
    fields: { idempotencyKey: 'the key of the form that asks for a backup' },
  },
  {
    action: 'app/(desk)/leave/actions.ts#decide',
    allowed: leaders,
    fields: { requestId: '{leaveRequest}', decision: 'approve', note: '' },
  },
  {
    action: 'app/(desk)/activities/review/actions.ts#decide',
    allowed: ['topAdministrator'],
    fields: { 'entries[]': ['activity:{untouched}:0::'], decision: 'pass', reason: '' },
  },
  {
    action: 'app/(desk)/activities/review/actions.ts#submit',
    allowed: organisers,
    fields: { entry: 'activity:{notRecorded}:0::' },
  },
  {
    action: 'app/(desk)/activities/doubles/actions.ts#mergeTwo',
    allowed: organisers,
    fields: { id: '{ahead}', version: '0', otherId: '{aheadOther}', otherVersion: '0', keptId: '{ahead}' },
  },
  {
    action: 'app/(desk)/activities/doubles/actions.ts#keepTwoApart',
    allowed: organisers,
    fields: { id: '{ahead}', otherId: '{aheadOther}' },
  },
  {
    action: 'app/(desk)/activities/doubles/actions.ts#showTwoAgain',
    allowed: organisers,
    fields: { id: '{untouched}', otherId: '{notRecorded}' },
  },
  {
    action: 'app/(desk)/activities/past/actions.ts#decideOnPast',
    allowed: ['topAdministrator'],
    fields: { what: 'record', 'ids[]': ['{untouched}'], reason: '补录无据' },
  },
  {
    action: 'app/(desk)/activities/past/actions.ts#resumePast',
    allowed: ['topAdministrator'],
    fields: { what: 'record', id: '{notRecorded}' },
  },
  {
    action: 'app/(desk)/makeups/actions.ts#settle',
    allowed: organisers,
    fields: { day: '2023-03-10', note: '补学场次', 'rows[]': ['{marked}/{person}'] },
  },
  {
    action: 'app/(desk)/makeups/actions.ts#decideOnStudy',
    allowed: organisers,
    fields: { makeUpId: '{selfStudy}', decision: 'approve', note: '' },
  },
  {
    action: 'app/(desk)/activities/[id]/sheet/[person]/actions.ts#saveAgreedLeave',
    allowed: organisers,
    fields: {
      activityId: '{ahead}',
      personId: '{person}',
      version: '0',
      kind: '病假',
      agreedBy: '陈书记',
      reason: '',
    },
  },
  {
    action: 'app/(desk)/settings/actions.ts#saveChannel',
    allowed: ['topAdministrator'],
    fields: { channelId: '', name: '宣传车', medium: 'board', unitWord: '辆' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#dropChannel',
    allowed: ['topAdministrator'],
    fields: { channelId: '{spareChannel}', version: '0' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#saveDay',
    allowed: ['topAdministrator'],
    fields: { day: '2023-03-14', name: '调休', kind: 'off' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#dropDay',
    allowed: ['topAdministrator'],
    fields: { day: '2023-03-13', version: '0' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#saveWord',
    allowed: ['topAdministrator'],
    fields: { kind: 'form', word: '碰头会', meaning: '会议' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#dropWord',
    allowed: ['topAdministrator'],
    fields: { kind: 'form', word: '学习会', meaning: '集中学法' },
  },
  {
    action: 'app/(desk)/settings/actions.ts#dropHead',
    allowed: ['topAdministrator'],
    fields: { headId: '{rememberedHead}' },
  },
]

function activityFields() {
  return { hostUnitId: '{unit}', form: '集中学法', day: '2023-03-17', audienceWords: '东埔社区党员' }
}

function examFields() {
  return {
    hostUnitId: '{unit}',
    opensOn: '2023-03-01',
    closesOn: '2023-03-31',
    fullMark: '100',
    passMark: '60',
    counting: 'best',
    audienceWords: '东埔社区',
  }
}
