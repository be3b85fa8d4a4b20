import { formWithin } from '@/app/_forms/form-within'
import { signedOutUpload } from '@/app/_forms/signed-out-upload'
import { ownPath } from '@/app/_http/own-path'
import { refererOf } from '@/app/_http/referer'
import { type Refusal, refusalOf, refusalResponse, type refusalStatus } from '@/app/_http/refusal'
import { seeOther } from '@/app/_http/see-other'
import { saying } from '@/app/_i18n/say'
import { isOwnOrigin } from '@/lib/access/origin'
import { heldSession, viewerSeen } from '@/lib/access/session'
import { type Added, addAttachment } from '@/lib/activity/attachments/attachment.commands'
import { attachmentInput } from '@/lib/activity/attachments/attachment.input'
import { type AnyAttachmentRefusal, MOST_BYTES } from '@/lib/activity/attachments/attachment.rules'

/** The file and a few further fields, in bytes. */
const MAX_BODY = MOST_BYTES + 64 * 1024

/**
 * Receives one photo or sheet; the viewer and the size are checked before anything is stored. Script gets JSON,
 * a plain form a redirect back to its page. The address is stable: a queued file may come from a page loaded
 * long before.
 */
export async function POST(request: Request): Promise<Response> {
  const asksJson = request.headers.get('accept')?.includes('application/json') ?? false
  const from = pathOf(refererOf(request.headers))
  if (!isOwnOrigin(request.headers)) return asksJson ? said('badOrigin') : back(from, 'badOrigin')
  const viewer = await viewerSeen()
  if ((!viewer || viewer.owes) && asksJson) return said('signedOut')
  if (!viewer || viewer.owes)
    return signedOutUpload(request, MAX_BODY, await saying(), { held: await heldSession(), viewer })
  const form = await formWithin(request, MAX_BODY)
  // The body was too long to parse, so the address of the form's page is taken from the Referer.
  if (!form) return asksJson ? said('tooBig') : back(from, 'tooBig')
  // A queued file belongs to one account: it stays queued while somebody else is signed in.
  const by = form.get('by')
  if (by !== null && by !== String(viewer.accountId)) return said('signedOut')
  const typed = form.get('back')
  const to = typeof typed === 'string' && typed.startsWith('/') ? ownPath(typed) : from
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  const parsed = attachmentInput.safeParse(fields)
  const file = form.get('file')
  if (!parsed.success || !(file instanceof File))
    return asksJson ? said('notUnderstood') : back(to, 'notUnderstood')
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const answer = await addAttachment(viewer, { ...parsed.data, bytes, fileName: file.name.slice(0, 300) })
    if (!asksJson) return back(to, answer.ok ? null : answer.reason)
    return Response.json(answer, {
      status: statusOf(answer),
      headers: { 'cache-control': 'private, no-store' },
    })
  } catch (error) {
    const reason = refusalOf(error)
    return asksJson ? said(reason) : back(to, inPage[reason])
  }
}

/** With script the file stays queued and is retried; a plain form is told that the file was not stored. */
const inPage: Record<Refusal, AnyAttachmentRefusal> = {
  changedMeanwhile: 'other',
  lockedYear: 'other',
  forbidden: 'forbidden',
  notFound: 'notFound',
  databaseBusy: 'databaseBusy',
  diskFull: 'notKept',
  readOnly: 'readOnly',
  signedOut: 'other',
}

/** A full disk is a server error, not one of the file: the file is retried. */
function statusOf(answer: Added): number {
  if (answer.ok) return 200
  return answer.reason === 'notKept' ? 507 : answer.reason === 'tooBig' ? 413 : 422
}

function said(reason: keyof typeof refusalStatus): Response {
  return refusalResponse(reason, { headers: { 'cache-control': 'private, no-store' } })
}

/** Redirects to the form's page, which shows the result. */
function back(path: string, refused: AnyAttachmentRefusal | null): Response {
  const to = new URL(path, 'http://-/')
  to.searchParams.delete('refused')
  to.searchParams.delete('added')
  to.searchParams.set(refused ? 'refused' : 'added', refused ?? '1')
  return seeOther(`${to.pathname}${to.search}`)
}

function pathOf(from: URL | null): string {
  return from ? ownPath(from.pathname + from.search) : '/home'
}
