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
import { formsOf } from '@/lib/organisation/settings/setting.queries'
import { removalOf } from '@/lib/plan/items/item.rules'
import { planDocument, unitsUnder } from '@/lib/plan/plan.queries'
import { dropItem } from '../../../../actions'
import { ItemForm } from '../../_parts/item-form'

export const generateMetadata = titled('plan.item.editTitle')

export default async function EditItemPage({ params }: { params: Promise<{ id: string; item: string }> }) {
  const viewer = await requireViewer()
  const asked = await params
  const { plan, items } = await orNotFound(planDocument(viewer, idOf(asked.id), dayOf(now())))
  const item = items.find(each => each.id === idOf(asked.item))
  if (!item || !plan.mayChange) notFound()
  const [units, forms, say] = await Promise.all([unitsUnder(viewer, plan.unitPath), formsOf(), saying()])
  const { t } = say
  const isFree = removalOf(
    item,
    items.some(each => each.parentId === item.id),
  ).ok
  return (
    <>
      <PageHead
        above={<Link href={`/plans/${plan.id}`}>{plan.title}</Link>}
        title={t('plan.item.editTitle')}
      />
      <ItemForm
        say={say}
        plan={plan}
        item={item}
        units={units}
        forms={forms}
        points={items.filter(each => each.parentId === null && each.id !== item.id)}
      />
      {isFree && (
        <section className="mt-8 max-w-2xl border-line border-t pt-4">
          <p className="mb-2 text-ink-3">{t('plan.item.removeHint')}</p>
          <Form action={dropItem} labels={{ reason: t('plan.item.removeReason') }}>
            <input type="hidden" name="itemId" value={item.id} />
            <Seen value={item.version} />
            {plan.status === 'issued' && (
              // Not TextField: the form above has a field of the same name, so the ids would collide.
              <p className="mb-4">
                <label htmlFor="removal-reason" className="mb-1 block font-semibold">
                  {t('plan.item.removeReason')}
                </label>
                <input id="removal-reason" name="reason" required className="field" />
              </p>
            )}
            <button type="submit" className="btn text-cinnabar">
              {t('plan.item.remove')}
            </button>
          </Form>
        </section>
      )}
    </>
  )
}
