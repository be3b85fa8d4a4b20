import { notFound } from 'next/navigation'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'

/** Settings apply to the whole street: only for administrators of the top unit, NotFound for others. */
export async function settingsViewer(): Promise<Viewer> {
  const viewer = await requireViewer()
  if (!administersAll(viewer)) notFound()
  return viewer
}
