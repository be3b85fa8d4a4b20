import { idOf } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { viewerOrNotFound } from '@/lib/access/session'
import { NotFound } from '@/lib/core/errors'
import { stateOf } from '../_parts/check-in-state'

/** The current state of the screen; polled every two seconds by each screen. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const id = idOf((await params).id)
  try {
    const viewer = await viewerOrNotFound({ byTimer: true })
    const { state } = await stateOf(viewer, await saying(), id, {
      host: request.headers.get('host'),
      hidesNames: new URL(request.url).searchParams.get('names') === 'hide',
    })
    return Response.json(state)
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 })
    throw error
  }
}
