import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { cleaned, type ImageFault, kindOf } from './image.rules'

/** Photos, signed sheets (签到表原件), paper lists by unit (人员名单), proofs of a leave or a make-up, and the rest. */
export const attachmentKinds = ['photo', 'signedSheet', 'paperList', 'leave', 'makeUp', 'other'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

/** What proves somebody's leave or make-up: for that person and those who decide. */
export function isProof(kind: AttachmentKind): kind is 'leave' | 'makeUp' {
  return kind === 'leave' || kind === 'makeUp'
}

export const MOST_BYTES = 15 * 1024 * 1024

export type FileFault = ImageFault | 'empty' | 'tooBig' | 'noPdf'
export type Kept = {
  bytes: Uint8Array
  mediaType: string
  width: number | null
  height: number | null
}

/** The file as it is kept: a picture without place and device, a PDF as it came (not where a photo is asked for). */
export function storable(
  bytes: Uint8Array,
  kind: AttachmentKind,
): { ok: true; file: Kept } | { ok: false; reason: FileFault } {
  if (bytes.length === 0) return { ok: false, reason: 'empty' }
  if (bytes.length > MOST_BYTES) return { ok: false, reason: 'tooBig' }
  if (kindOf(bytes) === 'application/pdf') {
    if (kind === 'photo') return { ok: false, reason: 'noPdf' }
    if (!hasPdfEnd(bytes)) return { ok: false, reason: 'damaged' }
    return { ok: true, file: { bytes, mediaType: 'application/pdf', width: null, height: null } }
  }
  const clean = cleaned(bytes)
  if (!clean.ok) return clean
  const { ok: _, ...file } = clean
  return { ok: true, file }
}

/** A PDF that was cut off in the upload has no end. */
function hasPdfEnd(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(-1024)).includes('%%EOF')
}

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
}

/** The name a file goes by: as it came, without a folder or what no file system takes, and with the ending that it is. */
export function fileNameOf(name: string, mediaType: string): string {
  const plain = name
    .replace(/^.*[\\/]/s, '')
    // Zero-width and turning characters would show another name than is there.
    .replace(/[\p{Cc}\p{Cf}"*:<>?|]/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .trim()
  return `${[...plain].slice(0, 80).join('') || 'file'}.${endings[mediaType] ?? 'bin'}`
}

/** More than this no inspector looks at, and no disk of an office holds for long. */
export function mostOf(kind: AttachmentKind): number {
  return isProof(kind) ? 6 : 200
}

/** Every reason for which a file is not attached, those of its way here among them. */
export const attachmentRefusals = [
  'empty',
  'tooBig',
  'unknownKind',
  'heic',
  'damaged',
  'animated',
  'tooManyPixels',
  'noPdf',
  'notKept',
  'planClosed',
  'noUnit',
  'tooMany',
  'notUnderstood',
  'badOrigin',
  'notFound',
  'forbidden',
  'databaseBusy',
  'other',
] as const
export type AnyAttachmentRefusal = (typeof attachmentRefusals)[number]

/** Whether the viewer may attach to an item of a plan: who answers for the unit that carries it out, until it is closed. */
export function mayAttachToItem(
  viewer: Viewer,
  plan: { status: string },
  item: { unitPath: string },
): boolean {
  return plan.status !== 'closed' && canOrganise(viewer, item.unitPath)
}
