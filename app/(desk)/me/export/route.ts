import { sayIn } from '@/app/_i18n/messages'
import { noteExport } from '@/lib/access/audit.commands'
import { viewerOrNotFound } from '@/lib/access/session'
import { NotFound } from '@/lib/core/errors'
import { ownDataOf } from '@/lib/organisation/accounts/own-data.queries'
import { ownDataResponse } from '../../_parts/own-data'

/** 我的数据 of whoever asks: .xlsx, or .json with `?as=json`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const viewer = await viewerOrNotFound()
    const data = await ownDataOf(viewer, viewer.personId ?? 0)
    noteExport(viewer, '/me/export', data.personId)
    return await ownDataResponse(sayIn(viewer.locale), data, new URL(request.url).searchParams.get('as'))
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 })
    throw error
  }
}
