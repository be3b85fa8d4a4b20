import { notFound } from 'next/navigation'
import { Seen, TextArea } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { materialById } from '@/lib/activity/outreach/material.queries'
import { reviewsUnit } from '@/lib/activity/review/review.queries'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { entryOf } from '@/lib/organisation/review/review.rules'
import { channels } from '@/lib/organisation/settings/setting.queries'
import { ReviewBox } from '../../activities/_parts/review-box'
import { MaterialForm } from '../_parts/material-form'
import { dropMaterial, saveMaterial } from '../actions'

export const generateMetadata = titled('material.form.editTitle')

export default async function OutputPage({ params }: PageProps<'/outputs/[id]'>) {
  const viewer = await requireViewer()
  const say = await saying()
  const { t } = say
  const found = await orNotFound(materialById(viewer, idOf((await params).id)))
  if (!found.mayChange) notFound()
  const [units, ways] = await Promise.all([unitsFor(viewer, 'organiser', 'administrator'), channels()])
  return (
    <>
      <PageHead
        above={<Link href="/outputs">{t('material.list.title')}</Link>}
        title={t('material.form.editTitle')}
        below={
          found.activityId ? (
            <Link href={`/activities/${found.activityId}`}>
              {t('material.form.ofActivity', { title: found.activityTitle ?? '' })}
            </Link>
          ) : (
            t('material.form.noActivity')
          )
        }
      />
      <ReviewBox
        say={say}
        entry={entryOf({ kind: 'output', id: found.id, version: found.version })}
        review={found.review}
        reason={found.reviewReason}
        mayDecide={await reviewsUnit(viewer, found.unitId)}
        mayChange={found.mayChange}
      />
      <MaterialForm
        say={say}
        action={saveMaterial}
        begin={found}
        units={units}
        channels={ways}
        hidden={{ id: found.id, activityId: found.activityId ?? '', unitWord: found.ownUnitWord ?? '' }}
        button={t('material.form.save')}
      />
      <section className="mt-10 max-w-2xl border-line border-t pt-5">
        <h2>{t('material.remove.title')}</h2>
        <p className="mt-1 mb-3 text-ink-2">{t('material.remove.lead')}</p>
        <Form action={dropMaterial} labels={{ reason: t('material.remove.reason') }}>
          <input type="hidden" name="id" value={found.id} />
          <Seen value={found.version} />
          <TextArea name="reason" label={t('material.remove.reason')} rows={2} />
          <button type="submit" className="btn">
            {t('material.remove.button')}
          </button>
        </Form>
      </section>
    </>
  )
}
