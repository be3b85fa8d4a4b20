import type { Say } from '@/lib/i18n/rules'

/** The public calendar for a phone of one's own. */
export function Subscribe({ say, base }: { say: Say; base: string }) {
  const address = `${base}/feeds/public.ics`
  return (
    <section className="card mt-6 print:hidden" aria-labelledby="subscribe">
      <h2 id="subscribe" className="mb-1">
        {say.t('calendar.public.subscribe')}
      </h2>
      <p className="text-ink-2">{say.t('calendar.public.subscribeText')}</p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <a href={address.replace(/^https?:/, 'webcal:')} className="btn desk:w-auto w-full">
          {say.t('calendar.public.open')}
        </a>
        <label htmlFor="public-address" className="sr-only">
          {say.t('calendar.public.address')}
        </label>
        <input id="public-address" readOnly value={address} className="field min-w-0 desk:max-w-md flex-1" />
      </div>
    </section>
  )
}
