import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { DraftPhoto } from '@/lib/import/folder/folder-draft.sql'
import type { PlacedPhoto } from '@/lib/import/folder/photo.queries'
import { type PhotoActivity, wordsOfActivities } from '@/lib/import/folder/photo.rules'
import { nameOf } from '@/lib/import/path-facts.rules'
import { savePhotos } from '../../actions'

type Group = { folder: string; to: string; photos: DraftPhoto[] }
type Props = {
  say: Say
  folderId: number
  placed: PlacedPhoto<DraftPhoto>[]
  activities: PhotoActivity[]
}

/** Photos by folder and activity, those that wait first; ticked ones go to the activity that is chosen. */
export function PhotosForm({ say, folderId, placed, activities }: Props) {
  const { t } = say
  const words = wordsOfActivities(activities)
  return (
    <Form action={savePhotos} className="card">
      <input type="hidden" name="folderId" value={folderId} />
      <ul className="mb-3">
        {groupsOf(placed, words).map(({ folder, to, photos }) => (
          <li key={`${folder} ${to}`} className="border-line border-t first:border-t-0">
            <label className="flex min-h-11 items-center gap-3 py-1">
              <input type="checkbox" name="photos" value={photos.map(each => each.id).join(',')} />
              <span className="min-w-0 break-all">
                {t('importFolder.photosPart.group', { folder: folder || '/', count: photos.length })}
                <span className="block text-ink-3 text-sm">
                  {photos
                    .slice(0, 3)
                    .map(each => nameOf(each.path))
                    .join('、')}
                </span>
                <span className={`block text-sm ${to === '' ? 'text-ochre' : 'text-pine'}`}>
                  {to === ''
                    ? t('importFolder.waits')
                    : t('importFolder.photosPart.goesTo', { activity: to })}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <label className="mb-3 block max-w-2xl">
        {t('importFolder.photosPart.to')}
        <select name="activity" defaultValue="" className="field">
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

function groupsOf(placed: PlacedPhoto<DraftPhoto>[], words: Map<number, string>): Group[] {
  const groups = new Map<string, Group>()
  for (const { photo, activity } of placed) {
    const folder = photo.path.includes('/') ? photo.path.slice(0, photo.path.lastIndexOf('/')) : ''
    const to = activity ? (words.get(activity.id) ?? '') : ''
    const group = groups.get(`${folder} ${to}`) ?? { folder, to, photos: [] }
    group.photos.push(photo)
    groups.set(`${folder} ${to}`, group)
  }
  return [...groups.values()].sort((a, b) => Number(a.to !== '') - Number(b.to !== ''))
}
