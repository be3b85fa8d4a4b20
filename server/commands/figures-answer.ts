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
import type { Rate } from '@/lib/core/rate'
import { type Day, dayOf, monthsOf, yearOf } from '@/lib/core/time'
import { loadKnown } from '@/lib/organisation/lookup/known.sql'
import { textOfFault } from '@/lib/spreadsheet/preview.rules'
import { lockShown } from '@/lib/statistics/lock/lock.queries'
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
  const isDefaultDay = asked === undefined
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
      isDefaultDay,
    })
  } catch (error) {
    if (error instanceof NotFound) return { exit: 2, say: sayIn('zh').t('import.terminal.noUnits') }
    throw error
  }
  const [reading, lock] = [await readingOf(filter), await lockShown(viewer, filter)]
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
      ...(lock && { locked: { at: new Date(lock.at).toISOString(), asOf: lock.asOf } }),
      ...correctedCounts(whole),
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
function listOf({ rates, headings, communitiesWithAdviser, corrected }: Figures, withAdvisers: boolean) {
  const say = sayIn('zh')
  return [
    ...rateCodes.map(code => ({
      code,
      name: say.term(`rate.${code}`),
      ...rateOf(rates[code]),
    })),
    ...headingCodes
      .filter(code => withAdvisers || code !== 'fullTimeAdvisers')
      .map(code => ({
        code,
        name: say.term(`heading.${code}`),
        value: headings[code],
        unitWord: say.term(`unitWord.${code}`),
        ...(corrected?.[code] !== undefined && { corrected: { value: corrected[code] } }),
      })),
    ...(withAdvisers
      ? [
          {
            code: 'communitiesWithAdviser',
            name: say.term('heading.communitiesWithAdviser'),
            value: communitiesWithAdviser.numerator,
            unitWord: say.term('unitWord.communitiesWithAdviser'),
            ...rateOf(communitiesWithAdviser),
          },
        ]
      : []),
  ]
}

/** The rate with its text; of a locked year what it is now beside it, where a correction moved it. */
function rateOf({ corrected, ...rate }: Rate) {
  return {
    ...rate,
    text: percentText(rate),
    ...(corrected && { corrected: { ...corrected, text: percentText(corrected) } }),
  }
}

const counts = [
  'awaitingRecord',
  'notRecorded',
  'makeUpsEnded',
  'otherForms',
  'stillPlanned',
  'awaitingReview',
  'outputsAwaitingReview',
  'worksAwaitingReview',
  'setAside',
] as const satisfies (keyof Figures)[]

/** Those of the counts at the top that a correction has moved in a locked year, as they are now. */
function correctedCounts({ corrected = {} }: Figures) {
  const moved = counts.filter(code => corrected[code] !== undefined)
  return moved.length > 0 ? { corrected: Object.fromEntries(moved.map(code => [code, corrected[code]])) } : {}
}
