import type { Say } from '@/app/_i18n/messages'
import { Tag } from '@/app/_ui/tag'
import type { ReviewState } from '@/lib/organisation/review/review.rules'

/** 待审核 or 退回; nothing of what is passed. */
export function ReviewTag({ say, review }: { say: Say; review: ReviewState | null }) {
  if (review === null) return null
  return <Tag tone={review === 'waiting' ? 'soon' : 'owed'}>{say.t(`review.state.${review}`)}</Tag>
}
