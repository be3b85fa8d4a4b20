import { notFound } from 'next/navigation'
import { Seen, SelectField, TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { leaveRules } from '@/lib/organisation/settings/study.rules'
import { planOf } from '@/lib/plan/plan.queries'
import { openedRolls } from '@/lib/plan/plan-rolls.queries'
import { saveRules } from '../../actions'

export const generateMetadata = titled('plan.rules.title')

export default async function RulesPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const plan = await orNotFound(planOf(viewer, idOf((await params).id)))
  if (!plan.mayChange) notFound()
  const opened = await openedRolls(viewer, plan.id)
  const say = await saying()
  const { t } = say
  const labels = {
    title: t('plan.rules.name'),
    leaveRule: t('plan.rules.leaveRule'),
    makeUpDays: t('plan.rules.makeUpDays'),
    requiredShare: t('plan.rules.requiredShare'),
    theoryLeftOut: t('plan.rules.theoryLeftOut'),
    reason: t('plan.item.reason'),
  }
  return (
    <>
      <PageHead above={<Link href={`/plans/${plan.id}`}>{plan.title}</Link>} title={t('plan.rules.title')} />
      <Form edits action={saveRules} labels={labels} className="max-w-xl">
        <input type="hidden" name="planId" value={plan.id} />
        <Seen value={plan.version} />
        <TextField name="title" label={labels.title} value={plan.title} required />
        <SelectField
          name="leaveRule"
          label={labels.leaveRule}
          value={plan.leaveRule}
          choices={leaveRules.map(rule => ({ value: rule, label: say.term(`leaveRule.${rule}`) }))}
        />
        <TextField
          name="makeUpDays"
          type="number"
          label={labels.makeUpDays}
          hint={t('plan.rules.makeUpDaysHint')}
          value={plan.makeUpDays}
        />
        <TextField
          name="requiredShare"
          type="number"
          label={labels.requiredShare}
          hint={t('plan.rules.requiredShareHint')}
          value={plan.requiredShare}
        />
        <Tick name="theoryLeftOut" label={t('plan.rules.theoryLeftOut')} value={plan.theoryLeftOut} />
        {opened > 0 && (
          <div className="grid gap-1">
            <p className="text-ink-2 text-sm">{t('plan.rules.opened', { count: opened })}</p>
            <Tick name="correctsOpened" label={t('plan.rules.correctsOpened', { count: opened })} />
          </div>
        )}
        {(plan.status === 'issued' || opened > 0) && (
          <TextField
            name="reason"
            label={labels.reason}
            hint={t(plan.status === 'issued' ? 'plan.item.reasonHint' : 'plan.rules.reasonHint')}
            required={plan.status === 'issued'}
          />
        )}
        <SaveButton>{t('plan.rules.save')}</SaveButton>
      </Form>
    </>
  )
}
