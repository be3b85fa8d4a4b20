import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { formsOf } from '@/lib/organisation/settings/setting.queries'
import { planDocument, unitsUnder } from '@/lib/plan/plan.queries'
import { ItemForm } from '../_parts/item-form'

export const generateMetadata = titled('plan.item.addTitle')

export default async function NewItemPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const { plan, items } = await orNotFound(planDocument(viewer, idOf((await params).id), dayOf(now())))
  if (!plan.mayChange) notFound()
  const [units, forms, say] = await Promise.all([unitsUnder(viewer, plan.unitPath), formsOf(), saying()])
  return (
    <>
      <PageHead
        above={<Link href={`/plans/${plan.id}`}>{plan.title}</Link>}
        title={say.t('plan.item.addTitle')}
      />
      <ItemForm
        say={say}
        plan={plan}
        units={units}
        forms={forms}
        points={items.filter(item => item.parentId === null)}
      />
    </>
  )
}
