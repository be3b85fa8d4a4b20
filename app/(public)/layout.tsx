import type { ReactNode } from 'react'
import { saying } from '@/app/_i18n/say'
import { Frame } from '@/app/_ui/frame'
import { Link } from '@/app/_ui/link'
import { LanguageSwitch } from '@/app/(entry)/language/_parts/switch'
import { viewerSeen } from '@/lib/access/session'

/** The simple frame of public pages, with a link to sign in. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  const say = await saying()
  const viewer = await viewerSeen()
  return (
    <Frame
      say={say}
      home="/public"
      places={[]}
      menu={
        <div className="flex flex-none items-center gap-2">
          <LanguageSwitch say={say} />
          <Link
            href={viewer ? '/home' : '/sign-in'}
            className="flex min-h-11 items-center text-ink-2 text-sm"
          >
            {viewer ? say.t('common.nav.mine') : say.t('calendar.public.signIn')}
          </Link>
        </div>
      }
    >
      {children}
    </Frame>
  )
}
