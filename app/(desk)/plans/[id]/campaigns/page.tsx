import { notFound } from 'next/navigation'
import { ButtonForm } from '@/app/_forms/button-form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { dateWords, dayWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { Tag } from '@/app/_ui/tag'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { isYearPublished } from '@/lib/core/holidays'
import { type Day, dayOf } from '@/lib/core/time'
import { dayCorrections } from '@/lib/organisation/settings/setting.queries'
import { campaignDaysOf } from '@/lib/plan/campaigns/campaign.queries'
import { isInPlan, nearestWorkday } from '@/lib/plan/campaigns/campaign.rules'
import { planDocument } from '@/lib/plan/plan.queries'
import { takeDay } from './actions'

export const generateMetadata = titled('campaign.plan.title')

/** 从宣传节点添加: the campaign days of the plan's year; one press adds one as an item. */
export default async function PlanCampaignsPage({ params }: PageProps<'/plans/[id]/campaigns'>) {
  const viewer = await requireViewer()
  const { plan, items } = await orNotFound(planDocument(viewer, idOf((await params).id), dayOf(now())))
  if (!plan.mayChange) notFound()
  const [days, corrections, say] = await Promise.all([campaignDaysOf(plan.year), dayCorrections(), saying()])
  const { t } = say
  const { year } = plan
  const inPlan = (name: string) => items.some(item => isInPlan(name, item.content))
  const left = days.filter(each => !inPlan(each.name)).length
  const isDraft = plan.status === 'draft'
  // Without the year: all days are in the plan's year, which the title names.
  const spanWords = (from: Day, to: Day) =>
    from === to ? dayWords(say, from, from) : `${dateWords(say, from, from)} – ${dateWords(say, to, to)}`
  return (
    <>
      <PageHead
        above={
          <Link href={`/plans/${plan.id}`} className="inline-flex min-h-11 items-center">
            {plan.title}
          </Link>
        }
        title={t('campaign.plan.title')}
        below={t('campaign.plan.left', { count: left })}
      />
      <p className="mb-2 text-ink-2">{t('campaign.plan.lead', { year })}</p>
      {!isDraft && <p className="mb-4 font-semibold">{t('campaign.plan.notADraft')}</p>}
      {!isYearPublished(year, corrections) && (
        <p className="mb-4 text-ochre">{t('campaign.plan.unpublished', { year })}</p>
      )}
      {days.length === 0 && <Empty text={t('campaign.none')} />}
      <ul className="card divide-y divide-line py-0">
        {days.map(day => {
          const near = day.fromDay === day.toDay ? nearestWorkday(day.fromDay, corrections) : null
          return (
            <li key={day.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <div className="min-w-0 desk:flex-1 basis-full desk:basis-0">
                <p className="flex flex-wrap items-center gap-x-2">
                  <b>{day.name}</b>
                  {!day.isSure && <Tag tone="soon">{t('campaign.unsure')}</Tag>}
                </p>
                <p className="text-ink-2 text-sm">
                  {spanWords(day.fromDay, day.toDay)}
                  {near && `；${t('campaign.plan.nearest', { day: dayWords(say, near, near) })}`}
                </p>
                <p className="text-ink-3 text-sm">
                  {[
                    day.topic,
                    day.theme && t('campaign.themeOf', { theme: day.theme }),
                    day.lead && t('campaign.plan.leadBy', { lead: day.lead }),
                    day.source && t('campaign.plan.source', { source: day.source }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              {inPlan(day.name) ? (
                <Tag tone="done">
                  <span aria-hidden="true">✓ </span>
                  {t('campaign.plan.taken')}
                </Tag>
              ) : (
                isDraft && (
                  <ButtonForm
                    id={`take-${day.id}`}
                    action={takeDay}
                    fields={{ planId: plan.id, campaignDayId: day.id }}
                    look="btn"
                    label={t('campaign.plan.takeLabel', { name: day.name })}
                  >
                    {t('campaign.plan.take')}
                  </ButtonForm>
                )
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
