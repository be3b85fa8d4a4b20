import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { dayOf, timeOf } from '@/lib/core/time'
import { examPage } from '@/lib/exam/exam.queries'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { ExamForm } from '../../_parts/exam-form'
import { saveExam } from '../../actions'

export const generateMetadata = titled('exam.form.editTitle')

export default async function EditExamPage({ params }: PageProps<'/exams/[id]/edit'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { exam, audience, canOrganise } = await orNotFound(examPage(viewer, idOf((await params).id)))
  if (!canOrganise) notFound()
  const closesTime = timeOf(exam.closesAt)
  return (
    <>
      <PageHead title={say.t('exam.form.editTitle')} above={exam.title} />
      <ExamForm
        say={say}
        action={saveExam}
        units={await unitsFor(viewer, 'organiser', 'administrator')}
        values={{
          ...exam,
          audienceWords: audience?.words,
          opensOn: dayOf(exam.opensAt),
          opensTime: timeOf(exam.opensAt) === '00:00' ? null : timeOf(exam.opensAt),
          closesOn: exam.closingDay,
          closesTime: closesTime === '23:59' ? null : closesTime,
          makeUpClosesOn: exam.makeUpClosesAt === null ? null : dayOf(exam.makeUpClosesAt),
        }}
      />
    </>
  )
}
