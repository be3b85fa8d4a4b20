import { isTold } from '@/db/refused'
import { Unwritten } from '@/db/write'

/** The sentence of an error that ends a command; null for one that has none. */
export async function sentenceOf(error: unknown): Promise<string | null> {
  if (error instanceof Unwritten) {
    const { sayIn } = await import('@/app/_i18n/messages')
    return sayIn('zh').t(`common.form.${error.reason}`)
  }
  return isTold(error) ? (error as Error).message : null
}
