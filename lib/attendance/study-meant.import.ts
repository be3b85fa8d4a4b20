import type { activity } from '@/db/schema/activity'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { yearOf } from '@/lib/core/time'
import type { Known } from '@/lib/organisation/lookup/known.sql'
import { subjectAsked, subjectOf } from '@/lib/organisation/lookup/subject.rules'
import type { WhoTakesPart } from '@/lib/organisation/lookup/who-takes-part.sql'
import type { Fault, ImportOptions } from '@/lib/spreadsheet/importer.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'

export type Study = typeof activity.$inferSelect
/** An online study that stands in a sheet alone, until it is written; its id is below 0. */
export type NewStudy = WhoTakesPart & { study: Study }
/** By the title as it is matched: the study, or what is asked of it first. */
export type NewStudies = Map<string, NewStudy | { questions: Fault[] }>

export type Studies = {
  known: Known
  studies: Study[]
  /** Those that are made with the sheet, or what is asked of them first. */
  made: NewStudies
  viewer: Viewer
  options: ImportOptions
}

/** The study of a row; null where it is asked which one it is, or when a new one is held. */
export function studyMeant(
  context: Studies,
  { row, cell }: { row: number; cell: string },
  faults: Fault[],
): Study | null {
  const { studies, known, made, options, viewer } = context
  const fault = (...given: Omit<Fault, 'row'>[]) => {
    faults.push(...given.map(each => ({ ...each, row })))
    return null
  }
  const subject = subjectOf('activity', context, cell)
  if (!subject) return fault({ field: 'title', reason: 'studyNotNamed' })
  const { title, isNew } = subject
  const key = matchKey(title)
  const fresh = isNew ? made.get(key) : undefined
  if (fresh) return 'study' in fresh ? fresh.study : fault(...fresh.questions)
  const isOfYear = ({ day }: { day: string }) =>
    options.year === undefined || yearOf(day) === options.year || isNew
  const live = studies.filter(each => each.status !== 'cancelled' && isOfYear(each))
  const [one, ...others] = live.filter(each => matchKey(each.title) === key)
  if (others.length > 0) return fault({ field: 'title', reason: 'severalActivities', places: { title } })
  if (one) return one
  const own = live.filter(each => canOrganise(viewer, known.unitById(each.hostUnitId)?.path ?? ''))
  return fault(
    subjectAsked(
      'activity',
      title,
      own.map(each => each.title),
    ),
  )
}
