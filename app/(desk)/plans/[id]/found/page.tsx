import { CheckList } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { dateWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { type Found, foundFor } from '@/lib/activity/plan-found.queries'
import { now } from '@/lib/core/clock'
import { type Day, dayOf } from '@/lib/core/time'
import { planOf } from '@/lib/plan/plan.queries'
import { joinFound } from '../../actions'

export const generateMetadata = titled('planFound.title')

/** Activities and exams of no plan item that look like open items of this plan: joined in one press. */
export default async function FoundPage({ params }: PageProps<'/plans/[id]/found'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const plan = await orNotFound(planOf(viewer, idOf((await params).id)))
  const found = plan.status === 'closed' ? [] : await foundFor(viewer, plan)
  const { t } = say
  const today = dayOf(now())
  return (
    <>
      <PageHead
        above={
          <Link href={`/plans/${plan.id}`} className="inline-flex min-h-11 items-center">
            {plan.title}
          </Link>
        }
        title={t('planFound.title')}
        below={t('planFound.lead')}
      />
      {found.length === 0 ? (
        <Empty text={t('planFound.none')} />
      ) : (
        <Form action={joinFound} className="card">
          <input type="hidden" name="planId" value={plan.id} />
          <CheckList
            name="pairs"
            isLong
            label={t('planFound.which')}
            hint={t('planFound.whichHint')}
            value={found.filter(each => each.isSure).map(pairOf)}
            choices={found.map(each => ({ value: pairOf(each), label: wordsOf(say, each, today) }))}
          />
          <button type="submit" className="btn btn-main">
            {t('planFound.join')}
          </button>
        </Form>
      )}
    </>
  )
}

function pairOf({ what, id, itemId }: Found): string {
  return `${what}:${id}:${itemId}`
}

function wordsOf(say: Say, each: Found, today: Day): string {
  const { t } = say
  const held = t('planFound.held', {
    day: dateWords(say, each.day, today),
    title: each.title,
    unit: each.unitName,
    item: each.content,
  })
  const why = t(each.isSure ? 'planFound.sure' : 'planFound.likely')
  return [held, why, each.hasAudience ? null : t('planFound.noAudience')].filter(Boolean).join(' · ')
}
