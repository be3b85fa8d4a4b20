import type { Say } from '@/app/_i18n/messages'
import { qrOf } from '@/app/_ui/qr'
import { QrCode } from '@/app/_ui/qr-code'
import { offeredSecret } from '@/lib/access/second-factor.crypto'
import { base32Of, keyUriOf } from '@/lib/access/second-factor.rules'

type Props = { say: Say; sessionId: string; staffNo: string }

/** What to do with the phone: the secret as a code to scan, as a key to type, and as a link on the phone itself. */
export function Enrolling({ say: { t }, sessionId, staffNo }: Props) {
  const secret = offeredSecret(sessionId)
  const uri = keyUriOf({ issuer: t('common.app.name'), name: staffNo, secret })
  return (
    <ol className="mb-5 list-decimal space-y-3 pl-6">
      <li>{t('access.factor.install')}</li>
      <li>
        {t('access.factor.scan')}
        <div className="mt-3 flex flex-wrap items-center gap-4">
          <QrCode qr={qrOf(uri)} label={t('access.factor.qr')} size="h-56 w-56" />
          <div className="min-w-0">
            <p className="text-ink-3 text-sm">{t('access.factor.secret')}</p>
            <p className="select-all break-words font-mono">{base32Of(secret).match(/.{4}/g)?.join(' ')}</p>
            <p className="desk:hidden">
              <a href={uri} className="inline-flex min-h-11 items-center">
                {t('access.factor.openHere')}
              </a>
            </p>
          </div>
        </div>
      </li>
      <li>{t('access.factor.confirm')}</li>
    </ol>
  )
}
