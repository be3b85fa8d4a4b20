import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import type { Rate } from '@/lib/core/rate'
import type { Overview } from '@/lib/statistics/overview.queries'
import type { RatesAsked } from '@/lib/statistics/rates/rate.input'
import type { Figures } from '@/lib/statistics/rates/rate.rules'
import { spreadOf } from '@/lib/statistics/spread.rules'
import { rowsAddress } from './address'
import { FigureLink } from './figure-link'
import { fractionText } from './rate-words'

type Props = { say: Say; to: RatesAsked; overview: Overview }

/** The weaknesses in a year's report, as measures that link to their rows. */
export function WeakPoints({ say, to, overview }: Props) {
  const { t } = say
  const { whole } = overview
  const { forms, targets, campaigns } = overview.weaknesses
  const commonest = { ...overview.weaknesses.commonest, ...soundAs('heldActivities') }
  const paperOnly = { ...overview.weaknesses.paperOnly, ...soundAs('paperOnly') }
  const spread = spreadIn(overview)
  const atZero = overview.behind[0]?.atZero ?? 0
  return (
    <section className="mt-8" aria-labelledby="weak">
      <h2 id="weak" className="border-line-strong border-b pb-1.5">
        {t('rate.weakness.title')}
      </h2>
      <dl>
        <Line name={t('rate.weakness.forms')}>
          {forms[0] ? (
            <>
              <FigureLink
                say={say}
                figures={whole}
                code="heldActivities"
                href={rowsAddress(to.asked, 'formShare', { target: forms[0].form })}
              >
                {t('rate.weakness.formsText', {
                  count: forms.length,
                  form: forms[0].form,
                  text: percentShown(say, commonest),
                })}
              </FigureLink>{' '}
              <Quiet>{fractionText(say, commonest)}</Quiet>
              <span className="block text-ink-3 text-sm">
                {forms.map((each, at) => (
                  <span key={each.form}>
                    {at > 0 && ' · '}
                    <FigureLink
                      say={say}
                      figures={whole}
                      code="heldActivities"
                      href={rowsAddress(to.asked, 'heldActivities', { form: each.form })}
                    >
                      {each.form} {each.count}
                    </FigureLink>
                  </span>
                ))}
              </span>
            </>
          ) : (
            <Quiet>{t('rate.weakness.noEvents')}</Quiet>
          )}
        </Line>
        {paperOnly.denominator > 0 && (
          <Line name={t('rate.weakness.paper')}>
            <FigureLink say={say} figures={whole} code="paperOnly" href={rowsAddress(to.asked, 'paperOnly')}>
              {percentShown(say, paperOnly)}
            </FigureLink>{' '}
            <Quiet>{fractionText(say, paperOnly)}</Quiet>
          </Line>
        )}
        {spread && (
          <Line name={t('rate.weakness.spread')}>
            <Place say={say} to={to} units={spread.best} word={t('rate.weakness.best')} />
            {t('rate.weakness.between')}
            <Place say={say} to={to} units={spread.worst} word={t('rate.weakness.worst')} />
            {spread.leftOut.length > 0 && (
              <span className="block text-ink-3 text-sm">
                {t('rate.weakness.leftOut', {
                  least: overview.spreadLeast,
                  units: spread.leftOut.map(each => each.name).join(t('rate.figure.comma')),
                })}
              </span>
            )}
          </Line>
        )}
        <Line name={t('rate.weakness.zero')}>
          <FigureLink
            say={say}
            figures={whole}
            code="fullParticipationRate"
            href={rowsAddress(to.asked, 'neverStudied')}
          >
            {t('rate.weakness.zeroText', { count: atZero })}
          </FigureLink>
          {atZero > 0 && (
            <Quiet>
              {' '}
              {overview.behind
                .filter(each => each.studied === 0)
                .slice(0, 10)
                .map(each => each.name)
                .join('、')}
            </Quiet>
          )}
        </Line>
        <Line name={t('rate.weakness.campaigns')}>
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {campaigns.map(({ name, count }) => (
              <li key={name} className="text-sm">
                <span className="text-ink-2">{name}</span>{' '}
                {count > 0 ? (
                  <FigureLink
                    say={say}
                    figures={whole}
                    code="campaign"
                    href={rowsAddress(to.asked, 'campaign', { target: name })}
                  >
                    {t('rate.weakness.times', { count })}
                  </FigureLink>
                ) : (
                  <span className="text-ochre">{t('rate.weakness.notYet')}</span>
                )}
              </li>
            ))}
          </ul>
        </Line>
        <Line name={t('rate.weakness.targets')}>
          <ul className="grid desk:grid-cols-8 grid-cols-4 gap-px overflow-hidden rounded border border-line bg-line">
            {targets.map(({ name, count, notHere }) => (
              <li
                key={name}
                className={`px-2 py-1.5 text-center text-sm ${count > 0 || notHere ? 'bg-sheet' : 'bg-ochre-wash'}`}
              >
                <span className="block text-ink-2">{name}</span>
                {count > 0 ? (
                  <FigureLink
                    say={say}
                    figures={whole}
                    code="target"
                    href={rowsAddress(to.asked, 'target', { target: name })}
                  >
                    {t('rate.weakness.times', { count })}
                  </FigureLink>
                ) : notHere ? (
                  <span className="text-ink-3">{t('rate.weakness.notHere')}</span>
                ) : (
                  <span className="text-ochre">{t('rate.weakness.notYet')}</span>
                )}
              </li>
            ))}
          </ul>
          {targets.map(
            ({ name, notHere }) =>
              notHere && (
                <p key={name} className="mt-1 text-ink-3 text-sm">
                  {t('rate.weakness.notHereWhy', { target: name, reason: notHere })}
                </p>
              ),
          )}
        </Line>
      </dl>
    </section>
  )

  /** Counted apart from the figures, over what this one reads. */
  function soundAs(code: 'heldActivities' | 'paperOnly'): { sound?: true } {
    return whole.sound?.includes(code) ? { sound: true } : {}
  }
}

type PlaceProps = {
  say: Say
  to: RatesAsked
  units: { id: number; name: string; rate: Rate; figures: Figures }[]
  word: string
}

/** All units that share a place, each with its fraction. */
function Place({ say, to, units, word }: PlaceProps) {
  return (
    <>
      {word}{' '}
      {units.map((each, at) => (
        <span key={each.id}>
          {at > 0 && say.t('rate.figure.comma')}
          {each.name} {percentShown(say, each.rate)}{' '}
          <FigureLink
            say={say}
            figures={each.figures}
            code="participationRate"
            href={rowsAddress(to.asked, 'participationRate', { unit: each.id })}
            className="text-ink-3 text-sm"
          >
            {fractionText(say, each.rate)}
          </FigureLink>
        </span>
      ))}
    </>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid desk:grid-cols-[10rem_1fr] gap-x-4 border-line border-b py-2.5">
      <dt className="text-ink-2 text-sm desk:leading-6">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className="text-ink-3 text-sm">{children}</span>
}

/** The units with the best and the worst participation, if they differ; a doubtful one might be either. */
function spreadIn({ below, units, spreadLeast }: Overview) {
  const all = below.map(each => ({ ...each, figures: units.at(String(each.id)) }))
  const isSound = all.every(({ figures }) => figures.rates.participationRate.sound)
  return spreadOf(
    all.map(each => {
      const { numerator, denominator } = each.figures.rates.participationRate
      return { ...each, rate: { numerator, denominator, ...(isSound && { sound: true as const }) } }
    }),
    spreadLeast,
  )
}
