import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { examPage } from '@/lib/exam/exam.queries'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { ExamForm } from '../../_parts/exam-form'
import { savedFields } from '../../_parts/saved-fields'
import { saveExam } from '../../actions'

export const generateMetadata = titled('exam.form.editTitle')

export default async function EditExamPage({ params }: PageProps<'/exams/[id]/edit'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const page = await orNotFound(examPage(viewer, idOf((await params).id)))
  if (!page.canOrganise) notFound()
  return (
    <>
      <PageHead title={say.t('exam.form.editTitle')} above={page.exam.title} />
      <ExamForm
        say={say}
        action={saveExam}
        units={await unitsFor(viewer, 'organiser', 'administrator')}
        values={{
          id: page.exam.id,
          version: page.exam.version,
          hasAttempts: page.outside.length > 0 || page.rows.some(row => row.attempts > 0),
          ...savedFields(page),
        }}
      />
    </>
  )
}
