import { notFound } from 'next/navigation'
import { NotFound } from '@/lib/core/errors'

/** What a query gives, or the 404 page where it is not there or not for this viewer. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof NotFound) notFound()
    throw error
  }
}

/** The id in an address; what is no id has no page. */
export function idOf(step: string): number {
  if (!/^[1-9]\d{0,8}$/.test(step)) notFound()
  return Number(step)
}
