import { notFound } from 'next/navigation'
import { Seen } from '@/app/_forms/field.client'
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
import { putIssued } from '../../actions'

export const generateMetadata = titled('plan.issue.title')

export default async function IssuePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const { plan, itemCount, undated } = await orNotFound(
    planDocument(viewer, idOf((await params).id), dayOf(now())),
  )
  if (!plan.mayIssue) notFound()
  const say = await saying()
  const { t } = say
  const { title } = plan
  return (
    <div className="max-w-xl">
      <PageHead title={t('plan.issue.question', { title })} />
      {plan.status === 'draft' ? (
        <Form action={putIssued}>
          <p className="mb-2">{t('plan.issue.items', { count: itemCount, undated })}</p>
          <p className="mb-6 text-ink-2">{t('plan.issue.effect', { unit: plan.unitName })}</p>
          <input type="hidden" name="planId" value={plan.id} />
          <Seen value={plan.version} />
          <div className="flex flex-wrap gap-2">
            <button type="submit" className="btn btn-main max-w-full whitespace-normal text-left">
              {t('plan.issue.submit', { title })}
            </button>
            <Link href={`/plans/${plan.id}`} className="btn">
              {t('plan.issue.keep')}
            </Link>
          </div>
        </Form>
      ) : (
        <p>
          {t('plan.issue.done')} <Link href={`/plans/${plan.id}`}>{t('plan.item.back')}</Link>
        </p>
      )}
    </div>
  )
}
