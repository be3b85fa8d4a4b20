import { and, inArray } from 'drizzle-orm'
import { checkForReport } from '@/db/check'
import { db, type On } from '@/db/client'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { type Day, dayOf } from '@/lib/core/time'
import { reportPassRateOf } from '@/lib/organisation/settings/setting.queries'
import { filterFor } from '@/lib/statistics/rates/rate.queries'
import { canBeNamed, firstParagraphs, narrowedTo, storedReport, typedFiguresOf } from './draft.sql'
import { codeNamed, markName, type Values } from './mark.rules'
import { valuesOf } from './value.queries'

/** The unit and span of a report. */
export type OfReport = { unitId?: number; from: Day; to: Day }

/** The filter of a report: as of its last day, or of today while that has not come. */
export async function reportFilter(viewer: Viewer, { unitId, from, to }: OfReport, on: On = db) {
  const today = dayOf(now())
  return filterFor(viewer, { unitId, from, to, asOf: to < today ? to : today, isDefaultDay: true }, on)
}

/** The report as it is written on, with the value of every mark: of now, or of the moment at which it was made final. */
export async function documentOf(viewer: Viewer, of: OfReport, number?: number, on: On = db) {
  await checkForReport()
  const filter = await reportFilter(viewer, of, on)
  const stored = await storedReport(filter, on)
  const versions = stored?.versions ?? []
  const shown = number === undefined ? versions[0] : versions.find(each => each.number === number)
  if (number !== undefined && !shown) throw new NotFound()
  const paragraphs = shown?.paragraphs ?? (await firstParagraphs(filter, on))
  const isKept = shown !== undefined && (shown.state === 'final' || number !== undefined)
  const values = isKept
    ? shown.figures
    : await valuesOf(
        viewer,
        filter,
        paragraphs.map(each => each.text),
        dayOf(now()),
        on,
      )
  // What changed since the last draft: the one before that which is written on, where there is one.
  const before = isKept ? undefined : (versions[1] ?? versions[0])
  return {
    filter,
    version: stored?.version ?? null,
    versions,
    shown: shown ?? null,
    paragraphs,
    values,
    isKept,
    asOf: isKept ? shown.asOf : filter.asOf,
    before: before ? { number: before.number, figures: before.figures } : null,
    canEdit: canOrganise(viewer, filter.unitPath),
  }
}
export type ReportDocument = Awaited<ReturnType<typeof documentOf>>

/** What can be put into a paragraph, by mark: every figure and what was typed in, with what each says now. */
export async function offeredTo(viewer: Viewer, { filter }: ReportDocument, on: On = db): Promise<Values> {
  const typed = await typedFiguresOf(filter, on)
  const facts = [
    '印发的计划',
    '次年计划',
    '次年目标',
    '目标完成',
    '新媒体滞后',
    '填报的数字',
    ...typed.map(each => `填报·${each.name}`),
  ]
  const bodies = [...codeNamed.keys()].filter(
    name => name !== markName('formShare') && name !== markName('target'),
  )
  const passRate = markName(await reportPassRateOf(on))
  const narrowed = (await narrowedTo(filter, on))
    .filter(({ kind, title, isOnline }) => canBeNamed(title) && (kind === 'exam' || isOnline))
    .map(({ kind, title }) =>
      kind === 'exam' ? `${passRate}·考试=${title}` : `${markName('onlineStudyRate')}·活动=${title}`,
    )
  const marks = [...bodies, ...narrowed, ...facts].map(body => `〔${body}〕`)
  return valuesOf(viewer, filter, marks, dayOf(now()), on)
}

/** The streets and communities whose reports the viewer may see, where there is more than one. */
export async function reportUnits(viewer: Viewer, on: On = db): Promise<{ id: number; name: string }[]> {
  const found = await on
    .select({ id: unit.id, name: unit.name })
    .from(unit)
    .where(and(inScope(viewer, unit.path), inArray(unit.kind, ['street', 'community'])))
    .orderBy(unit.treeOrder)
  return found.length > 1 ? found : []
}
