import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import type { Overview } from '@/lib/statistics/overview.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import type { RateCode } from '@/lib/statistics/rates/rate.rules'
import { rowsAddress } from './address'
import { Compared } from './compared'
import { FigureLink } from './figure-link'
import { DefinitionLink } from './great-figures'
import { emptyReason, fractionText } from './rate-words'

const further: RateCode[] = [
  'examParticipationRate',
  'passRate',
  'passRateOfSat',
  'excellentRate',
  'firstTimePassRate',
  'fullParticipationRate',
  'mustLearnCoverage',
  'bestStillPossible',
]

type Props = { say: Say; to: RatesAsked; overview: Pick<Overview, 'whole' | 'before' | 'targets'> }

/** The secondary rates on two lines, each with its fraction. */
export function FurtherRates({ say, to, overview: { whole: figures, before, targets } }: Props) {
  return (
    <section className="mb-6" aria-labelledby="further">
      <h2 id="further" className="mb-2 border-line-strong border-b pb-1.5">
        {say.t('rate.page.more')}
      </h2>
      <dl className="grid desk:grid-cols-4 grid-cols-2 gap-x-6">
        {further.map(code => {
          const rate = figures.rates[code]
          return (
            <div key={code} className="border-line border-b py-2.5">
              <dt className="text-ink-2 text-sm">
                <DefinitionLink say={say} code={code} />
              </dt>
              <dd>
                {rate.denominator === 0 ? (
                  <span title={emptyReason(say, code)}>{percentShown(say, rate)}</span>
                ) : (
                  <FigureLink
                    say={say}
                    figures={figures}
                    code={code}
                    href={rowsAddress(to.asked, code)}
                    className="font-semibold text-lg"
                  >
                    {percentShown(say, rate)}
                  </FigureLink>
                )}
                {rate.denominator > 0 && (
                  <span className="ml-2 text-ink-3 text-sm">{fractionText(say, rate)}</span>
                )}
              </dd>
              <dd className="text-ink-3 text-sm">
                <Compared say={say} to={to} code={code} figures={figures} before={before} targets={targets} />
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}
