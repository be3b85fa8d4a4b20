import { numberIn } from '@/app/_forms/or-not-found'
import { sayIn } from '@/app/_i18n/messages'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { NotFound } from '@/lib/core/errors'
import { ownDataOf } from '@/lib/organisation/accounts/own-data.queries'
import { ownDataResponse } from '../../../_parts/own-data'

/** 个人数据 of a person who asks for it, made by an administrator: .xlsx, or .json with `?as=json`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const viewer = await viewerOrNotFound()
    const data = await ownDataOf(viewer, numberIn((await params).id) ?? 0)
    noteExport(viewer, '/people/{id}/export', data.personId)
    return await ownDataResponse(sayIn(viewer.locale), data, new URL(request.url).searchParams.get('as'))
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 })
    throw error
  }
}
