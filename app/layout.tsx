import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { hasAccounts } from '@/lib/access/queries'
import { saying } from '@/lib/i18n/say'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await saying()
  return {
    title: { default: t('common.app.name'), template: `%s · ${t('common.app.name')}` },
    // 360 and QQ browsers choose the old engine without this.
    other: { renderer: 'webkit' },
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale } = await saying()
  // Whatever was asked for: an empty database is set up first.
  const path = (await headers()).get('x-path')
  if (path !== '/first-run' && !(await hasAccounts())) redirect('/first-run')
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : 'en'}>
      <body>{children}</body>
    </html>
  )
}
