import { notFound } from 'next/navigation'
import { TextField, Tick, TickWhen } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { readRecurrence } from '@/lib/calendar/scheduling/recurrence.rules'
import { proposalsFor } from '@/lib/calendar/scheduling/scheduling.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { publicFormsOf } from '@/lib/organisation/settings/setting.queries'
import { itemOf } from '@/lib/plan/plan.queries'
import { isExamForm } from '@/lib/plan/plan.rules'
import { dateLabels } from '../../../../_parts/date-labels'
import { spanWords } from '../../../../_parts/day-words'
import { fixDays } from '../../../../actions'
import { DayFields } from './_parts/day-fields'
import { RuleForm } from './_parts/rule-form'

export const generateMetadata = titled('scheduling.many.title')

export default async function DatesPage({
  params,
  searchParams,
}: PageProps<'/plans/[id]/items/[item]/dates'>) {
  const viewer = await requireViewer()
  const today = dayOf(now())
  const [asked, wished] = await Promise.all([params, searchParams])
  const { plan, item } = await orNotFound(itemOf(viewer, idOf(asked.item), today))
  if (!plan.mayChange || plan.id !== idOf(asked.id) || isExamForm(item.form) || item.form === '') notFound()
  const [publicForms, say] = await Promise.all([publicFormsOf(), saying()])
  const { t } = say
  const isPublic = publicForms.includes(item.form)
  // The item's own time text is the rule until another is typed.
  const rule = typeof wished.rule === 'string' ? wished.rule.slice(0, 60) : item.timeWords
  const swapped = wished.swapped === 'on'
  const rows = await proposalsFor(viewer, item, {
    repeat: readRecurrence(rule),
    swappedToo: swapped,
    isPublic,
    today,
  })
  const periods = Object.fromEntries(
    rows.map(({ occurrence }) => [
      `day-${occurrence.id}`,
      t('scheduling.many.dayOf', { period: spanWords(say, occurrence) }),
    ]),
  )
  const labels = { ...periods, ...dateLabels(say) }
  return (
    <>
      <PageHead
        above={
          <Link href={`/plans/${plan.id}/items/${item.id}`} className="inline-flex min-h-11 items-center">
            {item.content}
          </Link>
        }
        title={t('scheduling.many.title')}
        below={[item.timeWords, item.form, item.unitName].join(' · ')}
      />
      {rows.length === 0 ? (
        <Empty text={t('scheduling.many.none')}>
          <Link href={`/plans/${plan.id}/items/${item.id}`} className="btn">
            {t('plan.item.back')}
          </Link>
        </Empty>
      ) : (
        <>
          <RuleForm
            say={say}
            rule={rule}
            swapped={swapped}
            isUnread={rule !== item.timeWords && rule !== '' && readRecurrence(rule) === null}
          />
          <Form action={fixDays} labels={labels}>
            <input type="hidden" name="itemId" value={item.id} />
            <FormKey />
            <TickWhen
              reason="conflicts"
              name="despite"
              label={<b className="font-semibold">{t('scheduling.conflict.despite')}</b>}
            />
            <div className="grid desk:grid-cols-[1fr_340px] items-start gap-6">
              <DayFields say={say} rows={rows} labels={labels} />
              <section className="card" aria-labelledby="same">
                <h2 id="same" className="mb-3">
                  {t('scheduling.many.facts')}
                </h2>
                <TextField name="title" label={labels.title} value={item.content} required />
                <div className="grid grid-cols-2 gap-x-4">
                  <TextField name="starts" type="time" label={labels.starts} />
                  <TextField name="ends" type="time" label={labels.ends} />
                </div>
                <TextField name="place" label={labels.place} />
                <TextField name="lecturer" label={labels.lecturer} value={item.lecturer} />
                <TextField name="lecturerRank" label={labels.lecturerRank} />
                <Tick
                  name="compulsory"
                  label={labels.compulsory}
                  value={!isPublic && item.audienceId !== null}
                />
                <Tick name="isPublic" label={t('plan.date.isPublic')} value={isPublic} />
                <button type="submit" className="btn btn-main w-full">
                  {t('scheduling.many.save')}
                </button>
              </section>
            </div>
          </Form>
        </>
      )}
    </>
  )
}
