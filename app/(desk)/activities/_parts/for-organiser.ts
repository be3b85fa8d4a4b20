import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { canOrganise } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { activityById } from '@/lib/activity/activity.queries'

/**
 * The activity of a page that only its organiser may open, or those whom another question lets through; NotFound for
 * everybody else. Commands ask the same questions (`lib/access/access.rules.ts`).
 */
export async function forOrganiser(params: Promise<{ id: string }>, may = canOrganise) {
  const viewer = await requireViewer()
  const found = await orNotFound(activityById(viewer, idOf((await params).id)))
  if (!may(viewer, found.unit.path)) notFound()
  return { viewer, ...found }
}
