import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'

/** WeChat's built-in browser cannot open a calendar: tells the reader how to leave it. Empty in any other browser. */
export function InWeChat({ say, userAgent }: { say: Say; userAgent: string | null }) {
  if (!userAgent?.includes('MicroMessenger')) return null
  return (
    <Alert tone="warning" role="note" className="mb-4 print:hidden">
      <p className="font-semibold">{say.t('feed.page.wechatTitle')}</p>
      <p>{say.t('feed.page.wechat')}</p>
    </Alert>
  )
}
