import { and, inArray, ne, or, sql } from 'drizzle-orm'
import { sayIn } from '@/app/_i18n/messages'
import { checkForReport } from '@/db/check'
import { db } from '@/db/client'
import { damage } from '@/db/damage'
import { unit } from '@/db/schema/roster'
import { systemViewer } from '@/lib/access/access.queries'
import { headingCodes } from '@/lib/activity/outreach/heading.rules'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { type Day, dayOf, monthsOf, yearOf } from '@/lib/core/time'
import { loadKnown } from '@/lib/organisation/lookup/known.sql'
import { textOfFault } from '@/lib/spreadsheet/preview.rules'
import { filterFor, readingOf } from '@/lib/statistics/rates/rate.queries'
import { type Figures, percentText, rateCodes } from '@/lib/statistics/rates/rate.rules'
import type { Answer, Request } from './socket'
import { findingLines } from './verify-answer'

type Asked = { year: number; unit?: string; asOf?: Day }

/** The year's figures as JSON for the command line: of the unit, of every unit below it, and by month. */
export async function answerFigures(request: Request): Promise<Answer> {
  const { year, unit: name, asOf: asked } = request as unknown as Asked
  const today = dayOf(now())
  // A year without a day: as of its last day, or today in the current year.
  const asOf = asked ?? (yearOf(today) === year ? today : `${year}-12-31`)
  await checkForReport()
  const damaged = damage().length === 0 ? null : await findingLines(sayIn('zh'), damage())
  const viewer = await systemViewer('命令行')
  const known = name === undefined ? null : (await loadKnown(db, { aliases: {} })).unitNamed(name, '')
  if (known && !known.ok)
    return { exit: 2, say: textOfFault(sayIn('zh'), { row: 0, field: null, ...known.fault }) }
  let filter: Awaited<ReturnType<typeof filterFor>>
  try {
    filter = await filterFor(viewer, {
      unitId: known?.value.id,
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      asOf,
    })
  } catch (error) {
    if (error instanceof NotFound) return { exit: 2, say: sayIn('zh').t('import.terminal.noUnits') }
    throw error
  }
  const reading = await readingOf(filter)
  const [whole, units, months] = [reading.by([]).at(''), reading.by(['unit']), reading.by(['month'])]
  // Those below it today, and those that were below it on a day of the year.
  const below = await db
    .select({ id: unit.id, name: unit.name })
    .from(unit)
    .where(
      and(
        or(
          sql`${unit.path} like ${filter.unitPath} || '_%'`,
          inArray(unit.id, [...units.keys()].map(Number)),
        ),
        ne(unit.id, filter.unitId),
      ),
    )
    .orderBy(unit.treeOrder)
  const lastMonth = filter.asOf < `${year}-12-31` ? filter.asOf : `${year}-12-31`
  return {
    // Whoever takes the figures must notice.
    ...(damaged
      ? { exit: 1, say: [sayIn('zh').t('damage.verify.figures'), ...damaged].join('\n') }
      : { exit: 0 }),
    out: {
      ...(damaged ? { damaged } : {}),
      year,
      unit: filter.unitName,
      asOf: filter.asOf,
      awaitingRecord: whole.awaitingRecord,
      notRecorded: whole.notRecorded,
      makeUpsEnded: whole.makeUpsEnded,
      otherForms: whole.otherForms,
      stillPlanned: whole.stillPlanned,
      awaitingReview: whole.awaitingReview,
      outputsAwaitingReview: whole.outputsAwaitingReview,
      worksAwaitingReview: whole.worksAwaitingReview,
      setAside: whole.setAside,
      planItems: whole.planItems,
      figures: listOf(whole, true),
      byUnit: below.map(each => {
        const figures = units.at(String(each.id))
        return { unit: each.name, awaitingRecord: figures.awaitingRecord, figures: listOf(figures, true) }
      }),
      byMonth: monthsOf(`${year}-01-01`, lastMonth).map(month => ({
        month,
        // Advisers are counted as of one day, so a month has no figure for them.
        figures: listOf(months.at(month), false),
      })),
    },
  }
}

/** Every rate with its fraction, every heading with its unit word. */
function listOf({ rates, headings, communitiesWithAdviser }: Figures, withAdvisers: boolean) {
  const say = sayIn('zh')
  return [
    ...rateCodes.map(code => ({
      code,
      name: say.term(`rate.${code}`),
      ...rates[code],
      text: percentText(rates[code]),
    })),
    ...headingCodes
      .filter(code => withAdvisers || code !== 'fullTimeAdvisers')
      .map(code => ({
        code,
        name: say.term(`heading.${code}`),
        value: headings[code],
        unitWord: say.term(`unitWord.${code}`),
      })),
    ...(withAdvisers
      ? [
          {
            code: 'communitiesWithAdviser',
            name: say.term('heading.communitiesWithAdviser'),
            value: communitiesWithAdviser.numerator,
            unitWord: say.term('unitWord.communitiesWithAdviser'),
            ...communitiesWithAdviser,
            text: percentText(communitiesWithAdviser),
          },
        ]
      : []),
  ]
}
