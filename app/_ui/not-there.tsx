import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'

/**
 * The 404 page: for an unknown address and for something outside the reader's scope alike, so that they cannot
 * be told apart.
 */
export async function NotThere() {
  const { t } = await saying()
  return (
    <div className="mx-auto max-w-lg px-4 py-16">
      <h1 className="mb-3">{t('common.error.notFoundTitle')}</h1>
      <p className="mb-6 text-ink-2">{t('common.error.notFoundText')}</p>
      <Link href="/" className="btn btn-main">
        {t('common.error.home')}
      </Link>
    </div>
  )
}
