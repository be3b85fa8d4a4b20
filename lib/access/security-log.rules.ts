/**
 * 安全审计日志: who got in or was kept out, who gave or took away access, and what left the product or came back into
 * it. By the subject of an action, `account` in `account.signIn`.
 */
export const securitySubjects = ['account', 'feed', 'backup', 'restore', 'seal', 'export', 'purge'] as const

/** What ends or begins somebody's access without an action on the account. */
export const securityActions = ['person.leave', 'person.withdraw'] as const

/** Whether an action belongs to the security log. */
export function isSecurity(action: string): boolean {
  const subject = action.split('.', 1)[0]
  return securitySubjects.some(each => each === subject) || securityActions.some(each => each === action)
}
