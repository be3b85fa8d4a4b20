import { notFound } from 'next/navigation'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { dayOf } from '@/lib/core/time'
import { revisionsOf } from '@/lib/plan/plan.queries'
import { inOrder } from '@/lib/plan/plan.rules'
import { snapshotsOf } from '@/lib/plan/revision.queries'
import { fullDay } from '../../../_parts/day-words'

export const generateMetadata = titled('plan.revisions.title')

export default async function RevisionPage({
  params,
}: {
  params: Promise<{ id: string; revision: string }>
}) {
  const viewer = await requireViewer()
  const { id, revision } = await params
  const { plan, revisions } = await orNotFound(revisionsOf(viewer, idOf(id)))
  const found = revisions.find(each => each.revision === idOf(revision))
  const snapshot = found && (await snapshotsOf(viewer, plan.id, [found.revision])).get(found.revision)
  if (!found || !snapshot) notFound()
  const say = await saying()
  const { t } = say
  const title = t('plan.revisions.asThen', { revision: found.revision })
  return (
    <>
      <PageHead
        above={<Link href={`/plans/${plan.id}/revisions`}>{t('plan.revisions.title')}</Link>}
        title={snapshot.title}
        below={`${t('plan.revisions.revision', { revision: found.revision })} · ${fullDay(say, dayOf(found.at))}${found.reason ? ` · ${found.reason}` : ''}`}
      >
        <Link href={`/plans/${plan.id}/paper?revision=${found.revision}`} className="btn">
          {t('paper.open')}
        </Link>
      </PageHead>
      <TableCard label={title}>
        <table>
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th className="n">{t('plan.document.number')}</th>
              <th>{t('plan.document.time')}</th>
              <th>{t('plan.document.content')}</th>
              <th>{t('plan.document.form')}</th>
              <th>{t('plan.document.audience')}</th>
              <th>{t('plan.document.lecturer')}</th>
              <th>{t('plan.document.unit')}</th>
              <th>{t('plan.document.mustLearn')}</th>
              <th>{t('plan.document.remark')}</th>
            </tr>
          </thead>
          <tbody>
            {inOrder(snapshot.items).map(({ item, number, depth }) => (
              <tr key={item.id}>
                <td className="n text-ink-3">{number}</td>
                <td className="whitespace-nowrap">{item.time}</td>
                <td className={depth > 0 ? 'pl-8' : ''}>{item.content}</td>
                <td className="whitespace-nowrap">{item.form || '—'}</td>
                <td>{item.audience || '—'}</td>
                <td>{item.lecturer || '—'}</td>
                <td>{item.unit}</td>
                <td>{item.topics.join('、') || (item.mustLearn ? t('plan.document.yes') : '—')}</td>
                <td>{[item.remark, item.evidence].filter(Boolean).join('；') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableCard>
    </>
  )
}
