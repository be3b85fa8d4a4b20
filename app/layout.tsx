import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
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
  return (
    <html lang={locale === 'zh' ? 'zh-CN' : 'en'}>
      <body>{children}</body>
    </html>
  )
}
