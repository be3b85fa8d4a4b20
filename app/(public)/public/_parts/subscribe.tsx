import type { Say } from '@/app/_i18n/messages'
import { InWeChat } from '@/app/_ui/in-wechat'
import { qrOf } from '@/app/_ui/qr'
import { QrCode } from '@/app/_ui/qr-code'
import { webcalOf } from '@/lib/calendar/feeds/feed.rules'

type Props = { say: Say; base: string; userAgent: string | null; hostId: number | null }

/** How to subscribe to the public calendar on one's own phone. */
export function Subscribe({ say, base, userAgent, hostId }: Props) {
  const address = `${base}/feeds/public.ics`
  const webcal = webcalOf(address)
  return (
    <section className="card mt-6 print:hidden" aria-labelledby="subscribe">
      <h2 id="subscribe" className="mb-1">
        {say.t('calendar.public.subscribe')}
      </h2>
      <InWeChat say={say} userAgent={userAgent} />
      <p className="text-ink-2">
        {say.t(webcal ? 'calendar.public.subscribeText' : 'calendar.public.subscribeLocal')}
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-4">
        {webcal && <QrCode qr={qrOf(webcal)} label={say.t('feed.page.qr')} />}
        <div className="grid min-w-0 flex-1 gap-3">
          {webcal && (
            <a href={webcal} className="btn desk:w-max w-full">
              {say.t('calendar.public.open')}
            </a>
          )}
          <label htmlFor="public-address" className="sr-only">
            {say.t('calendar.public.address')}
          </label>
          <input id="public-address" readOnly value={address} className="field min-w-0 desk:max-w-md" />
          <a
            href={`/public/calendar.ics${hostId === null ? '' : `?unit=${hostId}`}`}
            className="inline-flex min-h-11 items-center"
            download
          >
            {say.t('feed.file.publicAll')}
          </a>
        </div>
      </div>
    </section>
  )
}
