import type { Metadata } from 'next'
import type { MessageKey } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'

/** The title of a page in the reader's language: `export const generateMetadata = titled('…')`. */
export function titled(key: MessageKey): () => Promise<Metadata> {
  return async () => ({ title: (await saying()).t(key) })
}
