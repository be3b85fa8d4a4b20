import { notFound } from 'next/navigation'
import { TextField, Tick, TickWhen } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { proposalOf } from '@/lib/calendar/scheduling/scheduling.queries'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { dayCorrections, publicFormsOf } from '@/lib/organisation/settings/setting.queries'
import { occurrenceOf } from '@/lib/plan/plan.queries'
import { isExamForm } from '@/lib/plan/plan.rules'
import { dateLabels } from '../../../_parts/date-labels'
import { dayWithWeekday, spanWords } from '../../../_parts/day-words'
import { fixDay } from '../../../actions'
import { ExamDateForm } from './_parts/exam-date-form'
import { ProposalLines } from './_parts/proposal-lines'

export const generateMetadata = titled('plan.date.title')

export default async function DatePage({ params }: { params: Promise<{ id: string; occurrence: string }> }) {
  const viewer = await requireViewer()
  const today = dayOf(now())
  const asked = await params
  const { plan, item, occurrence } = await orNotFound(occurrenceOf(viewer, idOf(asked.occurrence), today))
  if (!plan.mayChange || plan.id !== idOf(asked.id)) notFound()
  const [corrections, publicForms, proposal, say] = await Promise.all([
    dayCorrections(),
    publicFormsOf(),
    proposalOf(viewer, item, occurrence.id, { today }),
    saying(),
  ])
  const { t } = say
  const isPublic = publicForms.includes(item.form)
  const taken = occurrence.activity?.status === 'cancelled' ? null : (occurrence.activity ?? occurrence.exam)
  const labels = { ...dateLabels(say), day: t('plan.date.day') }
  return (
    <>
      <PageHead
        above={
          <Link href={`/plans/${plan.id}/pending`} className="inline-flex min-h-11 items-center">
            {plan.title}
          </Link>
        }
        title={t('plan.date.title')}
        below={`${item.content} · ${spanWords(say, occurrence)}`}
      />
      {taken ? (
        <p>
          {t('plan.date.taken')}
          <Link href={occurrence.activity ? `/activities/${taken.id}` : `/exams/${taken.id}`}>
            {taken.title} {dayWithWeekday(say, taken.day)}
          </Link>
        </p>
      ) : isExamForm(item.form) ? (
        <ExamDateForm say={say} item={item} occurrence={occurrence} today={today} />
      ) : (
        <Form action={fixDay} labels={labels} className="max-w-xl">
          <input type="hidden" name="occurrenceId" value={occurrence.id} />
          {proposal && (
            <ProposalLines
              say={say}
              span={occurrence}
              proposal={proposal}
              corrections={corrections}
              isPublic={isPublic}
            />
          )}
          <TextField name="title" label={labels.title} value={item.content} required />
          <div className="desk:grid grid-cols-3 gap-x-4">
            <TextField name="day" type="date" label={labels.day} value={proposal?.day} required />
            <TextField name="starts" type="time" label={labels.starts} />
            <TextField name="ends" type="time" label={labels.ends} />
          </div>
          <TextField name="place" label={labels.place} />
          <div className="desk:grid grid-cols-2 gap-x-4">
            <TextField name="lecturer" label={labels.lecturer} value={item.lecturer} />
            <TextField name="lecturerRank" label={labels.lecturerRank} />
          </div>
          <Tick name="compulsory" label={labels.compulsory} value={!isPublic && item.audienceId !== null} />
          <Tick name="isPublic" label={t('plan.date.isPublic')} value={isPublic} />
          <p className="mb-4 text-ink-3">
            {t('plan.date.inherited')}{' '}
            {[item.form, item.audienceWords, item.unitName, ...item.topics.map(topic => topic.name)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <TickWhen
            reason="conflicts"
            name="despite"
            label={<b className="font-semibold">{t('scheduling.conflict.despite')}</b>}
          />
          <button type="submit" className="btn btn-main">
            {t('plan.date.save')}
          </button>
        </Form>
      )}
    </>
  )
}
