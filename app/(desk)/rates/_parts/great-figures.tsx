import type { Say } from '@/app/_i18n/messages'
import { percentAlone, percentShown } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import type { Overview } from '@/lib/statistics/overview.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import type { FigureCode, RateCode } from '@/lib/statistics/rates/rate.rules'
import { rowsAddress } from './address'
import { Compared } from './compared'
import { FigureLink } from './figure-link'
import { emptyReason, fractionText, fractionWords } from './rate-words'

type Props = {
  say: Say
  to: RatesAsked
  overview: Pick<Overview, 'whole' | 'before' | 'standards' | 'targets'>
}

/** The four main rates, each with its fraction, its definition and a link to its rows. */
export function GreatFigures({ say, to, overview: { whole, before, standards, targets } }: Props) {
  const { t, term } = say
  const { rates, setAside, madeUp, planItems } = whole
  const comma = t('rate.figure.comma')
  const leave = [
    ...standards.leaveRules.map(rule => term(`leaveRule.${rule}`)),
    ...standards.leaveKinds.map(({ kind, rule }) =>
      t('rate.figure.leaveKind', { kind, rule: term(`leaveRule.${rule}`) }),
    ),
  ].join(comma)
  const { numerator, denominator } = rates.planCompletionRate
  const beside: Partial<Record<RateCode, Beside[]>> = {
    participationRate: [
      setAside > 0 && { code: 'setAside', text: t('rate.figure.setAside', { count: setAside }) },
      leave !== '' && { text: t('rate.figure.leaveRule', { rule: leave }) },
      standards.theoryLeftOut > 0 && {
        code: 'theoryLeftOut',
        text: t('rate.figure.theoryLeftOut', { count: standards.theoryLeftOut }),
      },
    ],
    attendanceRate: [madeUp > 0 && { code: 'madeUp', text: t('rate.figure.madeUp', { count: madeUp }) }],
    planCompletionRate: [
      planItems.denominator > 0 && {
        code: 'planItems',
        text: t('rate.figure.items', { fraction: fractionText(say, planItems) }),
      },
      denominator > numerator && {
        code: 'timesMissed',
        text: t('rate.figure.overdue', { count: denominator - numerator }),
      },
    ],
  }
  return (
    <dl className="mb-6 grid desk:grid-cols-4 grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line">
      {(['participationRate', 'attendanceRate', 'onlineStudyRate', 'planCompletionRate'] as const).map(
        code => (
          <div key={code} className="flex flex-col bg-sheet desk:px-5 px-3.5 desk:py-4 py-3.5">
            <dt>
              <DefinitionLink say={say} code={code} />
            </dt>
            <dd className="font-semibold font-song desk:text-[34px] text-[26px] leading-tight">
              {rates[code].denominator === 0 ? (
                <span title={emptyReason(say, code)}>{percentShown(say, rates[code])}</span>
              ) : (
                <FigureLink
                  say={say}
                  figures={whole}
                  code={code}
                  href={rowsAddress(to.asked, code)}
                  title={t('rate.figure.open', { name: term(`rate.${code}`), text: '' })}
                  className="decoration-1"
                >
                  {percentAlone(rates[code])}
                </FigureLink>
              )}
            </dd>
            <dd className="mt-1 text-ink-3 text-sm">
              {rates[code].denominator === 0 ? emptyReason(say, code) : fractionWords(say, code, rates[code])}
              {(beside[code] ?? []).map(
                each =>
                  each && (
                    <span key={each.text}>
                      {' · '}
                      {each.code ? (
                        <FigureLink
                          say={say}
                          figures={whole}
                          code={each.code}
                          href={rowsAddress(to.asked, each.code)}
                        >
                          {each.text}
                        </FigureLink>
                      ) : (
                        each.text
                      )}
                    </span>
                  ),
              )}
            </dd>
            <dd className="mt-1 text-ink-3 text-sm">
              <Compared say={say} to={to} code={code} figures={whole} before={before} targets={targets} />
            </dd>
          </div>
        ),
      )}
    </dl>
  )
}

type Beside = false | { code?: FigureCode; text: string }

/** The name of a rate, linked to its definition. */
export function DefinitionLink({ say, code }: { say: Say; code: RateCode }) {
  return (
    <Link
      href={`/rates/definitions#${code}`}
      className="text-ink no-underline hover:underline"
      title={say.t('rate.page.definitions')}
    >
      {say.term(`rate.${code}`)}
    </Link>
  )
}
