import { notFound } from 'next/navigation'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { planDocument } from '@/lib/plan/plan.queries'
import { putClosed } from '../../actions'

export const generateMetadata = titled('plan.close.title')

export default async function ClosePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const { plan, items } = await orNotFound(planDocument(viewer, idOf((await params).id), dayOf(now())))
  if (!plan.mayIssue) notFound()
  const say = await saying()
  const { t } = say
  const { title } = plan
  const open = items.flatMap(item => item.occurrences).filter(each => each.state !== 'held').length
  return (
    <div className="max-w-xl">
      <PageHead title={t('plan.close.question', { title })} />
      {plan.status === 'issued' ? (
        <Form action={putClosed}>
          {open > 0 && (
            <p className="mb-2">
              <Link href={`/plans/${plan.id}/pending?show=all`} className="figure">
                {t('plan.close.open', { count: open })}
              </Link>
            </p>
          )}
          <p className="mb-6 text-ink-2">{t('plan.close.effect')}</p>
          <input type="hidden" name="planId" value={plan.id} />
          <div className="flex flex-wrap gap-2">
            <button type="submit" className="btn btn-main max-w-full whitespace-normal text-left">
              {t('plan.close.submit', { title })}
            </button>
            <Link href={`/plans/${plan.id}`} className="btn">
              {t('plan.close.keep')}
            </Link>
          </div>
        </Form>
      ) : (
        <p>
          {plan.status === 'draft' ? t('plan.refused.notIssued') : t('plan.close.done')}{' '}
          <Link href={`/plans/${plan.id}`}>{t('plan.item.back')}</Link>
        </p>
      )}
    </div>
  )
}
