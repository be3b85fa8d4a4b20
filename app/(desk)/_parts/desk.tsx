import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { saying } from '@/app/_i18n/say'
import { Keeper } from '@/app/_offline/keeper.client'
import { leavingWords } from '@/app/_offline/leaving-words'
import { Alert } from '@/app/_ui/alert'
import { Bell } from '@/app/_ui/bell'
import { Frame } from '@/app/_ui/frame'
import { Link } from '@/app/_ui/link'
import { SearchBox } from '@/app/_ui/search-box'
import { LanguageSwitch } from '@/app/(entry)/language/_parts/switch'
import { signOut } from '@/app/(entry)/sign-in/actions'
import { administersAll, holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { countChanges } from '@/lib/calendar/changes/change.queries'
import { now } from '@/lib/core/clock'
import { isDemo } from '@/lib/organisation/settings/setting.queries'

/** The frame for a signed-in user: the destinations of the user's roles, the rest in the menu under the name. */
export async function Desk({ children }: { children: ReactNode }) {
  const viewer = await requireViewer()
  const say = await saying()
  const path = (await headers()).get('x-path') ?? ''
  const places = [
    { href: '/home', label: say.t('common.nav.mine') },
    { href: '/activities', label: say.t('common.nav.activities') },
    { href: '/plans', label: say.t('common.nav.plans') },
    { href: '/exams', label: say.t('common.nav.exams') },
    { href: '/rates', label: say.t('common.nav.rates') },
    ...(holds(viewer, 'organiser', 'leader', 'administrator')
      ? [{ href: '/reports', label: say.t('common.nav.reports') }]
      : []),
  ].map(place => ({ ...place, current: isAt(place.href, path) }))
  const organises = holds(viewer, 'organiser', 'administrator')
  const rest = [
    ...(holds(viewer, 'organiser', 'leader', 'administrator')
      ? [
          { href: '/people', label: say.t('common.nav.people') },
          { href: '/advisers', label: say.t('common.nav.advisers') },
        ]
      : []),
    ...(organises
      ? [
          { href: '/outputs', label: say.t('common.nav.outputs') },
          { href: '/imports', label: say.t('common.nav.imports') },
        ]
      : []),
    ...(holds(viewer, 'administrator') ? [{ href: '/accounts', label: say.t('common.nav.accounts') }] : []),
    ...(administersAll(viewer) ? [{ href: '/settings', label: say.t('common.nav.settings') }] : []),
    { href: '/public', label: say.t('common.nav.publicCalendar') },
    { href: '/me', label: say.t('access.me.title') },
  ]
  const [demo, changes] = await Promise.all([isDemo(), countChanges(viewer, now())])
  const notice = demo ? (
    <p className="bg-sunk px-4 py-1 text-center text-ink-2 text-sm print:hidden">
      {say.t('common.app.demo')}
    </p>
  ) : null
  return (
    <Frame
      say={say}
      home="/home"
      places={places}
      notice={notice}
      damage={administersAll(viewer) ? '/settings/damage' : undefined}
      menu={
        <div className="flex flex-none items-center desk:gap-3 gap-1">
          <SearchBox say={say} />
          <Bell say={say} count={changes} />
          <details className="relative">
            <summary className="flex min-h-11 list-none items-center text-ink-2 text-sm">
              {viewer.name} ▾
            </summary>
            <div className="absolute right-0 z-20 w-52 rounded border border-line bg-sheet py-2 shadow-lg">
              {rest.map(place => (
                <Link
                  key={place.href}
                  href={place.href}
                  className="flex min-h-11 items-center px-4 text-ink no-underline"
                >
                  {place.label}
                </Link>
              ))}
              <LanguageSwitch
                say={say}
                className="flex min-h-11 w-full items-center px-4 text-left text-ink"
              />
              <form action={signOut} data-sign-out>
                <button type="submit" className="flex min-h-11 w-full items-center px-4 text-left text-ink">
                  {say.t('common.nav.signOut')}
                </button>
              </form>
            </div>
          </details>
        </div>
      }
    >
      {viewer.readsOnly && (
        <Alert tone="warning" role="alert" className="mb-4">
          {say.t('access.signIn.readsOnly')}
        </Alert>
      )}
      {children}
      <Keeper account={viewer.accountId ?? 0} words={leavingWords(say)} />
    </Frame>
  )
}

/** The calendar counts as part of 我的. */
function isAt(place: string, path: string): boolean {
  if (place === '/home' && /^\/calendar(\/|$)/.test(path)) return true
  return path === place || path.startsWith(`${place}/`)
}
