import { refusalResponse } from '@/app/_http/refusal'
import { isOwnOrigin } from '@/lib/access/origin'
import { isByTimer, sawPerson } from '@/lib/access/seen'
import { viewerOrNotFound } from '@/lib/access/session'
import { NotFound } from '@/lib/core/errors'
import { takeMarks, tellChanges } from './handler'

export async function POST(request: Request) {
  if (!isOwnOrigin(request.headers)) return refusalResponse('badOrigin')
  const viewer = await viewerOrNull()
  // A mark, not the poll of an open sheet.
  if (viewer && !isByTimer(request.headers)) sawPerson(viewer.session, true)
  return takeMarks(viewer, await request.json().catch(() => null))
}

export async function GET(request: Request) {
  return tellChanges(await viewerOrNull(), Object.fromEntries(new URL(request.url).searchParams))
}

async function viewerOrNull() {
  try {
    return await viewerOrNotFound({ byTimer: true })
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}
