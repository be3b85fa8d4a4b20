import Link from 'next/link'
import { saying } from '@/lib/i18n/say'

export default async function NotFoundPage() {
  const { t } = await saying()
  return (
    <main className="mx-auto max-w-lg px-4 py-16">
      <h1 className="mb-3">{t('common.error.notFoundTitle')}</h1>
      <p className="mb-6 text-ink-2">{t('common.error.notFoundText')}</p>
      <Link href="/" prefetch={false} className="btn btn-main">
        {t('common.error.home')}
      </Link>
    </main>
  )
}
