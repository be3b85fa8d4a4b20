import { notFound } from 'next/navigation'
import { administersAll, type Viewer } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'

/** Settings are those of the whole street: for the administrator of the top unit, and not there for others. */
export async function settingsViewer(): Promise<Viewer> {
  const viewer = await requireViewer()
  if (!administersAll(viewer)) notFound()
  return viewer
}
