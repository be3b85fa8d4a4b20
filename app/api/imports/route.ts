import { formWithin } from '@/app/_forms/form-within'
import { signedOutUpload } from '@/app/_forms/signed-out-upload'
import { refererOf } from '@/app/_http/referer'
import { refusalOf } from '@/app/_http/refusal'
import { seeOther } from '@/app/_http/see-other'
import type { KeyUnder } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { holds } from '@/lib/access/access.rules'
import { isOwnOrigin } from '@/lib/access/origin'
import { heldSession, viewerSeen } from '@/lib/access/session'
import { draftImport } from '@/lib/import/import.commands'
import { uploadInput } from '@/lib/import/import.input'
import { mayImport } from '@/lib/import/import.queries'
import { MAX_FILE_BYTES } from '@/lib/spreadsheet/formats/workbook'

/** The reasons for which the form's page has a message. */
type Why = KeyUnder<'import.refused'> | KeyUnder<'common.form'>

/** The file and a few further fields, in bytes. */
const MAX_BODY = MAX_FILE_BYTES + 64 * 1024

/** Receives a sheet: checks the viewer and the size before parsing it, then redirects to its preview. */
export async function POST(request: Request): Promise<Response> {
  const asked = refererOf(request.headers)?.searchParams.get('kind') ?? null
  if (!isOwnOrigin(request.headers)) return refusedTo(asked, 'badOrigin')
  const viewer = await viewerSeen()
  if (!viewer || viewer.owes)
    return signedOutUpload(request, MAX_BODY, await saying(), { held: await heldSession(), viewer })
  const form = await formWithin(request, MAX_BODY)
  if (!form) return refusedTo(asked, 'unreadable.tooBig')
  const file = form.get('file')
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  const parsed = uploadInput.safeParse(fields)
  if (!parsed.success) return refusedTo(String(fields.kind), 'badField')
  const { kind, sheet, ...options } = parsed.data
  if (kind ? !mayImport(viewer, kind) : !holds(viewer, 'organiser', 'administrator'))
    return refusedTo(kind ?? null, 'forbidden')
  if (!(file instanceof File) || file.size === 0) return refusedTo(kind ?? null, 'noFile', options.plan)
  const bytes = new Uint8Array(await file.arrayBuffer())
  try {
    const made = await draftImport(viewer, {
      kind,
      fileName: file.name.slice(0, 200),
      bytes,
      sheet,
      options: { ...options, aliases: {} },
    })
    if (made.ok) return seeOther(`/imports/${made.draftId}`)
    const { places } = made
    return refusedTo(kind ?? null, made.reason, options.plan, places.detail)
  } catch (error) {
    const reason = refusalOf(error)
    return refusedTo(kind ?? null, reason === 'notFound' ? 'badField' : reason, options.plan)
  }
}

/** Redirects to the form; without a known kind to the list of kinds. */
function refusedTo(kind: string | null, reason: Why, plan?: string, detail = ''): Response {
  const query = new URLSearchParams({ kind: kind ?? '', refused: reason })
  if (plan) query.set('plan', plan)
  if (detail) query.set('detail', detail)
  return seeOther(`/imports?${query}`)
}
