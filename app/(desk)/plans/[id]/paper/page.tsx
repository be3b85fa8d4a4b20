import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { PrintButton } from '@/app/_ui/print-button.client'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { now } from '@/lib/core/clock'
import { dayOf } from '@/lib/core/time'
import { planPaper } from '@/lib/plan/papers/document.queries'
import { margins } from '@/lib/plan/papers/document.rules'
import { PaperSheet } from './_parts/paper-sheet'
import { revisionIn } from './_parts/which'

export const generateMetadata = titled('paper.title')

/** One revision, or the draft, in the form of an official annex: to print or to download. */
export default async function PaperPage({ params, searchParams }: PageProps<'/plans/[id]/paper'>) {
  const viewer = await requireViewer()
  const asked = revisionIn((await searchParams).revision)
  const { plan, paper, revision } = await orNotFound(
    planPaper(viewer, idOf((await params).id), asked, dayOf(now())),
  )
  const say = await saying()
  const { t } = say
  const base = `/plans/${plan.id}`
  const query = revision === null ? '' : `?revision=${revision}`
  return (
    <>
      <div className="print:hidden">
        <PageHead
          above={
            <Link href={base} className="inline-flex min-h-11 items-center">
              {t('paper.back')}
            </Link>
          }
          title={t('paper.title')}
          below={t('paper.lead', {
            way: t(paper.isWide ? 'paper.across' : 'paper.upright'),
            ...margins(paper),
          })}
        >
          <PrintButton label={t('paper.print')} />
          <a href={`${base}/paper/document${query}`} className="btn" download>
            {t('paper.document')}
          </a>
          <a href={`${base}/paper/workbook${query}`} className="btn" download>
            {t('paper.workbook')}
          </a>
        </PageHead>
      </div>
      <PaperSheet say={say} paper={paper} />
    </>
  )
}
