import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import { headingCodes, headingsWhereAny } from '@/lib/activity/outreach/heading.rules'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import type { Figures } from '@/lib/statistics/rates/rate.rules'
import { rowsAddress } from './address'
import { FigureLink } from './figure-link'

/** 场次, 人次, 条, 份: counts of activities and materials, each linked to its entries. */
export function Headings({ say, to, figures }: { say: Say; to: RatesAsked; figures: Figures }) {
  const { communitiesWithAdviser: advised } = figures
  return (
    <section className="mt-8" aria-labelledby="headings">
      <h2 id="headings" className="border-line-strong border-b pb-1.5">
        {say.t('rate.headings.title')}
      </h2>
      <dl className="grid desk:grid-cols-4 grid-cols-2 gap-x-6">
        {headingCodes
          .filter(code => figures.headings[code] > 0 || !headingsWhereAny.includes(code))
          .map(code => (
            <div key={code} className="border-line border-b py-2.5">
              <dt className="text-ink-2 text-sm">
                <HeadingName say={say} code={code} />
              </dt>
              <dd>
                <FigureLink
                  say={say}
                  figures={figures}
                  code={code}
                  href={rowsAddress(to.asked, code)}
                  className="font-semibold text-lg"
                >
                  {figures.headings[code]}
                </FigureLink>{' '}
                <span className="text-ink-3 text-sm">{say.term(`unitWord.${code}`)}</span>
              </dd>
            </div>
          ))}
        {advised.denominator > 0 && (
          <div className="border-line border-b py-2.5">
            <dt className="text-ink-2 text-sm">
              <HeadingName say={say} code="communitiesWithAdviser" />
            </dt>
            <dd>
              <FigureLink
                say={say}
                figures={figures}
                code="communitiesWithAdviser"
                href={rowsAddress(to.asked, 'communitiesWithAdviser')}
                className="font-semibold text-lg"
              >
                {advised.numerator}/{advised.denominator}
              </FigureLink>{' '}
              <span className="text-ink-3 text-sm">{say.term('unitWord.communitiesWithAdviser')}</span>
            </dd>
          </div>
        )}
      </dl>
      {(
        [
          'otherForms',
          'stillPlanned',
          'awaitingReview',
          'outputsAwaitingReview',
          'worksAwaitingReview',
        ] as const
      )
        .filter(code => figures[code] > 0)
        .map(code => (
          <p key={code} className="mt-2 text-ink-2 text-sm">
            <FigureLink say={say} figures={figures} code={code} href={rowsAddress(to.asked, code)}>
              {say.t(`rate.headings.${code}`, { count: figures[code] })}
            </FigureLink>
          </p>
        ))}
    </section>
  )
}

function HeadingName({
  say,
  code,
}: {
  say: Say
  code: (typeof headingCodes)[number] | 'communitiesWithAdviser'
}) {
  return (
    <Link
      href={`/rates/definitions#${code}`}
      title={say.t('rate.page.definitions')}
      className="text-ink-2 no-underline hover:underline"
    >
      {say.term(`heading.${code}`)}
    </Link>
  )
}
