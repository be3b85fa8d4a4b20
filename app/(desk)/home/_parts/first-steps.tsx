import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { FirstSteps as Steps } from '@/lib/calendar/home/first-steps.queries'

const steps = [
  { step: 'units', href: '/people/units', sheet: 'units' },
  { step: 'people', href: '/people', sheet: 'roster' },
  { step: 'accounts', href: '/accounts', sheet: null },
] as const

/** 头三步: where units, people and accounts come from, while one of them is missing. */
export function FirstSteps({ say: { t }, steps: done }: { say: Say; steps: Steps }) {
  const next = steps.find(({ step }) => done[step] <= 0)?.step
  return (
    <section className="card mb-6" aria-labelledby="first-steps">
      <h2 id="first-steps">{t('home.first.title')}</h2>
      <p className="text-ink-2">{t('home.first.lead')}</p>
      <ol className="mt-2">
        {steps.map(({ step, href, sheet }, at) => (
          <li
            key={step}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t py-3 first:border-t-0"
          >
            <span className="w-5 text-ink-3">{at + 1}</span>
            <span className="min-w-0 flex-1 basis-56">
              <b className="font-semibold">{t(`home.first.${step}`)}</b>{' '}
              <span className="text-ink-2 text-sm">
                {done[step] > 0 ? t('home.first.there', { count: done[step] }) : t(`home.first.${step}Hint`)}
              </span>
            </span>
            {sheet && (
              <Link href={`/imports?kind=${sheet}`} className={step === next ? 'btn btn-main' : 'btn'}>
                {t('home.first.import')}
              </Link>
            )}
            <Link href={href} className={step === next && !sheet ? 'btn btn-main' : 'btn'}>
              {t('home.first.open')}
            </Link>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-sm">
        <Link href="/imports">{t('home.first.more')}</Link>
      </p>
    </section>
  )
}
