import { headers } from 'next/headers'
import type { Say } from '@/app/_i18n/messages'
import { CopyText } from '@/app/_ui/copy-text.client'
import type { Viewer } from '@/lib/access/access.rules'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'
import { noticeOf } from '@/lib/calendar/reminders/notice.queries'
import { noticeText } from '@/lib/calendar/reminders/notice.rules'
import type { Day } from '@/lib/core/time'

type Props = { say: Say; viewer: Viewer; activityId: number; today: Day }

/** 通知文本 of this activity, to copy into the office's chat group; for residents with the public address. */
export async function NoticeText({ say, viewer, activityId, today }: Props) {
  const { told, people } = await noticeOf(viewer, activityId)
  const base = baseFor((await headers()).get('host'), process.env.APP_URL)
  const link = `${base}/${told.isPublic ? 'public' : 'activities'}/${activityId}`
  return (
    <section className="card" aria-labelledby="notice">
      <h2 id="notice">{say.t('notice.title')}</h2>
      <p className="mb-2 text-ink-3 text-sm">{say.t('notice.lead')}</p>
      <CopyText
        text={noticeText(say, told, people, link, today)}
        label={say.t('notice.text')}
        copy={say.t('notice.copy')}
        copied={say.t('notice.copied')}
      />
    </section>
  )
}
