import Link from 'next/link'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { DraftPhoto } from '@/lib/import/folder/folder-draft.sql'
import type { PlacedPhoto } from '@/lib/import/folder/photo.queries'
import { activityAwaited, type PhotoActivity, wordsOfActivities } from '@/lib/import/folder/photo.rules'
import { nameOf } from '@/lib/import/path-facts.rules'
import { savePhotos } from '../../actions'

type Group = { folder: string; to: string; begins: string; photos: DraftPhoto[] }
type Props = {
  say: Say
  folder: { id: number; year: number; writtenAt: number | null }
  placed: PlacedPhoto<DraftPhoto>[]
  activities: PhotoActivity[]
}

/**
 * Photos by folder and activity, those that wait first; ticked ones go to the activity that is chosen. Where their day has
 * none, a new one begins with it. Those of a written folder wait for the press, with the activity that they seem to be of.
 */
export function PhotosForm({ say, folder: { id: folderId, year, writtenAt }, placed, activities }: Props) {
  const { t } = say
  const words = wordsOfActivities(activities)
  const groups = groupsOf(placed, { words, activities, year })
  const seems = writtenAt === null ? '' : (groups.find(each => each.to !== '')?.to ?? '')
  return (
    <Form action={savePhotos} className="card">
      <input type="hidden" name="folderId" value={folderId} />
      <ul className="mb-3">
        {groups.map(({ folder, to, begins, photos }) => (
          <li key={`${folder} ${to} ${begins}`} className="border-line border-t first:border-t-0">
            <label className="flex min-h-11 items-center gap-3 py-1">
              <input
                type="checkbox"
                name="photos"
                value={photos.map(each => each.id).join(',')}
                defaultChecked={seems !== '' && to === seems}
              />
              <span className="min-w-0 break-all">
                {t('importFolder.photosPart.group', { folder: folder || '/', count: photos.length })}
                <span className="block text-ink-3 text-sm">
                  {photos
                    .slice(0, 3)
                    .map(each => nameOf(each.path))
                    .join('、')}
                </span>
                <span
                  className={`block text-sm ${to === '' || writtenAt !== null ? 'text-ochre' : 'text-pine'}`}
                >
                  {to === ''
                    ? t('importFolder.waits')
                    : t(`importFolder.photosPart.${writtenAt === null ? 'goesTo' : 'seemsOf'}`, {
                        activity: to,
                      })}
                </span>
              </span>
            </label>
            {begins !== '' && (
              <Link
                href={`/activities/new?${begins}`}
                className="mb-1 ml-7 inline-flex min-h-11 items-center"
              >
                {t('importFolder.photosPart.begin', { day: new URLSearchParams(begins).get('day') ?? '' })}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <label className="mb-3 block max-w-2xl">
        {t('importFolder.photosPart.to')}
        <select name="activity" defaultValue={seems} className="field">
          <option value="">{t('importFolder.photosPart.none')}</option>
          {activities.map(each => (
            <option key={each.id} value={words.get(each.id)}>
              {words.get(each.id)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="btn">
        {t('importFolder.photosPart.save')}
      </button>
    </Form>
  )
}

type About = { words: Map<number, string>; activities: PhotoActivity[]; year: number }

function groupsOf(placed: PlacedPhoto<DraftPhoto>[], { words, activities, year }: About): Group[] {
  const groups = new Map<string, Group>()
  for (const { photo, activity } of placed) {
    const folder = photo.path.includes('/') ? photo.path.slice(0, photo.path.lastIndexOf('/')) : ''
    const to = activity ? (words.get(activity.id) ?? '') : ''
    const awaited = activity ? null : activityAwaited(photo, activities, year)
    const begins = awaited ? new URLSearchParams(awaited).toString() : ''
    const key = `${folder} ${to} ${begins}`
    const group = groups.get(key) ?? { folder, to, begins, photos: [] }
    group.photos.push(photo)
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => Number(a.to !== '') - Number(b.to !== ''))
}
