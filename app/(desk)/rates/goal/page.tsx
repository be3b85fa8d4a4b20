import { notFound } from 'next/navigation'
import { orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { percentShown } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { goalWay, usualGoal } from '@/lib/statistics/goal/goal.queries'
import { goalOf, isGoalCode } from '@/lib/statistics/goal/goal.rules'
import { ratesAsked } from '@/lib/statistics/rates/rate.input'
import { filterFor } from '@/lib/statistics/rates/rate.queries'
import { isRate } from '@/lib/statistics/rates/rate.rules'
import { rowsAddress } from '../_parts/address'
import { FigureLink } from '../_parts/figure-link'
import { emptyReason, fractionText } from '../_parts/rate-words'
import { dayIn } from '../_parts/span-words'
import { narrowedWords } from '../rows/_parts/rows-words'
import { Answer } from './_parts/answer'
import { GoalForm } from './_parts/goal-form'
import { NoGoal } from './_parts/no-goal'
import { StepList } from './_parts/step-list'
import { notice } from './_parts/step-words'

export const generateMetadata = titled('goal.page.open')

/** 反算: the least that has to be done for a rate to reach what is typed, by name and last day. */
export default async function GoalPage({ searchParams }: PageProps<'/rates/goal'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t, term } = say
  const today = dayOf(now())
  const params = await searchParams
  const to = ratesAsked(params, today)
  const { code } = to.given
  if (code === undefined || !isRate(code)) notFound()
  const none = { personId: undefined, tagId: undefined, withoutTagId: undefined, topicId: undefined }
  const asked = { ...to.asked, ...none }
  const filter = await orNotFound(filterFor(viewer, asked))
  const of = { ...asked, unitId: filter.unitId, asOf: filter.asOf }
  const typed = typeof params.goal === 'string' ? params.goal : String(await usualGoal(filter))
  const goal = goalOf(typed)
  const [found, units] = await Promise.all([
    isGoalCode(code) && goal.ok ? goalWay(filter, code, goal.goal) : null,
    unitsFor(viewer),
  ])
  const name = term(`rate.${code}`)
  return (
    <>
      <PageHead
        above={
          <Link href={rowsAddress(of, code, { month: of.month })}>{t('goal.page.rows', { rate: name })}</Link>
        }
        title={t('goal.page.title', { rate: name })}
        below={[
          ...narrowedWords(say, { ...to, asked }, filter.unitName),
          `${dayIn(say, filter.from)}–${dayIn(say, filter.to)}`,
          t('rate.page.asOf', { day: dayIn(say, filter.asOf) }),
        ].join(' · ')}
      />
      {isGoalCode(code) ? (
        <>
          <p className="mb-4 max-w-3xl text-ink-2">{t('goal.page.lead')}</p>
          <GoalForm
            say={say}
            of={of}
            code={code}
            typed={typed}
            units={units}
            error={goal.ok ? null : goal.reason}
          />
          {filter.asOf < today && (
            <p className="mb-4 max-w-3xl text-ink-2">
              {t('goal.page.past', { day: dayIn(say, filter.asOf) })}
            </p>
          )}
        </>
      ) : (
        <NoGoal say={say} of={of} code={code} />
      )}
      {found && goal.ok && isGoalCode(code) && (
        <>
          <p className="text-ink-2">
            {found.rate.denominator === 0 ? (
              emptyReason(say, code)
            ) : (
              <FigureLink
                say={say}
                figures={found.figures}
                code={code}
                href={rowsAddress(of, code, { month: of.month })}
              >
                {t('goal.page.now', {
                  text: percentShown(say, found.figures.rates[code]),
                  fraction: fractionText(say, found.rate),
                })}
              </FigureLink>
            )}
          </p>
          <Answer say={say} code={code} goal={goal.goal} found={found} />
          <StepList
            say={say}
            of={of}
            steps={found.way.chosen}
            notice={(lines: number) => notice(say, { code, goal: goal.goal, found, filter, lines })}
          />
        </>
      )}
    </>
  )
}
