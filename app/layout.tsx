import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { saying } from '@/app/_i18n/say'
import { hasAccounts } from '@/lib/access/access.queries'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await saying()
  return {
    title: { default: t('common.app.name'), template: `%s · ${t('common.app.name')}` },
    // Without this the 360 and QQ browsers use their legacy engine.
    other: { renderer: 'webkit' },
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, t } = await saying()
  // Whatever page was requested: an empty database is set up first.
  const path = (await headers()).get('x-path')
  if (path !== '/first-run' && !(await hasAccounts())) redirect('/first-run')
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : 'en'}>
      {/* An error page is rendered only in the browser, where messages cannot be loaded. */}
      <body
        data-broken-title={t('common.error.brokenTitle')}
        data-broken-text={t('common.error.brokenText')}
        data-broken-retry={t('common.error.retry')}
      >
        {children}
      </body>
    </html>
  )
}
