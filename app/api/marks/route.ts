import { refusalResponse } from '@/app/_http/refusal'
import type { Viewer } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { viewerOrNotFound } from '@/lib/access/session'
import { NotFound } from '@/lib/core/errors'
import { takeMarks, tellChanges } from './handler'

export async function POST(request: Request) {
  if (!isOwnOrigin(request.headers)) return refusalResponse('badOrigin')
  return takeMarks(await viewerOrNull(), await request.json().catch(() => null))
}

export async function GET(request: Request) {
  return tellChanges(await viewerOrNull(), Object.fromEntries(new URL(request.url).searchParams))
}

async function viewerOrNull(): Promise<Viewer | null> {
  try {
    return await viewerOrNotFound()
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}
