import { rename, rm, writeFile } from 'node:fs/promises'
import { sayIn } from '@/app/_i18n/messages'
import { annexSheets } from '@/app/(desk)/reports/_parts/annex-sheets'
import { db } from '@/db/client'
import { damage } from '@/db/damage'
import { systemViewer } from '@/lib/access/access.queries'
import { NotFound } from '@/lib/core/errors'
import type { Day } from '@/lib/core/time'
import { loadKnown } from '@/lib/organisation/lookup/known.sql'
import { textOfFault } from '@/lib/spreadsheet/preview.rules'
import { writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { documentOf, type ReportDocument } from '@/lib/statistics/report/draft.queries'
import { writeReport } from '@/lib/statistics/report/report.sheet'
import { linesOf, unfinishedIn } from '@/lib/statistics/report/template.rules'
import type { Answer, Request } from './socket'
import { findingLines } from './verify-answer'

type Asked = { year: number; unit?: string; from?: Day; to?: Day; docx?: string; xlsx?: string }

/** The report of a year or a part of it, as the pages and their files give it. */
export async function answerReport(request: Request): Promise<Answer> {
  const { year, unit: name, from, to, docx, xlsx } = request as unknown as Asked
  const say = sayIn('zh')
  const viewer = await systemViewer('命令行')
  const known = name === undefined ? null : (await loadKnown(db, { aliases: {} })).unitNamed(name, '')
  if (known && !known.ok) return { exit: 2, say: textOfFault(say, { row: 0, field: null, ...known.fault }) }
  const of = {
    ...(known && { unitId: known.value.id }),
    from: from ?? `${year}-01-01`,
    to: to ?? `${year}-12-31`,
  }
  let report: ReportDocument
  try {
    report = await documentOf(viewer, of)
  } catch (error) {
    if (error instanceof NotFound) return { exit: 2, say: say.t('import.terminal.noUnits') }
    throw error
  }
  const lines = linesOf(report.paragraphs, report.values)
  if (docx) await writeWhole(docx, await writeReport(lines, report.filter.unitName))
  if (xlsx) await writeWhole(xlsx, await writeWorkbook(...(await annexSheets(say, viewer, report))))
  const damaged = damage().length === 0 ? null : await findingLines(say, damage())
  const open = unfinishedIn(report.paragraphs, report.values).map(
    each => `${say.t(`report.draft.${each.why}`)}：${each.text}`,
  )
  return {
    // Whoever takes the report must notice.
    exit: damaged ? 1 : 0,
    ...((damaged || open.length > 0) && {
      say: [...(damaged ? [say.t('damage.verify.figures'), ...damaged] : []), ...open].join('\n'),
    }),
    out: {
      ...(damaged && { damaged }),
      unit: report.filter.unitName,
      from: of.from,
      to: of.to,
      asOf: report.asOf,
      version: report.shown?.number ?? null,
      state: report.shown?.state ?? 'template',
      ...(docx && { docx }),
      ...(xlsx && { xlsx }),
      lines,
      figures: Object.entries(report.values).flatMap(
        ([mark, { code, text, exact, numerator, denominator }]) =>
          code ? [{ mark, code, text, exact, numerator, denominator }] : [],
      ),
    },
  }
}

/** A file that is there is replaced as a whole, or stays. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`
  try {
    await writeFile(beside, bytes)
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
