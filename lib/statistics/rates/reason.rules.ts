/** Why people did not come (请假, 缺席, 未登记), and who is on the list without being required; sums of rows. */
export const reasonCodes = ['leaves', 'absences', 'unmarked', 'exempted', 'invited', 'walkIns'] as const
export type ReasonCode = (typeof reasonCodes)[number]
/** The target of 请假 whose kind is not written down. */
export const NO_KIND = 'none'
