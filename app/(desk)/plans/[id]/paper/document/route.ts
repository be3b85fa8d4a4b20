import { idOf } from '@/app/_forms/or-not-found'
import { sayIn } from '@/app/_i18n/messages'
import { viewerOrNotFound } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { planPaper } from '@/lib/plan/papers/document.queries'
import { writeDocument } from '@/lib/plan/papers/document.sheet'
import { fileResponse } from '../_parts/file-response'
import { revisionIn } from '../_parts/which'

/** One revision, or the draft, as .docx. */
export async function GET(request: Request, { params }: RouteContext<'/plans/[id]/paper/document'>) {
  try {
    const viewer = await viewerOrNotFound()
    const revision = revisionIn(new URL(request.url).searchParams.get('revision'))
    const found = await planPaper(viewer, idOf((await params).id), revision, dayOf(now()))
    const bytes = await writeDocument(found.paper, found.plan.unitName)
    return fileResponse(bytes, 'docx', sayIn(viewer.locale), found)
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 })
    throw error
  }
}
