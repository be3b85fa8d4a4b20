/** The types of the facts of the demo year, from which the sheets are written. */
export type Day = string // YYYY-MM-DD

export type Kind = 'street' | 'department' | 'community' | 'enterprise' | 'institution'
export interface Unit {
  code: string
  name: string
  short: string
  kind: Kind
}

export interface Person {
  id: number
  /** 工号; null where the office has given none. */
  staffNo: string | null
  name: string
  post: string
  rank: string
}
export interface Membership {
  person: Person
  unit: Unit
  /** null: the sheet leaves 任职起 empty, which means from 1 January of the year. */
  from: Day | null
  /** null: still there. */
  to: Day | null
  primary: boolean
  tags: readonly string[]
}

/** 对象: the wording of the sheet and what it means. Parts are a union; within a part units × tag. */
export interface Audience {
  words: string
  parts: readonly { unit: (unit: Unit) => boolean; tag?: string }[]
}

export type PlanKind = 'officials' | 'communities'
export interface PlanItem {
  plan: PlanKind
  time: string
  content: string
  form: string
  audience: Audience
  unit: string
  lecturer?: string
  /** 次数; empty means once per period. */
  times?: number
  topics?: readonly string[]
  remark?: string
}
export interface WorkPoint {
  content: string
  unit: string
  until: string
  parent?: string
  weight?: number
  evidence?: string
}

export interface Activity {
  /** 编号; only what the office itself numbers has one. */
  code: string | null
  day: Day
  lastDay?: Day
  /** 延期: the day it was first set for. */
  oldDay?: Day
  status: 'held' | 'cancelled' | 'postponed'
  name: string
  form: string
  host: string
  coHosts?: readonly string[]
  starts?: string
  ends?: string
  place?: string
  lecturer?: readonly [name: string, post: string]
  audience?: Audience
  compulsory: boolean
  public: boolean
  targets?: readonly string[]
  campaign?: string
  topics?: readonly string[]
  /** 计划项: with `named` the sheet names it; with `fits` it is matched by day, form and unit. */
  planItem?: { content: string; how: 'named' | 'fits' }
  heads?: number
  consultations?: number
  hours?: number
  remark?: string
  /** The layout of its sign-in sheet; without one a compulsory activity stays 考勤未登记. */
  roll?: 'rows' | 'wide'
}

export type Mark = 'present' | 'late' | 'left_early' | 'leave' | 'absent' | null
export interface AttendanceRow {
  activity: Activity
  person: Person
  unit: Unit
  standing: 'required' | 'exempt' | 'invited' | 'walk_in'
  mark: Mark
  madeUpOn: Day | null
  makeUpDue: Day
  /** 状态 as written in the sheet; null: the sheet has no row for it. */
  word: string | null
  reason?: string
}
export interface StudyRow {
  activity: Activity
  person: Person
  unit: Unit
  completedOn: Day
}

export interface Exam {
  name: string
  opens: string
  closes: string
  makeUpCloses: string
  fullMark: number
  passMark: number
  attempts: number
  makeUpAttempts: number
  audience: Audience
  host: string
  planItem: string
}
export interface Attempt {
  exam: Exam
  person: Person
  /** `YYYY-MM-DD HH:MM`; null: not recorded, so the closing day counts. */
  at: string | null
  score: number | null
  state: 'submitted' | 'annulled' | 'missed' | 'exempt'
  remark?: string
}

export interface Material {
  day: Day
  channel: string
  quantity: number
  measure: string
  theme: string
  unit: string
  activity?: string
  place?: string
  reads?: number
}
export interface Adviser {
  name: string
  unit: string
  from: Day
  to: Day | null
  firm: string
}
