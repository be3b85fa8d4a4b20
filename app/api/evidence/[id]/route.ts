import { numberIn } from '@/app/_forms/or-not-found'
import { namedFile } from '@/app/_http/attachment'
import { sayIn } from '@/app/_i18n/messages'
import { currentViewer } from '@/lib/access/session'
import { attachmentFile } from '@/lib/activity/attachments/attachment.queries'
import { NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'

// The proxy skips this path so that uploads are not truncated: sets here the headers that the proxy sets elsewhere.
const safe = {
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * A photo or sheet for viewers who may see it, with its hash verified; a file that is missing or damaged on
 * disk is reported as such.
 */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const viewer = await currentViewer()
  const id = numberIn((await params).id)
  if (!viewer || viewer.owes || id === null) return nothing()
  try {
    const { row, file } = await attachmentFile(viewer, id)
    if (file.state !== 'whole') {
      const day = row.purgedAt === null ? '' : dayOf(row.purgedAt)
      const text = sayIn(viewer.locale).t(`attachment.state.${file.state}`, { day })
      return new Response(text, {
        status: 410,
        headers: { ...safe, 'content-type': 'text/plain; charset=utf-8' },
      })
    }
    const way = row.mediaType.startsWith('image/') ? 'inline' : 'attachment'
    return new Response(file.bytes, {
      headers: {
        ...safe,
        'content-type': row.mediaType,
        'content-length': String(file.bytes.length),
        'content-disposition': namedFile(row.name, {
          plain: `${row.id}${/\.\w+$/.exec(row.name)?.[0] ?? ''}`,
          way,
        }),
      },
    })
  } catch (error) {
    if (error instanceof NotFound) return nothing()
    throw error
  }
}

function nothing(): Response {
  return new Response(null, { status: 404, headers: safe })
}
