import { notFound } from 'next/navigation'
import { saying } from '@/app/_i18n/say'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { unitsOn } from '@/lib/organisation/people/person.queries'
import { ExamForm } from '../_parts/exam-form'
import { saveNewExam } from '../actions'

export const generateMetadata = titled('exam.form.newTitle')

export default async function NewExamPage() {
  const viewer = await requireViewer()
  const say = await saying()
  const units = await unitsOn(viewer, dayOf(now()), 'organiser', 'administrator')
  if (units.length === 0) notFound()
  return (
    <>
      <PageHead title={say.t('exam.form.newTitle')} />
      <ExamForm say={say} action={saveNewExam} units={units} values={{ hostUnitId: units[0]?.id }} />
    </>
  )
}
