import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { dayOf, timeOf } from '@/lib/core/time'
import { undoableOf } from '@/lib/import/undo/undo.queries'
import { toldCounts } from '@/lib/import/undo/undo.rules'
import { Undo } from './_parts/undo'
import { UnreadRows } from './_parts/unread-rows'

export const generateMetadata = titled('importRun.title')

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ undo?: string }> }

export default async function RunPage({ params, searchParams }: Props) {
  const viewer = await requireViewer()
  const undoable = await orNotFound(undoableOf(viewer, idOf((await params).id)))
  const say = await saying()
  const { t } = say
  const { run } = undoable
  const told = toldCounts(undoable.counts)
  return (
    <div className="max-w-3xl">
      <PageHead
        title={titleOf(say, run.parts)}
        above={<Link href="/imports">{t('importRun.page.back')}</Link>}
        below={t('importRun.page.byAt', {
          name: run.by ?? t('importRun.list.fromCommand'),
          day: dayOf(run.writtenAt),
          time: timeOf(run.writtenAt),
        })}
      />
      <Undo say={say} undoable={undoable} isAsked={(await searchParams).undo !== undefined} />
      <h2 className="mb-2">{t('importRun.page.sheets')}</h2>
      <ul className="card mb-6 px-5 py-1">
        {run.parts.map((part, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: sheets of one import may have the same name, and never move
            key={at}
            className="flex flex-wrap gap-x-4 border-line border-t py-2 first:border-t-0"
          >
            <span className="break-all">
              {t('importRun.list.sheet', { kind: t(`import.kind.${part.kind}`), file: part.fileName })}
            </span>
            <span className="text-ink-2">
              {t('importRun.list.counts', { new: part.counts.new, changed: part.counts.changed })}
            </span>
            <UnreadRows say={say} part={part} />
          </li>
        ))}
      </ul>
      {told.length > 0 && (
        <>
          <h2 className="mb-2">{t('importRun.page.changes')}</h2>
          <dl className="card mb-6 px-5 py-1">
            {told.map(({ table, counts }) => (
              <div
                key={table}
                className="grid grid-cols-[minmax(7rem,12rem)_1fr] gap-x-4 border-line border-t py-2 first:border-t-0"
              >
                <dt className="text-ink-2">{say.said(`importRun.table.${table}`) ?? table}</dt>
                <dd className="flex flex-wrap gap-x-4">
                  {counts.map(({ what, count }) => (
                    <span key={what}>{t(`importRun.page.${what}`, { count })}</span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  )
}

/** 花名册.xlsx, or 街道/台账.xlsx 等 4 张表. */
function titleOf({ t }: Say, [first, ...more]: { fileName: string }[]): string {
  if (!first) return t('importRun.title')
  return more.length > 0
    ? t('importRun.page.many', { file: first.fileName, count: more.length + 1 })
    : first.fileName
}
