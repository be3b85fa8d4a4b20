import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { FrameAnswer } from './frame-answer'
import { ReadOnlyBanner } from './read-only-banner'

export type Place = { href: string; label: string; current: boolean }

type Props = {
  say: Say
  home: string
  places: Place[]
  menu: ReactNode
  notice?: ReactNode
  /** The page that says what is damaged, for who may see it. */
  damage?: string
  children: ReactNode
}

/** The frame of every page: seal, navigation, the user's menu; on a phone the destinations at the bottom. */
export function Frame({ say, home, places, menu, notice, damage, children }: Props) {
  return (
    <>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-sheet focus:p-3"
      >
        {say.t('common.app.skip')}
      </a>
      <header className="print:hidden">
        {notice}
        <div className="flex desk:h-14 h-13 items-center justify-between desk:gap-7 gap-3 border-line border-b bg-sheet desk:px-8 px-4">
          <Link
            href={home}
            className="flex items-center gap-2.5 font-bold font-song text-ink text-xl no-underline"
          >
            <span
              className="grid h-7 w-7 place-items-center rounded bg-cinnabar font-bold font-song text-white"
              aria-hidden="true"
            >
              法
            </span>
            {say.t('common.app.name')}
          </Link>
          <nav aria-label={say.t('common.nav.main')} className="desk:flex hidden flex-1 gap-1">
            {places.map(place => (
              <Link
                key={place.href}
                href={place.href}
                aria-current={place.current ? 'page' : undefined}
                className="rounded px-3 py-1.5 text-ink-2 no-underline aria-[current]:bg-indigo-wash aria-[current]:font-semibold aria-[current]:text-indigo"
              >
                {place.label}
              </Link>
            ))}
          </nav>
          {menu}
        </div>
      </header>
      <main
        id="main"
        className="mx-auto max-w-[1272px] desk:px-8 px-4 desk:pt-7 pt-4 desk:pb-16 pb-24 print:max-w-none print:p-0"
      >
        <ReadOnlyBanner say={say} href={damage} />
        <FrameAnswer say={say} />
        {children}
      </main>
      {places.length > 0 && (
        <nav
          aria-label={say.t('common.nav.main')}
          className="fixed right-0 bottom-0 left-0 z-10 flex desk:hidden border-line border-t bg-sheet print:hidden"
        >
          {places.map(place => (
            <Link
              key={place.href}
              href={place.href}
              aria-current={place.current ? 'page' : undefined}
              className="grid min-h-14 min-w-0 flex-1 place-items-center text-ink-2 text-sm no-underline aria-[current]:font-semibold aria-[current]:text-indigo"
            >
              {place.label}
            </Link>
          ))}
        </nav>
      )}
    </>
  )
}
