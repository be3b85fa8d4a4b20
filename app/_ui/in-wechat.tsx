import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'

/** Inside WeChat's own browser no calendar opens: the way out, first of all. Nothing in any other browser. */
export function InWeChat({ say, userAgent }: { say: Say; userAgent: string | null }) {
  if (!userAgent?.includes('MicroMessenger')) return null
  return (
    <Alert tone="warning" role="note" className="mb-4 print:hidden">
      <p className="font-semibold">{say.t('feed.page.wechatTitle')}</p>
      <p>{say.t('feed.page.wechat')}</p>
    </Alert>
  )
}
