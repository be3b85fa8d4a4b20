import type { ReactNode } from 'react'
import { Frame } from '@/app/_ui/frame'
import { saying } from '@/lib/i18n/say'
import { LanguageSwitch } from './language/switch'

export default async function EntryLayout({ children }: { children: ReactNode }) {
  const say = await saying()
  return (
    <Frame say={say} home="/" places={[]} menu={<LanguageSwitch say={say} />}>
      {children}
    </Frame>
  )
}
