import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { percentShown } from '@/app/_ui/doubt'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { ofPlan, rowsAddress } from '@/app/(desk)/rates/_parts/address'
import { now } from '@/lib/core/clock'
import type { Rate } from '@/lib/core/rate'
import { dayOf } from '@/lib/core/time'
import type { planOf } from '@/lib/plan/plan.queries'
import { fullDay } from '../../_parts/day-words'
import { PlanStatusTag } from '../../_parts/plan-status'
import { sendToIssue } from '../../actions'

type Plan = Awaited<ReturnType<typeof planOf>>

type Props = {
  say: Say
  plan: Plan
  tab: 'table' | 'year' | 'pending' | 'scores' | 'revisions'
  figures: { itemCount: number; undated: number; completion: { times: Rate } }
}

/** The head of every page of a plan: name, progress, actions, tabs. */
export function PlanHead({ say, plan, tab, figures }: Props) {
  const { t } = say
  const { times } = figures.completion
  const of = ofPlan(plan.id, plan.year, dayOf(now()))
  const isPoints = plan.kind === 'workPoints'
  const state =
    plan.status === 'draft'
      ? t('plan.document.draftLine')
      : t(stateLine(plan), {
          day: plan.issuedAt ? fullDay(say, dayOf(plan.issuedAt)) : '',
          revision: plan.revision,
        })
  const progress =
    times.denominator > 0
      ? t(isPoints ? 'plan.document.progressPoints' : 'plan.document.progress', {
          due: times.denominator,
          done: times.numerator,
          percent: percentShown(say, times),
        })
      : t('plan.document.notDue')
  const base = `/plans/${plan.id}`
  const tabs = [
    { tab: 'table', href: base, label: t('plan.document.table') },
    { tab: 'year', href: `${base}/year`, label: t('plan.document.year') },
    {
      tab: 'pending',
      href: `${base}/pending`,
      label: `${t(isPoints ? 'plan.document.pendingPoints' : 'plan.document.pending')} ${figures.undated}`,
    },
    ...(isPoints ? [{ tab: 'scores', href: `${base}/scores`, label: t('workPoint.tab') }] : []),
    { tab: 'revisions', href: `${base}/revisions`, label: t('plan.document.revisions') },
  ]
  return (
    <div className="print:hidden">
      <PageHead
        above={
          <Link href={`/plans?year=${plan.year}`} className="inline-flex min-h-11 items-center">
            {t('plan.list.ofYear', { year: plan.year })}
          </Link>
        }
        title={plan.title}
        below={
          <span className="flex flex-wrap items-center gap-x-3">
            <PlanStatusTag say={say} status={plan.status} />
            <span>{state}</span>
            {plan.request && (
              <span>
                {t('planSteps.asked', {
                  name: plan.request.by ?? t('audit.log.cleared'),
                  day: fullDay(say, dayOf(plan.request.at)),
                })}
              </span>
            )}
            <Link href={`/plans/${plan.id}`} className="figure">
              {t('plan.document.itemCount', { count: figures.itemCount })}
            </Link>
            {times.denominator > 0 ? (
              <Link href={rowsAddress(of, 'planCompletionRate')} className="figure">
                {progress}
              </Link>
            ) : (
              <span>{progress}</span>
            )}
          </span>
        }
      >
        <Actions say={say} plan={plan} itemCount={figures.itemCount} />
      </PageHead>
      <nav
        aria-label={t('plan.document.tabs')}
        className="mb-5 flex gap-1 overflow-x-auto border-line border-b"
      >
        {tabs.map(each => (
          <Link
            key={each.tab}
            href={each.href}
            aria-current={each.tab === tab ? 'page' : undefined}
            className="inline-flex min-h-11 items-center whitespace-nowrap border-transparent border-b-2 px-3 text-ink-2 no-underline aria-[current]:border-indigo aria-[current]:font-semibold aria-[current]:text-indigo"
          >
            {each.label}
          </Link>
        ))}
      </nav>
    </div>
  )
}

/** The date is that of the first issue, the number that of the current revision: the line names each as such. */
function stateLine({ status, revision }: Plan) {
  if (status === 'closed') return 'plan.document.closedLine' as const
  return revision > 1 ? ('plan.document.revisedLine' as const) : ('plan.document.issuedLine' as const)
}

function Actions({ say, plan, itemCount }: { say: Say; plan: Plan; itemCount: number }) {
  const { t } = say
  const base = `/plans/${plan.id}`
  const issues = plan.mayIssue && plan.status === 'draft' && itemCount > 0
  const asks = !plan.mayIssue && plan.mayChange && plan.status === 'draft' && itemCount > 0
  const closes = plan.mayIssue && plan.status === 'issued'
  const more: { href: string; label: string; isFile?: true }[] = [
    { href: `${base}/paper`, label: t('paper.open') },
    { href: `${base}/export`, label: t('common.table.export'), isFile: true },
    ...(plan.status === 'draft'
      ? []
      : [{ href: `${base}/plan.ics`, label: t('feed.file.plan'), isFile: true as const }]),
    ...(plan.mayOrganise && itemCount > 0
      ? [{ href: `${base}/copy?year=${plan.year + 1}`, label: t('planCopy.copyTo', { year: plan.year + 1 }) }]
      : []),
    ...(plan.mayChange ? [{ href: `${base}/rules`, label: t('plan.document.rules') }] : []),
    ...(closes ? [{ href: `${base}/close`, label: t('plan.document.close') }] : []),
  ]
  return (
    <>
      {plan.mayChange && (
        <Link href={`${base}/table`} className="btn">
          {t('planTable.page.link')}
        </Link>
      )}
      {plan.mayChange && (
        <Link href={`${base}/items/new`} className={issues ? 'btn' : 'btn btn-main'}>
          {t('plan.document.addItem')}
        </Link>
      )}
      {asks && !plan.request && (
        <ButtonForm action={sendToIssue} fields={{ planId: plan.id }} look="btn">
          {t('planSteps.ask')}
        </ButtonForm>
      )}
      {issues && (
        <Link href={`${base}/issue`} className="btn btn-main">
          {t('plan.document.issue')}
        </Link>
      )}
      <details className="relative">
        <summary className="btn list-none">{t('plan.document.more')} ▾</summary>
        <div className="absolute desk:right-0 z-20 mt-1 w-60 rounded border border-line bg-sheet py-2 shadow-lg">
          {more.map(({ href, label, isFile }) =>
            isFile ? (
              <a key={href} href={href} download className={entry}>
                {label}
              </a>
            ) : (
              <Link key={href} href={href} className={entry}>
                {label}
              </Link>
            ),
          )}
        </div>
      </details>
    </>
  )
}

const entry = 'flex min-h-11 items-center px-4 text-ink no-underline'
