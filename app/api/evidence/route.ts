import { formWithin } from '@/app/_forms/form-within'
import { refusalOf, refusalResponse, refusalStatus } from '@/app/_http/refusal'
import { isOwnOrigin } from '@/lib/access/origin'
import { currentViewer } from '@/lib/access/session'
import { type Added, addAttachment } from '@/lib/activity/attachments/attachment.commands'
import { attachmentInput } from '@/lib/activity/attachments/attachment.input'
import { type AnyAttachmentRefusal, MOST_BYTES } from '@/lib/activity/attachments/attachment.rules'

/** The file and a few fields beside it. */
const MAX_BODY = MOST_BYTES + 64 * 1024

/**
 * Takes one photo or sheet in, who and how much checked before anything of it is kept. A page with script is answered
 * in JSON, a plain form is led back to where it came from. The address is stable: what waited for the network may come
 * from a page loaded long before.
 */
export async function POST(request: Request): Promise<Response> {
  const asksJson = request.headers.get('accept')?.includes('application/json') ?? false
  if (!isOwnOrigin(request.headers)) return said(asksJson, 'badOrigin')
  const viewer = await currentViewer()
  if (!viewer || viewer.mustChange) return asksJson ? said(true, 'signedOut') : seeOther('/sign-in')
  const form = await formWithin(request, MAX_BODY)
  // Where the form was too long its own words were not read: the page it came from is asked instead.
  if (!form) return asksJson ? said(true, 'tooBig') : back(pathOf(request.headers.get('referer')), 'tooBig')
  // What waited is its own account's: it goes on waiting while somebody else is signed in.
  const by = form.get('by')
  if (by !== null && by !== String(viewer.accountId)) return said(true, 'signedOut')
  const to = ownPath(form.get('back')) ?? pathOf(request.headers.get('referer'))
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  const parsed = attachmentInput.safeParse(fields)
  const file = form.get('file')
  if (!parsed.success || !(file instanceof File))
    return asksJson ? said(true, 'notUnderstood') : back(to, 'notUnderstood')
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
    // A page keeps the file and sends it again; a plain form is told that it was not kept.
    if (!asksJson && reason === 'diskFull') return back(to, 'notKept')
    if (!asksJson && reason === 'databaseBusy') return back(to, reason)
    return said(asksJson, reason)
  }
}

/** A full disk is the server's trouble, not the file's: what waits is sent again. */
function statusOf(answer: Added): number {
  if (answer.ok) return 200
  return answer.reason === 'notKept' ? 507 : answer.reason === 'tooBig' ? 413 : 422
}

function said(asksJson: boolean, reason: keyof typeof refusalStatus): Response {
  const headers = { 'cache-control': 'private, no-store' }
  return asksJson
    ? refusalResponse(reason, { headers })
    : new Response(null, { status: refusalStatus[reason], headers })
}

/** To the page of the form, which says in words what became of the file. */
function back(path: string, refused: AnyAttachmentRefusal | null): Response {
  const to = new URL(path, 'http://-/')
  to.searchParams.delete('refused')
  to.searchParams.delete('added')
  to.searchParams.set(refused ? 'refused' : 'added', refused ?? '1')
  return seeOther(`${to.pathname}${to.search}`)
}

function ownPath(path: unknown): string | null {
  if (typeof path !== 'string' || !/^\/[\w\-/?=&%.]*$/.test(path)) return null
  // `/..//x` is read as `//x`, which is another host.
  const { pathname, search } = new URL(path, 'http://-/')
  return pathname.startsWith('//') ? null : pathname + search
}

function pathOf(referer: string | null): string {
  const from = referer && URL.canParse(referer) ? new URL(referer) : null
  return (from && ownPath(from.pathname + from.search)) ?? '/home'
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })
}
