import type { Say } from '@/app/_i18n/messages'
import { InWeChat } from '@/app/_ui/in-wechat'
import { Part } from './part'

export function InWeChatPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/in-wechat.tsx">
      <InWeChat say={say} userAgent="MicroMessenger" />
    </Part>
  )
}
