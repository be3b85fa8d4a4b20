/** What a leave counts as that is not made up (rates.md, "Who is required"). */
export const leaveRules = ['pending', 'excluded', 'absent'] as const

export type LeaveRule = (typeof leaveRules)[number]

/** Forms studied individually until a last day, with their own rate: 网上学法参学率. */
export const onlineStudyForms = ['网上学法', '网络培训']

export function isOnlineStudy(form: string): boolean {
  return onlineStudyForms.includes(form)
}

/** 请假事由 (病假, 事假 …) with a rule of its own; null: the plan's. */
export type LeaveKind = { kind: string; rule: LeaveRule | null }
