import { saying } from '@/app/_i18n/say'
import { idleMinutesOf } from '@/lib/organisation/settings/setting.queries'

/** Says on a page that stays open for long how long its user stays signed in (lib/access/session.rules.ts). */
export async function KeepsSession() {
  const [{ t }, minutes] = await Promise.all([saying(), idleMinutesOf()])
  return <p className="mt-6 text-ink-2 text-sm">{t('common.offline.keepsSession', { minutes })}</p>
}
