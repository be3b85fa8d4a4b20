import { formWithin } from '@/app/_forms/form-within'
import { signedOutUpload } from '@/app/_forms/signed-out-upload'
import { refererOf } from '@/app/_http/referer'
import { refusalOf } from '@/app/_http/refusal'
import { seeOther } from '@/app/_http/see-other'
import type { KeyUnder } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { isOwnOrigin } from '@/lib/access/origin'
import { heldSession, viewerSeen } from '@/lib/access/session'
import { draftMeetingLog } from '@/lib/attendance/meeting-log/meeting-log.commands'
import { meetingLogUpload } from '@/lib/attendance/meeting-log/meeting-log.input'
import { rollOf } from '@/lib/attendance/meeting-log/meeting-log.queries'
import { MAX_FILE_BYTES } from '@/lib/spreadsheet/formats/workbook'

type Why = KeyUnder<'meetingLog.refused'> | KeyUnder<'import.refused'> | KeyUnder<'common.form'>

/** The file and a few further fields, in bytes. */
const MAX_BODY = MAX_FILE_BYTES + 64 * 1024

/** Receives a meeting log for one roll, then redirects to its preview. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return refusedTo(cameFrom(request), 'badOrigin')
  const viewer = await viewerSeen()
  if (!viewer || viewer.owes)
    return signedOutUpload(request, MAX_BODY, await saying(), { held: await heldSession(), viewer })
  const form = await formWithin(request, MAX_BODY)
  if (!form) return refusedTo(cameFrom(request), 'unreadable.tooBig')
  const file = form.get('file')
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  const parsed = meetingLogUpload.safeParse(fields)
  if (!parsed.success) return refusedTo(cameFrom(request), 'badField')
  const { activityId, profile, sheet } = parsed.data
  const page = `/activities/${activityId}/import`
  try {
    await rollOf(viewer, activityId)
    if (!(file instanceof File) || file.size === 0) return refusedTo(page, 'noFile')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const fileName = file.name.slice(0, 200)
    const made = await draftMeetingLog(viewer, { activityId, fileName, bytes, profile, sheet })
    if (made.ok) return seeOther(`${page}/${made.draftId}`)
    return refusedTo(page, made.reason, 'places' in made ? made.places.detail : '')
  } catch (error) {
    const reason = refusalOf(error)
    // The page is not found either, and says so.
    return reason === 'notFound' ? seeOther(page) : refusedTo(page, reason)
  }
}

/** The form's page if the body does not name it; never another page. */
function cameFrom(request: Request): string {
  const pathname = refererOf(request.headers)?.pathname ?? ''
  return /^\/activities\/\d+\/import$/.test(pathname) ? pathname : '/activities'
}

/** Redirects to the form, which has a message for the reason. */
function refusedTo(page: string, reason: Why, detail?: string): Response {
  const query = new URLSearchParams({ refused: reason, ...(detail === undefined ? {} : { detail }) })
  return seeOther(`${page}?${query}`)
}
