import type { ReactNode } from 'react'
import { saying } from '@/app/_i18n/say'
import { Frame } from '@/app/_ui/frame'
import { LanguageSwitch } from './language/_parts/switch'

export default async function EntryLayout({ children }: { children: ReactNode }) {
  const say = await saying()
  return (
    <Frame say={say} home="/" places={[]} menu={<LanguageSwitch say={say} />}>
      {children}
    </Frame>
  )
}
