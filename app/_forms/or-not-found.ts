import { notFound } from 'next/navigation'
import { NotFound } from '@/lib/core/errors'

/** The result of a query, or the 404 page if it throws NotFound. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof NotFound) notFound()
    throw error
  }
}

/** The id in a step of an address; anything else is a 404. */
export function idOf(step: string): number {
  return numberIn(step) ?? notFound()
}

/** The id, page or year that a question names (`?unit=4`); null for whatever is no positive whole number. */
export function numberIn(asked: unknown): number | null {
  return typeof asked === 'string' && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : null
}
