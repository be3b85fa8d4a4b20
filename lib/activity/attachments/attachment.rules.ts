import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { cleaned, type ImageFault, kindOf } from './image.rules'

/** Photos, signed sheets (签到表原件), paper lists by unit (人员名单), proofs of a leave or a make-up, and other files. */
export const attachmentKinds = ['photo', 'signedSheet', 'paperList', 'leave', 'makeUp', 'other'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

/** Proof of a person's leave or make-up: visible to that person and those who decide. */
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

/** The file as stored: an image without location and device, a PDF unchanged (not where a photo is required). */
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

/** Whether the end of a PDF is there: a truncated upload has none. */
function hasPdfEnd(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(-1024)).includes('%%EOF')
}

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
}

/**
 * The file's name: without folders and characters that file systems refuse, and with the extension of its real
 * type.
 */
export function fileNameOf(name: string, mediaType: string): string {
  const plain = name
    .replace(/^.*[\\/]/s, '')
    // Zero-width and bidirectional control characters would disguise the name.
    .replace(/[\p{Cc}\p{Cf}"*:<>?|]/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .trim()
  return `${[...plain].slice(0, 80).join('') || 'file'}.${endings[mediaType] ?? 'bin'}`
}

/** Maximum number of files: more than any inspector looks at, and a limit for the office's disk. */
export function mostOf(kind: AttachmentKind): number {
  return isProof(kind) ? 6 : 200
}

/** Every reason for refusing an attachment, transport errors included. */
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
  'readOnly',
  'other',
] as const
export type AnyAttachmentRefusal = (typeof attachmentRefusals)[number]

/**
 * Whether the viewer may attach to an item of a plan: organisers of the unit that carries it out, until the
 * plan is closed.
 */
export function mayAttachToItem(
  viewer: Viewer,
  plan: { status: string },
  item: { unitPath: string },
): boolean {
  return plan.status !== 'closed' && canOrganise(viewer, item.unitPath)
}
