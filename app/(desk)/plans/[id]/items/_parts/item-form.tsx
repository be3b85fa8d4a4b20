import { Seen, SelectField, TextArea, TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import type { Say } from '@/app/_i18n/messages'
import { Link } from '@/app/_ui/link'
import type { PlanItem, planOf } from '@/lib/plan/plan.queries'
import { savePlanItem } from '../../../actions'

type Props = {
  say: Say
  plan: Awaited<ReturnType<typeof planOf>>
  /** Undefined for a new item. */
  item?: PlanItem
  units: { id: number; name: string; path: string }[]
  forms: string[]
  points: PlanItem[]
}

/** One item with the columns of the office's sheet. */
export function ItemForm({ say, plan, item, units, forms, points }: Props) {
  const { t } = say
  const isPoints = plan.kind === 'workPoints'
  const labels = {
    time: isPoints ? t('plan.document.deadline') : t('plan.item.time'),
    content: isPoints ? t('plan.item.point') : t('plan.item.content'),
    form: t('plan.item.form'),
    audience: t('plan.item.audience'),
    lecturer: t('plan.item.lecturer'),
    unitId: t('plan.item.unit'),
    times: t('plan.item.times'),
    topics: t('plan.item.topics'),
    mustLearn: t('plan.item.mustLearn'),
    parentId: t('plan.item.parent'),
    weight: t('plan.item.weight'),
    evidence: t('plan.item.evidence'),
    remark: t('plan.item.remark'),
    reason: t('plan.item.reason'),
  }
  const known = item && item.form !== '' && !forms.includes(item.form) ? [item.form, ...forms] : forms
  const depthOf = (path: string) => path.split('/').length - plan.unitPath.split('/').length
  return (
    <Form edits={item && true} action={savePlanItem} labels={labels} className="max-w-2xl">
      <input type="hidden" name="planId" value={plan.id} />
      <input type="hidden" name="itemId" value={item?.id ?? ''} />
      <Seen value={item?.version ?? ''} />
      <div className="desk:grid grid-cols-[1fr_160px] items-end gap-x-4">
        <TextField
          name="time"
          label={labels.time}
          hint={isPoints ? t('plan.item.deadlineHint') : t('plan.item.timeHint')}
          value={item?.timeWords}
          required
        />
        <TextField
          name="times"
          type="number"
          label={labels.times}
          hint={isPoints ? t('plan.item.headed') : t('plan.item.timesHint')}
          value={item?.times}
        />
      </div>
      <TextArea name="content" label={labels.content} rows={2} value={item?.content} />
      <div className="desk:grid grid-cols-2 gap-x-4">
        {!isPoints && (
          <SelectField
            name="form"
            label={labels.form}
            value={item?.form ?? known[0]}
            choices={[
              ...known.map(form => ({ value: form, label: form })),
              { value: '', label: t('plan.item.noForm') },
            ]}
          />
        )}
        <SelectField
          name="unitId"
          label={labels.unitId}
          value={item?.unitId ?? units[0]?.id}
          choices={units.map(unit => ({
            value: String(unit.id),
            label: `${'　'.repeat(depthOf(unit.path))}${unit.name}`,
          }))}
        />
      </div>
      {isPoints ? (
        <>
          <SelectField
            name="parentId"
            label={labels.parentId}
            value={item?.parentId ?? ''}
            choices={[
              { value: '', label: t('plan.item.noParent') },
              ...points.map(point => ({ value: String(point.id), label: point.content })),
            ]}
          />
          <div className="desk:grid grid-cols-[160px_1fr] gap-x-4">
            <TextField name="weight" type="number" label={labels.weight} value={item?.weight} />
            <TextField name="evidence" label={labels.evidence} value={item?.evidence} />
          </div>
        </>
      ) : (
        <>
          <TextField
            name="audience"
            label={labels.audience}
            hint={t('plan.item.audienceHint')}
            value={item?.audienceWords}
          />
          <Tick name="audienceAsWords" label={t('plan.item.audienceAsWords')} />
          <TextField name="lecturer" label={labels.lecturer} value={item?.lecturer} />
          <Tick name="mustLearn" label={t('plan.item.mustLearn')} value={item?.mustLearn} />
          <TextField
            name="topics"
            label={labels.topics}
            hint={t('plan.item.topicsHint')}
            value={item?.topics.map(topic => topic.name).join('、')}
          />
        </>
      )}
      <TextField name="remark" label={labels.remark} value={item?.remark} />
      {plan.status === 'issued' && (
        <TextField name="reason" label={labels.reason} hint={t('plan.item.reasonHint')} required />
      )}
      <div className="flex flex-wrap gap-2">
        <SaveButton>{t('plan.item.save')}</SaveButton>
        <Link href={item ? `/plans/${plan.id}/items/${item.id}` : `/plans/${plan.id}`} className="btn">
          {t('common.form.cancel')}
        </Link>
      </div>
    </Form>
  )
}
