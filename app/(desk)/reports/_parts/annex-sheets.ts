import type { Say } from '@/app/_i18n/messages'
import { columnsOf } from '@/app/(desk)/rates/rows/_parts/rows-columns'
import type { Viewer } from '@/lib/access/access.rules'
import { NotFound } from '@/lib/core/errors'
import { type Formula, type OutgoingSheet, sheetNameOf } from '@/lib/spreadsheet/workbook.sheet'
import { filterFor } from '@/lib/statistics/rates/rate.queries'
import { isFraction } from '@/lib/statistics/rates/rate.rules'
import { rowsBehind } from '@/lib/statistics/rates/rows.queries'
import type { ReportDocument } from '@/lib/statistics/report/draft.queries'
import { type MarkValue, marksIn } from '@/lib/statistics/report/mark.rules'
import { writtenTexts } from '@/lib/statistics/report/template.rules'

type Named = MarkValue & { body: string }

/** Rows of a workbook that an office computer still opens. */
const MOST_ROWS = { ofSheet: 20_000, inAll: 100_000 }

/**
 * The annex of a report: a sheet of its figures, reckoned from the sheets of their rows. A figure that was kept and whose
 * rows have changed since stands as it was kept; one with more rows than a sheet may have stands without a formula, and its
 * sheet says how many there are.
 */
export async function annexSheets(
  say: Say,
  viewer: Viewer,
  report: ReportDocument,
  most = MOST_ROWS,
): Promise<OutgoingSheet[]> {
  const { t } = say
  const figures = figuresIn(report)
  const behind: Awaited<ReturnType<typeof rowsSheet>>[] = []
  let left = most.inAll
  for (const [at, value] of figures.entries()) {
    const found = await rowsSheet(say, viewer, value, `${at + 1} ${value.body}`, Math.min(left, most.ofSheet))
    behind.push(found)
    left -= found.sheet.rows.length
  }
  const formulas = behind.flatMap(({ value, sums, places, isWhole }, row): Formula[] => {
    const { numerator = 0, denominator = 0 } = value
    const isFractional = value.code !== null && isFraction(value.code)
    const isAsKept = isWhole && sums[0] === numerator && (!isFractional || sums[1] === denominator)
    return [
      ...(isAsKept ? [{ row, column: 2, formula: places[0], result: numerator }] : []),
      ...(isAsKept && isFractional ? [{ row, column: 3, formula: places[1], result: denominator }] : []),
      ...(isFractional && denominator > 0
        ? [
            {
              row,
              column: 4,
              formula: 'C{row}/D{row}',
              result: numerator / denominator,
              isPercent: true as const,
            },
          ]
        : []),
    ]
  })
  const first: OutgoingSheet = {
    sheetName: t('report.annex.sheet'),
    title: t('report.annex.sheetTitle', { unit: report.filter.unitName, asOf: report.asOf }),
    columns: [
      { head: t('report.annex.name'), width: 30, kind: 'text' },
      { head: t('report.annex.prose'), width: 16, kind: 'text' },
      { head: t('report.annex.numerator'), width: 12, kind: 'number' },
      { head: t('report.annex.denominator'), width: 12, kind: 'number' },
      { head: t('report.annex.share'), width: 12, kind: 'number' },
      { head: t('report.annex.rowsIn'), width: 34, kind: 'text' },
    ],
    rows: behind.map(({ value, sheet }) => [
      value.body,
      value.corrected
        ? `${value.text}${t('common.figure.corrected', { text: value.corrected })}`
        : value.text,
      value.numerator ?? null,
      value.code && isFraction(value.code) ? (value.denominator ?? null) : null,
      null,
      sheetNameOf(sheet.sheetName),
    ]),
    formulas,
  }
  return [first, ...behind.map(each => each.sheet)]
}

/** The figures that are written in the report, each once. */
function figuresIn({ paragraphs, values }: ReportDocument): Named[] {
  const written = writtenTexts(paragraphs, values).flatMap(text => marksIn(text).map(mark => mark.body))
  return [...new Set(written)].flatMap(body => {
    const value = values[body]
    return value?.code && value.of ? [{ ...value, body }] : []
  })
}

/** A kept figure may be of a unit that has gone elsewhere since: it stands without its rows. */
export function goneIsNull(error: unknown): null {
  if (error instanceof NotFound) return null
  throw error
}

async function rowsSheet(say: Say, viewer: Viewer, value: Named, sheetName: string, most: number) {
  const { t } = say
  const { code, of } = value
  if (!code || !of) throw new Error(`${value.body} has no rows.`)
  const filter = await filterFor(viewer, of).catch(goneIsNull)
  const behind = filter && (await rowsBehind(filter, code, { target: of.target, limit: most }))
  const rows = behind?.rows ?? []
  const count = behind?.totals.rows ?? 0
  const isWhole = rows.length === count
  const columns = behind ? columnsOf(say, code, filter, behind) : []
  const name = sheetNameOf(sheetName)
  const last = Math.max(3, rows.length + 2)
  const sumOf = (column: number) =>
    `SUM('${name.replaceAll("'", "''")}'!${letter(column)}3:${letter(column)}${last})`
  const counted = rows as { n: number; d: number }[]
  const sheet: OutgoingSheet = {
    sheetName,
    title: [
      `${value.body} ${value.exact} · ${of.from}–${of.to} · ${t('rate.page.asOf', { day: of.asOf })}`,
      ...(isWhole ? [] : [t('report.annex.cut', { shown: rows.length, count })]),
    ].join(' · '),
    columns: [
      ...columns.map(({ head, width, kind }) => ({ head, width, kind })),
      { head: t('report.annex.inNumerator'), width: 10, kind: 'number' },
      { head: t('report.annex.inDenominator'), width: 10, kind: 'number' },
    ],
    rows: counted.map(row => [
      ...columns.map(column => {
        const { text, value } = column.cell(row as never)
        return value === undefined ? text : value
      }),
      row.n,
      row.d,
    ]),
  }
  const sum = (of: 'n' | 'd') => counted.reduce((total, row) => total + row[of], 0)
  return {
    value,
    sheet,
    isWhole,
    sums: [sum('n'), sum('d')] as [number, number],
    places: [sumOf(columns.length), sumOf(columns.length + 1)] as [string, string],
  }
}

// No sheet of rows has more than 26 columns.
const letter = (column: number) => String.fromCharCode(65 + column)
