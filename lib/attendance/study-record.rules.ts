import type { Mark, Standing } from './attendance.rules'

/** The form of activity whose record is titled with the Party committee's name. */
export const centreGroupForm = '中心组学习'

/** The fields written by the recorder; each may stay empty. */
export const recordFields = [
  'chairedBy',
  'recorder',
  'keySpeakers',
  'conveyed',
  'discussion',
  'summary',
] as const

/** An absent person as named in the record: with the reason in case of leave. */
export type Missing = { name: string; reason: string | null }

type Listed = { name: string; standing: Standing; mark: Mark | null; reason: string | null }
type Guest = { name: string; standing: 'invited' | 'walkIn'; came: boolean | null }

export type Turnout = {
  required: number
  came: number
  /** 列席 who attended, from the roster and from outside. */
  invited: string[]
  /** 名单外参加. */
  walkIns: string[]
  /** Walk-ins of whom only the number is known. */
  counted: number
  leave: Missing[]
  absent: Missing[]
  unmarked: string[]
}

/**
 * 应到、实到、列席、缺席及原因 of a record, from the rows of the roll and the guests, in their order. 实到 counts those who are
 * required and attended (late and early included); invited people and walk-ins are in neither number.
 */
export function turnoutOf(rows: Listed[], guests: Guest[], counted = 0): Turnout {
  const required = rows.filter(row => row.standing === 'required')
  const marked = (mark: Mark | null) => required.filter(row => row.mark === mark)
  const came = (row: Listed) => row.mark === 'present' || row.mark === 'late' || row.mark === 'leftEarly'
  const outside = (standing: Guest['standing']) =>
    guests.filter(guest => guest.standing === standing && guest.came === true).map(guest => guest.name)
  const inside = (standing: Standing) =>
    rows.filter(row => row.standing === standing && came(row)).map(row => row.name)
  const missing = ({ name, reason }: Listed): Missing => ({ name, reason })
  return {
    required: required.length,
    came: required.filter(came).length,
    invited: [...inside('invited'), ...outside('invited')],
    walkIns: [...inside('walkIn'), ...outside('walkIn')],
    counted,
    leave: marked('leave').map(missing),
    absent: marked('absent').map(missing),
    unmarked: marked(null).map(row => row.name),
  }
}
