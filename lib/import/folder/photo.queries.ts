import { sql } from 'drizzle-orm'
import { db, type On } from '@/db/client'
import { slices } from '@/db/pause'
import { unit } from '@/db/schema/roster'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import { matchKey } from '@/lib/spreadsheet/text.rules'
import { activityOfPhoto, type Photo, type PhotoActivity } from './photo.rules'

/** The activities of a year to which the viewer may attach photos, as they stand for `on`. */
export function photoActivitiesOf(viewer: Viewer, year: number, on: On = db): Promise<PhotoActivity[]> {
  return on.all<PhotoActivity>(sql`
    select a.id as id, a.day as day, coalesce(a.last_day, a.day) as lastDay, a.title as title, unit.name as host
    from activity a join unit on unit.id = a.host_unit_id
    where a.deleted_at is null and a.status not in ('draft', 'cancelled')
      and a.day <= ${`${year}-12-31`} and coalesce(a.last_day, a.day) >= ${`${year}-01-01`}
      and (${inScope(viewer, unit.path, 'organiser', 'administrator')})
    order by a.day, a.id`)
}

export type PlacedPhoto<P extends Photo> = { photo: P; activity: PhotoActivity | null }

/** The photos with the activities that they belong to; a word that looks like a unit and is none does not count. */
export async function placedPhotos<P extends Photo & { said?: string }>(
  viewer: Viewer,
  { year, photos }: { year: number; photos: readonly P[] },
  on: On = db,
): Promise<{ placed: PlacedPhoto<P>[]; activities: PhotoActivity[] }> {
  if (photos.length === 0) return { placed: [], activities: [] }
  const activities = await photoActivitiesOf(viewer, year, on)
  const units = await on.select({ name: unit.name }).from(unit)
  const known = new Set(units.map(each => matchKey(each.name)))
  const placed: PlacedPhoto<P>[] = []
  const pause = slices()
  for (const photo of photos) {
    await pause()
    const isUnit = photo.unit !== null && known.has(matchKey(photo.unit))
    const named = { ...photo, unit: isUnit ? photo.unit : null }
    placed.push({ photo, activity: activityOfPhoto(named, activities, photo.said) })
  }
  return { placed, activities }
}
