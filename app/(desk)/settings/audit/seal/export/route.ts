import { namedFile } from '@/app/_http/attachment'
import { sayIn } from '@/app/_i18n/messages'
import { sealToKeep } from '@/lib/access/seal.queries'
import { viewerOrNotFound } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { NotFound } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'

/** The seal as a text file: its line, and a line for each entry sealed today. */
export async function GET(): Promise<Response> {
  try {
    const viewer = await viewerOrNotFound()
    const lines = await sealToKeep(viewer)
    const { t } = sayIn(viewer.locale)
    const text = [t('audit.seal.fileHead'), ...lines, ''].join('\r\n')
    return new Response(text, {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': namedFile(`${t('audit.seal.file')} ${dayOf(now())}`, {
          plain: 'seal',
          extension: 'txt',
        }),
        'cache-control': 'private, no-store',
      },
    })
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 })
    throw error
  }
}
