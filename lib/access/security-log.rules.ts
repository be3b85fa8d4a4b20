/**
 * 安全审计日志: who got in or was kept out, who gave or took away access, and what left the product or came back into
 * it. By the subject of an action, `account` in `account.signIn`.
 */
export const securitySubjects = ['account', 'feed', 'backup', 'restore', 'seal', 'export', 'purge'] as const

/** What ends or begins somebody's access without an action on the account, and what takes a person out. */
export const securityActions = ['person.leave', 'person.withdraw', 'person.erase'] as const

/** Settings that say how people sign in and how long they stay: their change is of access. */
export const securitySettings = ['idleMinutes', 'secondFactor'] as const

/** Whether an action belongs to the security log; `subjectId` is the name of a setting. */
export function isSecurity(action: string, subjectId = ''): boolean {
  if (action === 'setting.change') return securitySettings.some(each => each === subjectId)
  const subject = action.split('.', 1)[0]
  return securitySubjects.some(each => each === subject) || securityActions.some(each => each === action)
}
