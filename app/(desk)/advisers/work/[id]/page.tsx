import { notFound } from 'next/navigation'
import { Seen, TextArea } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { reviewsUnit } from '@/lib/activity/review/review.queries'
import { workById } from '@/lib/organisation/legal-work/legal-work.queries'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { entryOf } from '@/lib/organisation/review/review.rules'
import { ReviewBox } from '../../../activities/_parts/review-box'
import { WorkForm } from '../../_parts/work-form'
import { dropWork, saveWork } from '../../actions'

export const generateMetadata = titled('legalWork.form.editTitle')

export default async function WorkPage({ params }: PageProps<'/advisers/work/[id]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const found = await orNotFound(workById(viewer, idOf((await params).id)))
  if (!found.mayChange) notFound()
  const units = await unitsFor(viewer, 'organiser', 'administrator')
  return (
    <>
      <PageHead
        above={<Link href="/advisers">{t('legalWork.page.title')}</Link>}
        title={t('legalWork.form.editTitle')}
      />
      <ReviewBox
        say={say}
        entry={entryOf({ ...found, kind: 'legalWork' })}
        review={found.review}
        reason={found.reviewReason}
        mayDecide={await reviewsUnit(viewer, found.unitId)}
        mayChange={found.mayChange}
      />
      <WorkForm say={say} action={saveWork} begin={found} units={units} button={t('legalWork.form.save')} />
      <section className="mt-10 max-w-2xl border-line border-t pt-5">
        <h2>{t('legalWork.remove.title')}</h2>
        <p className="mt-1 mb-3 text-ink-2">{t('legalWork.remove.lead')}</p>
        <Form action={dropWork} labels={{ reason: t('legalWork.remove.reason') }}>
          <input type="hidden" name="id" value={found.id} />
          <Seen value={found.version} />
          <TextArea name="reason" label={t('legalWork.remove.reason')} rows={2} />
          <button type="submit" className="btn">
            {t('legalWork.remove.button')}
          </button>
        </Form>
      </section>
    </>
  )
}
