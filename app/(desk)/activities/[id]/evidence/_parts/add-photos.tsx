import type { Say } from '@/app/_i18n/messages'
import type { Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'
import { SendFiles } from '../../../../attachments/_parts/send-files.client'
import { sendWords } from '../../../../attachments/_parts/send-words'
import { UploadForm } from '../../../../attachments/_parts/upload-form'

type Props = {
  say: Say
  viewer: Viewer
  activity: { id: number; title: string; place: string | null; day: Day; lastDay: Day }
  back: string
}

/** Takes or chooses photos of an activity, with the caption line that inspectors ask for; queued while offline. */
export function AddPhotos({ say, viewer, activity, back }: Props) {
  const { id, title, place, day, lastDay } = activity
  return (
    <SendFiles
      account={viewer.accountId ?? 0}
      fields={{ kind: 'photo', activityId: String(id) }}
      stamp={{ day, lastDay, words: [place, title].filter(Boolean).join(' · ') }}
      photosOnly
      words={sendWords(say)}
    >
      <UploadForm say={say} id="photo" fields={{ kind: 'photo', activityId: id }} back={back} photosOnly />
    </SendFiles>
  )
}
