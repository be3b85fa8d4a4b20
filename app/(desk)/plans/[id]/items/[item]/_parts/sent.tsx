import { ButtonForm } from '@/app/_forms/button-form'
import { SelectField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { PlanItem } from '@/lib/plan/plan.queries'
import type { linkableMaterials } from '@/lib/plan/work-points/work-point.queries'
import { monthDay } from '../../../../_parts/day-words'
import { joinMaterial, leaveMaterial } from '../../../../actions'

type Material = { day: string; channelName: string; quantity: number; unitWord: string; topic: string | null }

type Props = {
  say: Say
  /** Whether the viewer organises the unit responsible for it. */
  mayRecord: boolean
  item: PlanItem
  candidates: Awaited<ReturnType<typeof linkableMaterials>>
}

/** Materials that fulfil the work point without an activity, and the form that links one. */
export function Sent({ say, mayRecord, item, candidates }: Props) {
  const { t } = say
  const labels = { outputId: t('workPoint.outputChoice') }
  const told = (each: Material) =>
    [monthDay(say, each.day), `${each.channelName} ${each.quantity}${each.unitWord}`, each.topic]
      .filter(Boolean)
      .join(' · ')
  return (
    <>
      {item.outputs.length > 0 && (
        <section>
          <h2 className="mb-2">{t('workPoint.outputs')}</h2>
          <ul className="card divide-y divide-line px-4 py-0">
            {item.outputs.map(each => (
              <li key={each.id} className="flex min-h-11 flex-wrap items-center gap-x-4 py-1">
                <Link href={`/outputs/${each.id}`} className="min-w-0 flex-1 basis-56">
                  {told(each)}
                </Link>
                {mayRecord && (
                  <ButtonForm
                    id={`output-${each.id}`}
                    action={leaveMaterial}
                    fields={{ itemId: item.id, outputId: each.id }}
                    look="btn btn-plain"
                    label={t('plan.item.unlinkOf', { title: told(each) })}
                  >
                    {t('plan.item.unlink')}
                  </ButtonForm>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayRecord && candidates.length > 0 && (
        <details className="rounded-lg border border-line px-4">
          <summary className="flex min-h-11 list-none items-center font-semibold">
            {t('workPoint.outputLink')} ▾
          </summary>
          <Form id="output" action={joinMaterial} labels={labels} className="mb-4">
            <input type="hidden" name="itemId" value={item.id} />
            <SelectField
              name="outputId"
              label={labels.outputId}
              choices={candidates.map(each => ({
                value: String(each.id),
                label: `${told(each)}（${each.unitName}）`,
              }))}
            />
            <button type="submit" className="btn">
              {t('plan.item.linkSave')}
            </button>
          </Form>
        </details>
      )}
    </>
  )
}
