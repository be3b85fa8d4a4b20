import type { Say } from '@/app/_i18n/messages'

/** Inside WeChat's own browser no calendar opens: the way out, first of all. Nothing in any other browser. */
export function InWeChat({ say, userAgent }: { say: Say; userAgent: string | null }) {
  if (!userAgent?.includes('MicroMessenger')) return null
  return (
    <div className="mb-4 rounded border-ochre border-l-4 bg-ochre-wash px-4 py-3 print:hidden" role="note">
      <p className="font-semibold">{say.t('feed.page.wechatTitle')}</p>
      <p>{say.t('feed.page.wechat')}</p>
    </div>
  )
}
