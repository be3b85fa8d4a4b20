import { seeOther } from '@/app/_http/see-other'
import type { Say } from '@/app/_i18n/messages'
import { pageFor } from '@/lib/access/session'
import type { HeldSession, Owed } from '@/lib/access/session.queries'
import { formWithin } from './form-within'
import { type ChosenFile, chosenIn, keptPage } from './kept-page'

/**
 * The answer to a file sent by a plain form whose session has ended, or owes something first: which file has to be
 * chosen again, and what was typed beside it. Whoever never was signed in is sent to the sign-in page, unread.
 */
export async function signedOutUpload(
  request: Request,
  most: number,
  say: Say,
  { held, viewer }: { held: HeldSession | null; viewer: { owes: Owed } | null },
): Promise<Response> {
  const form = (held && (await formWithin(request, most))) ?? new FormData()
  const fields = [...form].filter((each): each is [string, string] => typeof each[1] === 'string')
  return filesLost(request, say, { viewer, fields, files: chosenIn(form) })
}

type Lost = { viewer: { owes: Owed } | null; fields: [string, string][]; files: ChosenFile[] }

/** The same for a form that has been read: where no file was sent, it leads to the sign-in page. */
export function filesLost(request: Request, say: Say, { viewer, fields, files }: Lost): Response {
  if (files.length === 0) return seeOther('/sign-in')
  const way = viewer?.owes ? pageFor(viewer.owes) : '/sign-in'
  const isHttps = request.headers.get('x-forwarded-proto') === 'https'
  const action = new URL(request.url).pathname
  return keptPage(say, { title: say.t('common.form.kept'), way, action, fields, files, isHttps })
}
