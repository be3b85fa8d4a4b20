import { namedFile } from '@/app/_http/attachment'
import type { Say } from '@/app/_i18n/messages'
import type { planPaper } from '@/lib/plan/papers/document.queries'

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A document as a download; its file name contains the revision. */
export function fileResponse(
  bytes: Uint8Array,
  kind: keyof typeof types,
  { t }: Say,
  { plan, paper, revision }: Awaited<ReturnType<typeof planPaper>>,
): Response {
  const { title } = paper
  const name = revision === null ? t('paper.draftName', { title }) : t('paper.fileName', { title, revision })
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': types[kind],
      'content-disposition': namedFile(name, { plain: `plan-${plan.id}`, extension: kind }),
      'cache-control': 'private, no-store',
    },
  })
}
