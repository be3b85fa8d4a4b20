import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { personById } from '@/lib/organisation/people/person.queries'

export type PersonParams = { params: Promise<{ id: string }> }

/** The person named by the address, as of today, or the 404 page. */
export async function personOf({ params }: PersonParams) {
  const viewer = await requireViewer()
  const today = dayOf(now())
  return { viewer, today, person: await orNotFound(personById(viewer, idOf((await params).id), today)) }
}

/** The same for pages that change something. */
export async function personToChange(props: PersonParams) {
  const found = await personOf(props)
  if (!found.person.mayChange) notFound()
  return found
}
