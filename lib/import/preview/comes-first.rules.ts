import type { Fault } from '@/lib/spreadsheet/importer.rules'

/** Reasons that tell of something that the office has not got yet, by the kind of sheet that brings it. */
const lacks = {
  units: ['noSuchUnit', 'noUnits'],
  roster: ['noSuchPerson', 'noSuchStaffNo'],
  plan: ['noSuchItem'],
  activities: ['noSuchActivity', 'noMeetingOn', 'noSuchCode', 'noSuchStudy'],
  exams: ['noSuchExam'],
} as const
export type ComesFirst = keyof typeof lacks

/** What a sheet rests on that is not there, with the number of rows that wait for it. Names nearly known are asked. */
export function comesFirst(faults: readonly Fault[]): { kind: ComesFirst; rows: number }[] {
  return (Object.keys(lacks) as ComesFirst[]).flatMap(kind => {
    const reasons: readonly string[] = lacks[kind]
    const rows = new Set<number>()
    for (const { reason, row, likely, candidates } of faults)
      if (reasons.includes(reason) && !likely && !candidates) rows.add(row)
    return rows.size > 0 ? [{ kind, rows: rows.size }] : []
  })
}
