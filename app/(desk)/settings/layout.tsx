import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { settingsViewer } from './_parts/viewer'

const sections = [
  ['/settings', 'setting.nav.words'],
  ['/settings/channels', 'setting.nav.channels'],
  ['/settings/days', 'setting.nav.days'],
  ['/settings/campaigns', 'setting.nav.campaigns'],
  ['/settings/words', 'setting.nav.aliases'],
  ['/settings/figures', 'setting.nav.figures'],
  ['/settings/rolls', 'setting.nav.rolls'],
  ['/settings/sessions', 'setting.nav.sessions'],
  ['/settings/retention', 'retention.title'],
  ['/settings/audit', 'setting.nav.audit'],
  ['/settings/damage', 'damage.page.title'],
  ['/settings/operations', 'operation.title'],
] as const

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  await settingsViewer()
  const { t } = await saying()
  const path = (await headers()).get('x-path')
  return (
    <div className="desk:flex items-start gap-8">
      <nav
        aria-label={t('setting.nav.label')}
        className="-mx-4 desk:mx-0 mb-4 desk:block flex desk:w-44 flex-none overflow-x-auto desk:px-0 px-4 print:hidden"
      >
        {sections.map(([href, key]) => (
          <Link
            key={href}
            href={href}
            aria-current={isAt(path, href) ? (path === href ? 'page' : 'true') : undefined}
            // On a phone the strip begins with the page that is open.
            className="desk:order-none flex min-h-11 items-center whitespace-nowrap rounded px-3 text-ink-2 no-underline hover:bg-sunk aria-[current]:order-first aria-[current]:bg-indigo-wash aria-[current]:font-semibold aria-[current]:text-indigo"
          >
            {t(key)}
          </Link>
        ))}
      </nav>
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}

/** 日志封印 stands below 操作日志; the first section is no beginning of the others. */
function isAt(path: string | null, href: string): boolean {
  return path === href || (href !== '/settings' && path?.startsWith(`${href}/`) === true)
}
