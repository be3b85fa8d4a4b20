import type { Say } from '@/app/_i18n/messages'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { Tag, type Tone } from '@/app/_ui/tag'
import { dayOf, timeOf } from '@/lib/core/time'
import type { Run } from '@/lib/import/undo/run.queries'

const tone: Record<ReturnType<typeof stateOf>, Tone> = {
  undone: 'quiet',
  erased: 'quiet',
  old: 'quiet',
  kept: 'quiet',
}

function stateOf(run: Run) {
  if (run.undoneAt !== null) return 'undone'
  if (run.erasedAt !== null) return 'erased'
  return run.isKept ? 'kept' : 'old'
}

/** So many sheets of one import are named. */
const NAMED = 3

/** 最近的导入: when, who, its sheets with counts, and whether it still stands. */
export function RunRows({ say: { t }, runs }: { say: Say; runs: Run[] }) {
  return (
    <section className="mb-8" aria-labelledby="runs-title">
      <h2 id="runs-title" className="mb-1">
        {t('importRun.list.title')}
      </h2>
      <p className="mb-2 text-ink-2 text-sm">{t('importRun.list.lead')}</p>
      {runs.length === 0 ? (
        <Empty text={t('importRun.list.none')} />
      ) : (
        <ul className="card px-5 py-1">
          {runs.map(run => (
            <li key={run.id} className="border-line border-t py-3 first:border-t-0">
              <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <Link
                  href={`/imports/runs/${run.id}`}
                  className="inline-flex desk:min-h-0 min-h-11 items-center"
                >
                  {t('importRun.list.when', { day: dayOf(run.writtenAt), time: timeOf(run.writtenAt) })}
                </Link>
                <span className="text-ink-2 text-sm">{run.by ?? t('importRun.list.fromCommand')}</span>
                <Tag tone={tone[stateOf(run)]}>{t(`importRun.state.${stateOf(run)}`)}</Tag>
              </p>
              <ul className="text-sm">
                {run.parts.slice(0, NAMED).map((part, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: sheets of one import may have the same name, and never move
                  <li key={at} className="flex flex-wrap gap-x-3">
                    <span className="break-all text-ink-2">
                      {t('importRun.list.sheet', {
                        kind: t(`import.kind.${part.kind}`),
                        file: part.fileName,
                      })}
                    </span>
                    <span className="text-ink-3">
                      {t('importRun.list.counts', { new: part.counts.new, changed: part.counts.changed })}
                    </span>
                  </li>
                ))}
                {run.parts.length > NAMED && (
                  <li className="text-ink-3">
                    {t('importRun.list.more', { count: run.parts.length - NAMED })}
                  </li>
                )}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
