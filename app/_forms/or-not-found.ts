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

/** The id in an address; anything else is a 404. */
export function idOf(step: string): number {
  if (!/^[1-9]\d{0,8}$/.test(step)) notFound()
  return Number(step)
}
