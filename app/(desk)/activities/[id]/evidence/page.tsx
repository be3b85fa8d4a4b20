import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { attachmentsOf, headsByUnit } from '@/lib/activity/attachments/attachment.queries'
import { type AttachmentKind, isProof } from '@/lib/activity/attachments/attachment.rules'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { unitsFor } from '@/lib/organisation/people/person.queries'
import { Answered } from '../../../attachments/_parts/answered'
import { PhotoGrid } from '../../../attachments/_parts/photo-grid'
import { UploadForm } from '../../../attachments/_parts/upload-form'
import { forOrganiser } from '../../_parts/for-organiser'
import { AddPhotos } from './_parts/add-photos'
import { UnitHeadsForm } from './_parts/unit-heads-form'

export const generateMetadata = titled('attachment.title')

const papers: AttachmentKind[] = ['signedSheet', 'paperList', 'other']

/** Photos, and the papers that support the figures: signed sheets, lists by unit. `?kind=` selects one kind. */
export default async function EvidenceOfActivityPage({
  params,
  searchParams,
}: PageProps<'/activities/[id]/evidence'>) {
  const { viewer, activity } = await forOrganiser(params)
  const asked = await searchParams
  const say = await saying()
  const { t } = say
  const today = dayOf(now())
  const [rows, units, choices] = await Promise.all([
    attachmentsOf(viewer, activity.id, ['photo', ...papers]),
    headsByUnit(viewer, activity.id),
    unitsFor(viewer, 'organiser', 'administrator'),
  ])
  const photos = rows.filter(row => row.kind === 'photo')
  const sheets = rows.filter(row => row.kind !== 'photo' && !isProof(row.kind))
  const kind = papers.find(each => each === asked.kind) ?? 'signedSheet'
  const base = `/activities/${activity.id}`
  return (
    <>
      <PageHead
        above={
          <Link href={base} className="inline-flex min-h-11 items-center">
            {activity.title}
          </Link>
        }
        title={t('attachment.title')}
      />
      <Answered say={say} asked={asked} />
      <div className="grid desk:grid-cols-2 items-start gap-6">
        <section className="card">
          <h2 className="mb-2">{t('attachment.photos.title')}</h2>
          {photos.length === 0 ? (
            <p className="mb-3 text-ink-2">{t('attachment.photos.none')}</p>
          ) : (
            <div className="mb-4">
              <PhotoGrid say={say} rows={photos} today={today} />
            </div>
          )}
          <p className="mb-2 text-ink-2">{t('attachment.photos.panorama')}</p>
          <AddPhotos say={say} viewer={viewer} activity={activity} back={`${base}/evidence`} />
        </section>
        <section id="papers" className="card">
          <h2 className="mb-2">{t('attachment.papers.title')}</h2>
          {sheets.length === 0 ? (
            <p className="mb-3 text-ink-2">{t('attachment.papers.none')}</p>
          ) : (
            <div className="mb-4">
              <PhotoGrid say={say} rows={sheets} today={today} />
            </div>
          )}
          {units.length > 0 && (
            <ul className="mb-4">
              {units.map(each => (
                <li key={each.unitId} className="flex flex-wrap gap-x-3 border-line border-b py-1.5">
                  <span className="flex-1">
                    {t('attachment.papers.ofUnit', { unit: each.unitName, heads: each.heads })}
                  </span>
                  {each.purgedAt !== null ? (
                    <span className="text-ink-3">
                      {t('attachment.papers.purgedList', { day: dayOf(each.purgedAt) })}
                    </span>
                  ) : each.evidenceId === null ? (
                    <span className="text-ink-3">{t('attachment.papers.noList')}</span>
                  ) : (
                    <Link href={`/evidence/${each.evidenceId}`}>{t('attachment.kind.paperList')}</Link>
                  )}
                </li>
              ))}
            </ul>
          )}
          <UnitHeadsForm say={say} activityId={activity.id} units={choices} />
          <UploadForm say={say} id="paper" fields={{ activityId: activity.id }} back={`${base}/evidence`}>
            <label htmlFor="paper-kind" className="mb-1 block font-semibold">
              {t('attachment.form.kind')}
            </label>
            <select id="paper-kind" name="kind" defaultValue={kind} className="field mb-4">
              {papers.map(each => (
                <option key={each} value={each}>
                  {t(`attachment.kind.${each}`)}
                </option>
              ))}
            </select>
            {units.length > 0 && (
              <>
                <label htmlFor="paper-unit" className="mb-1 block font-semibold">
                  {t('attachment.form.unit')}
                </label>
                <select
                  id="paper-unit"
                  name="unitId"
                  defaultValue={typeof asked.unit === 'string' ? asked.unit : ''}
                  className="field mb-4"
                >
                  <option value="">{t('attachment.form.noUnit')}</option>
                  {units.map(each => (
                    <option key={each.unitId} value={each.unitId}>
                      {each.unitName}
                    </option>
                  ))}
                </select>
              </>
            )}
          </UploadForm>
        </section>
      </div>
    </>
  )
}
