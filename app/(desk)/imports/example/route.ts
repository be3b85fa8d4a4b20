import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_forms/or-not-found'
import { namedFile } from '@/app/_http/attachment'
import { viewerOrNotFound } from '@/lib/access/session'
import { exampleOf, mayImport } from '@/lib/import/import.queries'
import { planKinds } from '@/lib/plan/plan.rules'
import { importKinds } from '@/lib/spreadsheet/importer.rules'
import { writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'

/** A template of the sheet, to fill in. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await orNotFound(viewerOrNotFound())
  const asked = new URL(request.url).searchParams
  const kind = importKinds.find(each => each === asked.get('kind'))
  if (!kind || !mayImport(viewer, kind)) notFound()
  const plan = planKinds.find(each => each === asked.get('plan'))
  const sheet = exampleOf(kind, plan)
  return new Response((await writeWorkbook(sheet)) as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': namedFile(sheet.sheetName, { plain: kind, extension: 'xlsx' }),
      'cache-control': 'private, no-store',
    },
  })
}
