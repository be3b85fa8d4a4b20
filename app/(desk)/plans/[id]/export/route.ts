import { NextResponse } from 'next/server'
import { idOf } from '@/app/_forms/or-not-found'
import { namedFile } from '@/app/_http/attachment'
import { sayIn } from '@/app/_i18n/messages'
import { viewerOrNotFound } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { planDocument } from '@/lib/plan/plan.queries'
import { planSheet } from '@/lib/plan/plan.sheet'
import { writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'

/** The plan as its page shows it, as .xlsx. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  try {
    const viewer = await viewerOrNotFound()
    const { plan, items } = await planDocument(viewer, idOf((await params).id), dayOf(now()))
    const bytes = await writeWorkbook(planSheet(sayIn(viewer.locale), plan, items))
    return new NextResponse(Buffer.from(bytes), {
      headers: {
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': namedFile(plan.title, { plain: `plan-${plan.id}`, extension: 'xlsx' }),
      },
    })
  } catch (error) {
    if (error instanceof NotFound) return new NextResponse(null, { status: 404 })
    throw error
  }
}
