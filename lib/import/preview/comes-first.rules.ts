import type { Fault, ImportKind } from '@/lib/spreadsheet/importer.rules'

/** Reasons that tell of something that the office has not got yet, by the kind of sheet that brings it. */
export const lacks = {
  units: ['noSuchUnit', 'noUnits'],
  roster: ['noSuchPerson', 'nobodyCalled', 'noSuchStaffNo'],
  plan: ['noSuchItem'],
  activities: ['noSuchActivity', 'noMeetingOn', 'noMeetings', 'noSuchCode', 'noSuchStudy'],
  exams: ['noSuchExam'],
} as const
export type ComesFirst = keyof typeof lacks

/** The kind of sheet that would bring what a question misses. */
export function comesBefore({ reason, likely, candidates }: Fault): ComesFirst | null {
  if (likely || candidates) return null
  const kinds = Object.keys(lacks) as ComesFirst[]
  return kinds.find(kind => (lacks[kind] as readonly string[]).includes(reason)) ?? null
}

/**
 * What a sheet rests on that is not there, with the number of rows that wait for it. Names nearly known are asked; what
 * sheets of its own kind bring is not to be brought first.
 */
export function comesFirst(faults: readonly Fault[], own: ImportKind): { kind: ComesFirst; rows: number }[] {
  const kinds = (Object.keys(lacks) as ComesFirst[]).filter(kind => kind !== own)
  return kinds.flatMap(kind => {
    const rows = new Set(faults.flatMap(each => (comesBefore(each) === kind ? [each.row] : [])))
    return rows.size > 0 ? [{ kind, rows: rows.size }] : []
  })
}
