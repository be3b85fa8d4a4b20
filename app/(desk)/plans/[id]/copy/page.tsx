import { Seen } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import { idOf, numberIn, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { copyOf } from '@/lib/plan/copy/copy.queries'
import { CopiedLines } from './_parts/copied-lines'
import { startFrom } from './actions'

export const generateMetadata = titled('planCopy.title')

/** Preview of a copy of the plan for another year: the old and the new time of each item, and the reason. */
export default async function CopyPage({ params, searchParams }: PageProps<'/plans/[id]/copy'>) {
  const viewer = await requireViewer()
  const year = numberIn((await searchParams).year) ?? 0
  const copy = await orNotFound(copyOf(viewer, idOf((await params).id), year, { asOf: dayOf(now()) }))
  const say = await saying()
  const { t } = say
  const { source, target, title, lines, isPublished } = copy
  const moved = lines.filter(line => line.isMoved).length
  const isTaken = target !== null && (target.items > 0 || target.status !== 'draft')
  return (
    <>
      <PageHead
        above={
          <Link href={`/plans/${source.id}`} className="inline-flex min-h-11 items-center">
            {source.title}
          </Link>
        }
        title={t('planCopy.question', { source: source.title, title })}
        below={t('planCopy.summary', { count: lines.length, moved, kept: lines.length - moved })}
      />
      {isTaken ? (
        <p>
          {t(target.status === 'draft' ? 'planCopy.done' : 'planCopy.issued', { year })}{' '}
          <Link href={`/plans/${target.id}`}>{t('planCopy.open', { title: target.title })}</Link>
        </p>
      ) : lines.length === 0 ? (
        <p>{t('planCopy.noItems')}</p>
      ) : (
        <>
          <p className="mb-2 text-ink-2">{t('planCopy.lead')}</p>
          <p className={isPublished ? 'mb-4 text-ink-2' : 'mb-4 font-semibold text-ochre'}>
            {t(isPublished ? 'planCopy.published' : 'planCopy.unpublished', { year })}
          </p>
          <Form action={startFrom}>
            <CopiedLines say={say} lines={lines} fromYear={source.year} year={year} />
            <input type="hidden" name="sourceId" value={source.id} />
            <input type="hidden" name="year" value={year} />
            <Seen value={source.version} />
            <FormKey />
            <div className="mt-4 flex flex-wrap gap-2">
              <button type="submit" className="btn btn-main">
                {t('planCopy.submit')}
              </button>
              <Link href={target ? `/plans/${target.id}` : `/plans?year=${year}`} className="btn">
                {t('planCopy.keep')}
              </Link>
            </div>
          </Form>
        </>
      )}
    </>
  )
}
