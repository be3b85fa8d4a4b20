/** Raised where a field changes its name or meaning, or goes; a new one does not raise it (docs/own-data.md). */
export const OWN_DATA_VERSION = 1

/** `flag` is 0 or 1, `instant` UTC in milliseconds, `values` JSON. */
export type FieldKind = 'text' | 'number' | 'day' | 'instant' | 'flag' | 'values'

/** 我的数据: the parts of one person's data, each with its fields in the order of the sheet. */
export const ownDataParts = {
  person: {
    staffNo: 'text',
    name: 'text',
    initials: 'text',
    post: 'text',
    rankBand: 'text',
    phone: 'text',
    position: 'number',
  },
  memberships: { unit: 'text', fromDay: 'day', toDay: 'day', isPrimary: 'flag' },
  tags: { tag: 'text', fromDay: 'day', toDay: 'day', bodyRole: 'text' },
  named: { audience: 'text', how: 'text', reason: 'text' },
  account: {
    locale: 'text',
    mustChange: 'flag',
    firstPasswordUntil: 'instant',
    disabledAt: 'instant',
    lastSignInAt: 'instant',
    changesReadAt: 'instant',
    showsLunar: 'flag',
    email: 'text',
    hasSecondFactor: 'flag',
  },
  roles: { role: 'text', unit: 'text' },
  sessions: {
    startedAt: 'instant',
    seenAt: 'instant',
    sheetOpenedAt: 'instant',
    browser: 'text',
    system: 'text',
    endedAt: 'instant',
    why: 'text',
  },
  browsers: { boundAt: 'instant', until: 'instant' },
  tries: { source: 'text', tries: 'number', waitUntil: 'instant' },
  subscriptions: {
    name: 'text',
    calendar: 'text',
    unit: 'text',
    shown: 'values',
    alarmMinutes: 'number',
    createdAt: 'instant',
    lastUsedAt: 'instant',
    revokedAt: 'instant',
  },
  reminders: { activity: 'text', day: 'day', state: 'text', tries: 'number', sentAt: 'instant' },
  attendance: {
    activity: 'text',
    day: 'day',
    form: 'text',
    unit: 'text',
    standing: 'text',
    standingByHand: 'flag',
    reason: 'text',
    mark: 'text',
    how: 'text',
    markedAt: 'instant',
    leaveKind: 'text',
    leaveRule: 'text',
    completedOn: 'day',
    makeUpDue: 'day',
    madeUpOn: 'day',
  },
  scans: {
    activity: 'text',
    at: 'instant',
    outcome: 'text',
    reason: 'text',
    decision: 'text',
    decidedAt: 'instant',
  },
  legalWork: { day: 'day', kind: 'text', unit: 'text', matter: 'text', paper: 'text' },
  leaves: {
    activity: 'text',
    day: 'day',
    leaveKind: 'text',
    reason: 'text',
    state: 'text',
    askedAt: 'instant',
    decidedAt: 'instant',
    decidedBy: 'text',
    agreedBy: 'text',
    decisionNote: 'text',
    file: 'text',
  },
  makeUps: {
    activity: 'text',
    day: 'day',
    way: 'text',
    byActivity: 'text',
    material: 'text',
    note: 'text',
    state: 'text',
    askedAt: 'instant',
    decidedAt: 'instant',
    decidedBy: 'text',
    decisionNote: 'text',
    file: 'text',
  },
  exams: {
    exam: 'text',
    unit: 'text',
    standing: 'text',
    standingByHand: 'flag',
    reason: 'text',
    missedReason: 'text',
  },
  attempts: {
    exam: 'text',
    attempt: 'number',
    startedAt: 'instant',
    submittedAt: 'instant',
    day: 'day',
    score: 'number',
    passMark: 'number',
    passed: 'flag',
    source: 'text',
    annulledReason: 'text',
  },
  hosted: { activity: 'text', day: 'day' },
  records: { activity: 'text', day: 'day', changedAt: 'instant' },
  files: {
    file: 'text',
    kind: 'text',
    mediaType: 'text',
    size: 'number',
    activity: 'text',
    addedAt: 'instant',
    addedByOneself: 'flag',
    removedAt: 'instant',
  },
  sheets: { file: 'text', kind: 'text', createdAt: 'instant', writtenAt: 'instant', undoneAt: 'instant' },
  profiles: { name: 'text', kind: 'text', usedAt: 'instant' },
  revisions: { plan: 'text', revision: 'number', at: 'instant', reason: 'text' },
  locked: { year: 'number', unit: 'text', at: 'instant' },
  log: {
    entry: 'number',
    at: 'instant',
    action: 'text',
    byOneself: 'flag',
    aboutOneself: 'flag',
    source: 'text',
    reason: 'text',
    before: 'values',
    after: 'values',
  },
} as const satisfies Record<string, Record<string, FieldKind>>

export type OwnDataPart = keyof typeof ownDataParts
/** A row as it is read: fields of the part, as the database has them. */
export type OwnDataRow = Record<string, string | number | null>
export type OwnData = { personId: number; staffNo: string; name: string } & {
  parts: Record<OwnDataPart, OwnDataRow[]>
}

/** The export as JSON: times as ISO 8601 in UTC, flags as true and false, values as they are. */
export function ownDataJson({ staffNo, name, parts }: OwnData, madeAt: number) {
  const read = Object.entries(ownDataParts).map(([part, fields]) => [
    part,
    parts[part as OwnDataPart].map(row =>
      Object.fromEntries(
        Object.entries(fields).map(([field, kind]) => [field, plainValue(row[field] ?? null, kind)]),
      ),
    ),
  ])
  const made = new Date(madeAt).toISOString()
  return {
    format: 'xuefa.ownData',
    version: OWN_DATA_VERSION,
    madeAt: made,
    of: { staffNo, name },
    ...Object.fromEntries(read),
  }
}

function plainValue(value: string | number | null, kind: FieldKind): unknown {
  if (value === null) return null
  if (kind === 'flag') return value === 1
  if (kind === 'instant') return new Date(Number(value)).toISOString()
  return kind === 'values' ? JSON.parse(String(value)) : value
}
